import type { CompiledCondition } from '../../src/core/policy/cel.ts';
import type { OracleCondition } from './bufbuild-oracle.ts';
import type { Input, Scope } from './condition-inputs.ts';

/** Where an error is on one side only, shown by a condition on the sample with another level. */
export interface KnownDifference {
  readonly name: string;
  readonly reason: string;
  /** What the oracle reports; where generated conditions meet that, it is let pass. */
  readonly error: RegExp;
  readonly scope: Scope;
  readonly when: string;
  readonly level: bigint;
  readonly own: boolean | 'indeterminate';
}

const LEAST = -(2n ** 63n);

/**
 * None of these can happen to a policy: integers of inputs are held to the range that is declared for
 * them, far from 64 bits. They are
 * differences of the libraries, met by generated conditions on generated inputs.
 */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    name: 'the least integer negated',
    reason: 'our library does not report that the result has more than 64 bits',
    // Negation alone says it like this: there are no conversions in the profile.
    error: /^int overflow during type conversion$/u,
    scope: 'item',
    when: '-item.level < 0',
    level: LEAST,
    own: false,
  },
  {
    name: 'the least integer divided by -1',
    reason: 'our library does not report that the result has more than 64 bits',
    error: /^int overflow during divide by -1$/u,
    scope: 'item',
    when: 'item.level / -1 < 0',
    level: LEAST,
    own: false,
  },
];

export type Compared =
  | { readonly agreed: true; readonly value: boolean | 'indeterminate' }
  | { readonly agreed: false; readonly own: unknown; readonly oracle: unknown };

/** An error here and an error there agree; an error on one side only does not. */
export function compare(own: CompiledCondition, oracle: OracleCondition, input: Input): Compared {
  const value = own.matches(input);
  const other = oracle.evaluate(input);
  const error = typeof other === 'object' ? other.error : null;
  if (error === null ? value === other : value === 'indeterminate') return { agreed: true, value };
  if (error !== null && KNOWN_DIFFERENCES.some((known) => known.error.test(error)))
    return { agreed: true, value: 'indeterminate' };
  return { agreed: false, own: value, oracle: other };
}
