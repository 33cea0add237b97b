import { isPolicyTest } from '../core/policy/read-basis.ts';
import type { BasisSource } from '../core/policy/read-documents.ts';
import type { PolicyTestRun } from '../core/policy-test/report.ts';
import { runPolicyTests } from '../core/policy-test/run-policy-tests.ts';
import { JitlError } from '../errors.ts';

export interface PolicyTestsRequest {
  /** The policies that come with jitl. */
  readonly shipped: readonly BasisSource[];
  /** The tests that come with jitl: they and their policies are under test. Null: the own ones are. */
  readonly shippedTests: readonly BasisSource[] | null;
  /** What `.jitl/` of the working tree holds, tests and all. */
  readonly own: readonly BasisSource[];
  /** What was found under the paths that were named; null where none was. */
  readonly named: readonly BasisSource[] | null;
  readonly mutate: boolean;
}

/** Runs tests of policies. Throws where there is none: what nobody tested must not look green. */
export function policyTests(request: PolicyTestsRequest): PolicyTestRun {
  const { shipped, shippedTests, named } = request;
  const own = shippedTests === null ? request.own : [];
  const tests = named ?? shippedTests ?? own.filter(({ path }) => isPolicyTest(path));
  if (tests.length === 0) throw nothingFound(named !== null);
  return runPolicyTests({
    shipped,
    own,
    tests,
    underTest: shippedTests === null ? 'own' : 'shipped',
    mutate: request.mutate,
  });
}

function nothingFound(named: boolean): JitlError {
  const where = named ? 'where you said' : 'under `.jitl/`';
  return new JitlError('input-invalid', `there is no test of policies ${where}`, {
    help: 'write one in a file that ends in `.test.yaml`, or run those of jitl with `--shipped`',
  });
}
