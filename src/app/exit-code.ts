import type { Verdict } from '../core/verdict.ts';

/** A closed list: 1 is no verdict, because Node itself exits with 1 when it crashes. */
export const exitCodes = {
  allowed: 0,
  none: 1,
  usage: 2,
  pending: 3,
  denied: 4,
} as const;

/** The format of the output never changes the code. Unread facts are no judgment that is missing. */
export function exitCodeOf(verdict: Verdict): number {
  return verdict.kind === 'unknown' ? exitCodes.none : exitCodes[verdict.kind];
}
