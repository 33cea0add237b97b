import { instant } from '../schema/values.ts';
import type { ReadyWaiver } from './basis.ts';

export type WaiverState = 'not-yet' | 'active' | 'expired';

/**
 * The one answer to whether a waiver is in force; every command asks here. It ends at `expiresAt`:
 * of a date alone, at its first instant in UTC. What cannot be read as a time is expired.
 */
export function waiverState({ document }: ReadyWaiver, now: number): WaiverState {
  const { notBefore, expiresAt } = document.spec;
  if (now >= (instant(expiresAt) ?? -Infinity)) return 'expired';
  return now < (instant(notBefore) ?? Infinity) ? 'not-yet' : 'active';
}

/** What a waiver is asked about: a factor of a policy that matched for a holder. */
export interface Waivable {
  readonly policy: string;
  readonly factor: string;
  /** The id of the holder, as in `subject.id`. */
  readonly subject: string;
}

/** The waiver in force for exactly this, or null. Of several the first by id. */
export function findWaiver(
  active: readonly ReadyWaiver[],
  { policy, factor, subject }: Waivable,
): ReadyWaiver | null {
  return (
    active.find(
      ({ document: { spec } }) =>
        spec.subject === subject && spec.policy === policy && spec.factors.includes(factor),
    ) ?? null
  );
}

export function activeWaivers(
  waivers: readonly ReadyWaiver[],
  now: number,
): readonly ReadyWaiver[] {
  return waivers.filter((waiver) => waiverState(waiver, now) === 'active');
}
