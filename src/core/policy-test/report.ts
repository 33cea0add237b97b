import type { Diagnostic } from '../diagnostic.ts';
import type { Location } from '../location.ts';
import type { Tier } from '../policy/documents/tiers.ts';
import type { Dimensions } from '../risk/risk-table.ts';
import type { Mismatch } from './mismatch.ts';

export interface CaseResult {
  readonly name: string;
  readonly location: Location;
  /** The kinds of its changes, each once; of one that could not be read with the reason. */
  readonly changes: readonly string[];
  /** Empty where the case passed. */
  readonly failures: readonly (Mismatch & { readonly location: Location })[];
}

/** A threshold of `coverage` that was missed. */
export interface Unmet {
  readonly threshold: 'factors' | 'tableRows' | 'mutants';
  readonly message: string;
  readonly location: Location;
}

export interface SuiteResult {
  readonly path: string;
  readonly policies: readonly string[];
  readonly cases: readonly CaseResult[];
  readonly unmet: readonly Unmet[];
}

/** How many cases show a factor, of the suites that test its policy. */
export interface FactorCoverage {
  readonly policy: string;
  readonly factor: string;
  readonly location: Location;
  readonly positive: number;
  /** Of a kind that the policy applies to, and the factor did not match. */
  readonly negative: number;
  /** False: it matches every change of those kinds, so that no negative case can be. */
  readonly canFail: boolean;
}

export interface RowCoverage {
  readonly tier: Tier;
  readonly row: Dimensions;
  readonly location: Location;
  /** How many cases have a change that the row decides. */
  readonly cases: number;
}

/** A change to the rules that was tried, in words. */
export interface TriedMutant {
  /** Null: the risk model. */
  readonly policy: string | null;
  readonly location: Location;
  /** What was changed: `the condition of \`a\`: \`x >= 3\` became \`x > 3\``. */
  readonly what: string;
}

export interface MutationScore {
  /** Null: the risk model. */
  readonly policy: string | null;
  readonly killed: number;
  /** Without the equivalent ones. */
  readonly total: number;
}

export interface MutationResult {
  readonly scores: readonly MutationScore[];
  /** No case notices them. */
  readonly survivors: readonly TriedMutant[];
  /** Proven to change nothing, on any input: no case could notice them. */
  readonly equivalent: readonly TriedMutant[];
  /** Conditions that did not compile. */
  readonly skipped: number;
}

export interface PolicyTestReport {
  readonly suites: readonly SuiteResult[];
  readonly factors: readonly FactorCoverage[];
  /** Of the risk model, where it is under test too; else null. */
  readonly rows: readonly RowCoverage[] | null;
  /** Policies in use that decide and that no test is about; of those that are under test. */
  readonly untested: readonly string[];
  /** Null where it was not asked for, or where a case failed. */
  readonly mutation: MutationResult | null;
}

/** Nothing could be tested where a file is wrong. */
export type PolicyTestRun =
  | { readonly kind: 'invalid'; readonly diagnostics: readonly Diagnostic[] }
  | {
      readonly kind: 'tested';
      readonly diagnostics: readonly Diagnostic[];
      readonly report: PolicyTestReport;
    };

/** Whether every case passed and every threshold is met. */
export function isGreen(run: PolicyTestRun): boolean {
  if (run.kind === 'invalid') return false;
  return run.report.suites.every(
    ({ cases, unmet }) =>
      unmet.length === 0 && cases.every(({ failures }) => failures.length === 0),
  );
}
