import type { Change } from '../change/change.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { sortedBy } from '../order.ts';
import type { Basis, ReadyWaiver } from '../policy/basis.ts';
import { findWaiver, waiverState } from '../policy/waivers.ts';
import type { Factor } from './assessment.ts';

/** What the waivers are looked at for. */
export interface WaivedInput {
  readonly changes: readonly Change[];
  readonly factors: readonly Factor[];
  readonly basis: Pick<Basis, 'waivers'>;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Says of each waiver that would have helped, and is not in force, why the factor counts after all. */
export function lapsedWaivers(input: WaivedInput): readonly Diagnostic[] {
  const idle = input.basis.waivers.filter((one) => waiverState(one, input.now) !== 'active');
  if (idle.length === 0) return [];
  const holders = new Map(input.changes.map((change) => [change.id, change.subject.holder.id]));
  const found = new Map<string, Diagnostic>();
  for (const factor of input.factors) {
    if (factor.effect !== 'counts') continue;
    const subject = holders.get(factor.change) ?? '';
    const waiver = findWaiver(idle, { policy: factor.policy, factor: factor.id, subject });
    if (waiver === null) continue;
    const note = noteOn(waiver, factor.id, input.now);
    found.set(note.message, note);
  }
  return sortedBy(found.values(), (note) => note.message);
}

function noteOn({ document, at, ...rest }: ReadyWaiver, factor: string, now: number): Diagnostic {
  const { notBefore, expiresAt, subject } = document.spec;
  const ended = waiverState({ document, at, ...rest }, now) === 'expired';
  const when = ended ? `ended ${expiresAt}` : `begins ${notBefore}`;
  return {
    code: 'waiver-expired',
    severity: 'note',
    message: `the waiver \`${document.metadata.id}\` of \`${factor}\` for \`${subject}\` ${when}, so the factor counts`,
    help: ended ? 'remove it, or ask for a new one in a change of its own' : 'wait until it begins',
    location: at('spec', ended ? 'expiresAt' : 'notBefore'),
  };
}
