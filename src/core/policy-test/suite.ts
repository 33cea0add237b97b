import type { Diagnostic } from '../diagnostic.ts';
import type { Location } from '../location.ts';
import type { Placed } from '../policy/basis.ts';
import type { PolicyTest, TestCase } from '../policy/documents/policy-test.ts';
import type { RatedInput } from '../risk/rate.ts';

/** A case that is ready to be rated. */
export interface ReadyCase {
  readonly written: TestCase;
  /** At least one. */
  readonly changes: readonly RatedInput[];
  /** The place of a part of the case. */
  readonly at: Placed<PolicyTest>['at'];
}

/** One `PolicyTest` document. */
export interface Suite {
  readonly path: string;
  readonly at: Placed<PolicyTest>['at'];
  readonly policies: ReadonlySet<string>;
  readonly coverage: NonNullable<PolicyTest['spec']['coverage']>;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly cases: readonly ReadyCase[];
}

export function invalid(message: string, location: Location, help?: string): Diagnostic {
  const more = help === undefined ? {} : { help };
  return { code: 'policy-invalid', severity: 'error', message, ...more, location };
}
