import type { CompiledCondition } from '../../src/core/policy/cel.ts';
import type { OracleCondition } from './bufbuild-oracle.ts';
import type { Input } from './condition-inputs.ts';

/** An error that only the oracle reports, and why that is no harm. */
export interface KnownDifference {
  readonly name: string;
  readonly error: RegExp;
  readonly reason: string;
  /** A condition and an input that show it. */
  readonly example: { readonly when: string; readonly level: bigint };
}

/**
 * Both are an integer beyond 64 bits that our library does not report, so that the condition has a
 * value where it should be indeterminate. No input comes near the least integer: levels are below
 * five, hours and days are 876,000 at most, and `now` is the seconds since 1970.
 */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    name: 'the least integer negated',
    error: /^int overflow during -_$/u,
    reason: 'no input and no sensible condition holds -2^63',
    example: { when: '-item.level > 0', level: -(2n ** 63n) },
  },
  {
    name: 'the least integer divided by -1',
    error: /^int overflow during divide by -1$/u,
    reason: 'no input and no sensible condition holds -2^63',
    example: { when: 'item.level / -1 > 0', level: -(2n ** 63n) },
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
