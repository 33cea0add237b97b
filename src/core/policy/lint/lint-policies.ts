import { readSuites } from '../../policy-test/read-suites.ts';
import { isPolicyTest, readBasis } from '../read-basis.ts';
import type { BasisSource } from '../read-documents.ts';
import type { Finding } from './finding.ts';
import { lintBasis } from './lint-basis.ts';

export interface LintRequest {
  /** The policies that come with jitl. */
  readonly shipped: readonly BasisSource[];
  /** What stands under `.jitl/`, tests and all. */
  readonly own: readonly BasisSource[];
  /** Whether what is to be said of shipped files is said too. */
  readonly ofShipped: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface LintReport {
  /** What was looked at. */
  readonly looked: {
    readonly files: number;
    readonly policies: number;
    readonly factors: number;
    readonly waivers: number;
  };
  /** Errors first, each in the order of its place. */
  readonly findings: readonly Finding[];
}

/** Everything that can be said of policy files without a change to judge. */
export function lintPolicies({ shipped, own, ofShipped, now }: LintRequest): LintReport {
  const { basis, diagnostics, model } = readBasis(shipped, own);
  const found: Finding[] = [...diagnostics];
  if (basis !== null && model !== null) {
    const { policies, waivers } = basis;
    const tests = own.filter((source) => isPolicyTest(source.path));
    found.push(
      ...lintBasis({ model, policies, waivers, now }),
      ...readSuites(tests, basis).diagnostics,
    );
  }
  const mine = (path: string): boolean => ofShipped || !path.startsWith('jitl:');
  const policies = basis?.policies.filter((policy) => mine(policy.path)) ?? [];
  return {
    looked: {
      files: ofShipped ? own.length + shipped.length : own.length,
      policies: policies.length,
      factors: policies.reduce((sum, policy) => sum + policy.factors.length, 0),
      waivers: basis?.waivers.length ?? 0,
    },
    findings: found
      .filter(({ location, severity }) => severity === 'error' || mine(location?.path ?? ''))
      .toSorted(byWeight),
  };
}

function byWeight(a: Finding, b: Finding): number {
  if (a.severity !== b.severity) return a.severity === 'error' ? -1 : 1;
  const [left, right] = [a.location, b.location];
  if (left === undefined || right === undefined)
    return Number(left === undefined) - Number(right === undefined);
  if (left.path !== right.path) return left.path < right.path ? -1 : 1;
  return left.start.line - right.start.line || left.start.column - right.start.column;
}
