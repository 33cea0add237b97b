import type { Change } from '../change/change.ts';
import { sortedBy, sortedUnique } from '../order.ts';
import { tiers, type Tier } from '../policy/documents/tiers.ts';
import { higherTier } from '../risk/tier.ts';
import { comparePoints, type AskedDifference } from './compare-points.ts';
import type { PastJudgment } from './judge-past.ts';
import type { Direction } from './point.ts';

export interface TierMove {
  readonly from: Tier;
  readonly to: Tier;
}

/** How the changes of one identity are rated otherwise. */
export interface IdentityDifference {
  /** The id of the holder. */
  readonly id: string;
  readonly name: string;
  /** The highest tier of its changes. */
  readonly tier: TierMove;
  /** Ids of factors that count on one side alone. */
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

/** How a commit would be judged otherwise. */
export interface PastOutcome {
  readonly direction: Direction;
  /** Whether any part of it is looser, also where another part is stricter. */
  readonly loosens: boolean;
  readonly tier: TierMove;
  readonly asked: readonly AskedDifference[];
  /** Those that are rated otherwise; all of the commit where only what is asked differs. */
  readonly identities: readonly IdentityDifference[];
}

/**
 * Compares what two sides say of the same changes; null where they say the same. Tier and
 * requirements decide the direction. Factors decide it only where both of these are the same: a
 * policy that loosens cannot hide it behind one more factor.
 */
export function comparePast(
  changes: readonly Change[],
  from: PastJudgment,
  to: PastJudgment,
): PastOutcome | null {
  const all = compareIdentities(changes, from, to);
  const rated = all.filter(isDifferent);
  const asked = comparePoints(from.asked, to.asked);
  const tier = { from: from.tier, to: to.tier };
  const weighty = [...tierDirection(tier), ...asked.map((one) => one.direction)];
  const directions = weighty.length > 0 ? weighty : rated.flatMap(directionsOf);
  const direction = join(directions);
  if (direction === null) return null;
  return {
    direction,
    loosens: directions.includes('looser'),
    tier,
    asked,
    identities: rated.length > 0 ? rated : all,
  };
}

function tierDirection({ from, to }: TierMove): readonly Direction[] {
  if (from === to) return [];
  return [tiers.indexOf(to) < tiers.indexOf(from) ? 'looser' : 'stricter'];
}

/** Of one identity: a tier of its own that is hidden behind another one's, else its factors. */
function directionsOf({ tier, gained, lost }: IdentityDifference): readonly Direction[] {
  return [
    ...tierDirection(tier),
    ...(lost.length > 0 ? (['looser'] as const) : []),
    ...(gained.length > 0 ? (['stricter'] as const) : []),
  ];
}

function join(directions: readonly Direction[]): Direction | null {
  const [first, ...rest] = directions;
  if (first === undefined) return null;
  return rest.every((one) => one === first) ? first : 'differently';
}

interface Gathered {
  readonly name: string;
  readonly tier: { from: Tier; to: Tier };
  readonly gained: Set<string>;
  readonly lost: Set<string>;
}

function compareIdentities(
  changes: readonly Change[],
  from: PastJudgment,
  to: PastJudgment,
): readonly IdentityDifference[] {
  const found = new Map<string, Gathered>();
  for (const [at, { subject }] of changes.entries()) {
    const [old, now] = [from.rated[at], to.rated[at]];
    if (old === undefined || now === undefined) continue;
    const { id, name } = subject.holder;
    const known = found.get(id) ?? {
      name,
      tier: { from: old.tier, to: now.tier },
      gained: new Set(),
      lost: new Set(),
    };
    found.set(id, known);
    known.tier.from = higherTier(known.tier.from, old.tier);
    known.tier.to = higherTier(known.tier.to, now.tier);
    for (const factor of now.factors) if (!old.factors.has(factor)) known.gained.add(factor);
    for (const factor of old.factors) if (!now.factors.has(factor)) known.lost.add(factor);
  }
  return sortedBy(found.entries(), ([id]) => id).map(([id, { name, tier, gained, lost }]) => ({
    id,
    name,
    tier,
    gained: sortedUnique(gained),
    lost: sortedUnique(lost),
  }));
}

function isDifferent({ tier, gained, lost }: IdentityDifference): boolean {
  return tier.from !== tier.to || gained.length > 0 || lost.length > 0;
}
