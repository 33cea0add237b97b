import type { Change } from '../change/change.ts';
import { scopeId } from '../inventory/fact.ts';
import type { Tier } from '../policy/documents/tiers.ts';
import { higherTier } from '../risk/tier.ts';
import type { RatedChange } from './rate-revision.ts';

/** What is judged already, because it lands. */
export interface Landed {
  /** The factors of a change that what lands does not have about the same holder and scope. */
  readonly passing: (rated: RatedChange) => readonly string[];
}

/** Kinds of change that only take something away: a step that gives less than the head is no news. */
const TAKING: ReadonlySet<Change['kind']> = new Set<Change['kind']>([
  'grant-narrowed',
  'grant-removed',
  'identity-deleted',
  'identity-disabled',
  'trust-narrowed',
  'credential-revoked',
]);

export function onlyTakes(change: Change): boolean {
  return TAKING.has(change.kind);
}

/** Whom and where a change is about: two changes of one key are judged as one matter. */
export function matterOf(change: Change): string {
  return `${change.subject.holder.id}\u0001${'scope' in change ? scopeId(change.scope) : '-'}`;
}

export function indexLanded(final: readonly RatedChange[]): Landed {
  const factors = new Set<string>();
  const tiers = new Map<string, Tier>();
  const unreadable = new Set<string>();
  for (const { change, tier, factors: ids } of final) {
    if (change.kind === 'unassessable') unreadable.add(`${change.path}\u0001${change.reason}`);
    if (onlyTakes(change)) continue;
    for (const matter of [matterOf(change), ...rolesBehind(change)]) {
      tiers.set(matter, higherTier(tiers.get(matter) ?? 'low', tier));
      for (const id of ids) factors.add(`${matter}\u0001${id}`);
    }
  }
  return {
    passing: ({ change, tier, factors: ids }) => {
      if (change.kind === 'unassessable' && unreadable.has(`${change.path}\u0001${change.reason}`))
        return [];
      const matters = [matterOf(change), ...asRole(change)];
      const fresh = ids.filter((id) => !matters.some((one) => factors.has(`${one}\u0001${id}`)));
      if (fresh.length > 0) return fresh;
      const landing = matters.reduce<Tier>(
        (tier_, one) => higherTier(tier_, tiers.get(one) ?? 'low'),
        'low',
      );
      return higherTier(tier, landing) === landing ? [] : ids;
    },
  };
}

/**
 * Where a role has holders, what lands shows them instead of the role. A commit that has the role
 * without its bindings shows the role, and that is the same matter.
 */
function rolesBehind(change: Change): readonly string[] {
  if (!('via' in change)) return [];
  return change.via.map((via) => heldRole(via.slice(0, Math.max(0, via.lastIndexOf(' by ')))));
}

function asRole(change: Change): readonly string[] {
  const { kind, name } = change.subject.holder;
  if (kind !== 'role' || !('scope' in change) || change.scope.kind !== 'role') return [];
  return [heldRole(name.replace(/^whoever holds /, ''))];
}

function heldRole(name: string): string {
  return `held\u0001${name}`;
}
