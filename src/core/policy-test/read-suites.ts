import type { Diagnostic } from '../diagnostic.ts';
import { locate } from '../location.ts';
import { closest } from '../schema/closest.ts';
import { nodeAt, validateDocument, type DocumentPlace } from '../schema/validate.ts';
import { instant } from '../schema/values.ts';
import { get, type YamlNode } from '../yaml/node.ts';
import type { Basis, Placed } from '../policy/basis.ts';
import { policyTest, type PolicyTest } from '../policy/documents/policy-test.ts';
import { documentsOf, type BasisSource } from '../policy/read-documents.ts';
import { changesOf } from './case-inputs.ts';
import { checkExpectation } from './check-expectation.ts';
import { checkPolicies } from './check-names.ts';
import type { ReadyCase, Suite } from './suite.ts';

export interface SuiteReading {
  readonly suites: readonly Suite[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads test files. A typo must never become a test that passes for want of being asked. */
export function readSuites(sources: readonly BasisSource[], basis: Basis): SuiteReading {
  const diagnostics: Diagnostic[] = [];
  const suites: Suite[] = [];
  for (const source of sources)
    for (const { root, place } of documentsOf(source, diagnostics)) {
      const placed = readTest(root, place, diagnostics);
      if (placed !== null) suites.push(suiteOf(placed, basis, diagnostics));
    }
  return { suites, diagnostics };
}

function readTest(
  root: YamlNode | null,
  place: DocumentPlace,
  diagnostics: Diagnostic[],
): Placed<PolicyTest> | null {
  const kind = root?.kind === 'mapping' ? get(root, 'kind') : null;
  const name = kind?.kind === 'scalar' ? kind.text : '';
  if (root?.kind !== 'mapping' || name !== 'PolicyTest') {
    const span = (kind ?? root)?.span ?? { start: 0, end: 0 };
    diagnostics.push({
      code: 'unknown-kind',
      severity: 'error',
      message: name === '' ? 'the document has no `kind`' : `a \`${name}\` is no test of policies`,
      help:
        closest(name, ['PolicyTest']) === null
          ? 'write `kind: PolicyTest`; what is no test belongs in a file of another name'
          : 'did you mean `PolicyTest`?',
      location: locate(place.path, place.side, place.lines, span),
    });
    return null;
  }
  const read = validateDocument(root, place, policyTest, {
    unknownKey: 'policy-unknown-key',
    invalid: 'policy-invalid',
  });
  diagnostics.push(...read.diagnostics);
  if (read.value === null) return null;
  return {
    document: read.value,
    path: place.path,
    at: (...path) => locate(place.path, place.side, place.lines, nodeAt(root, path).span),
  };
}

function suiteOf(placed: Placed<PolicyTest>, basis: Basis, diagnostics: Diagnostic[]): Suite {
  const { document, path, at } = placed;
  const { spec } = document;
  diagnostics.push(...checkPolicies(placed, basis), ...checkCaseNames(placed));
  const policies = new Set(spec.policies);
  const now = instant(spec.now) ?? 0;
  const cases = spec.cases.map((written, index): ReadyCase => {
    const within: ReadyCase['at'] = (...steps) => at('spec', 'cases', index, ...steps);
    diagnostics.push(...checkExpectation(written.expect, { basis, policies, at: within }));
    const reading = { given: spec.given, now, at: within, diagnostics };
    return { written, changes: changesOf(written, reading), at: within };
  });
  return { path, at, policies, coverage: spec.coverage ?? {}, now, cases };
}

function checkCaseNames({ document, at }: Placed<PolicyTest>): readonly Diagnostic[] {
  const seen = new Set<string>();
  return document.spec.cases.flatMap(({ name }, index): readonly Diagnostic[] => {
    const twice = seen.has(name);
    seen.add(name);
    if (!twice) return [];
    return [
      {
        code: 'policy-duplicate-id',
        severity: 'error',
        message: `two cases have the name \`${name}\``,
        help: 'a failure is told by the name of its case: give each its own',
        location: at('spec', 'cases', index, 'name'),
      },
    ];
  });
}
