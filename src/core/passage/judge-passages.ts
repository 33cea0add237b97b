import type { Change } from '../change/change.ts';
import { describeChange } from '../change/describe.ts';
import type { Location } from '../location.ts';
import type { Manifest } from '../manifest/object.ts';
import { compareText } from '../order.ts';
import type { Basis } from '../policy/basis.ts';
import { tiers, type Tier } from '../policy/documents/tiers.ts';
import type { Assessment } from '../risk/assessment.ts';
import { higherTier, reachesTier } from '../risk/tier.ts';
import { indexLanded, matterOf, onlyTakes, type Landed } from './landed.ts';
import type { IntermediateRevision } from './passage.ts';
import {
  rateChanges,
  rateRevision,
  rememberInventories,
  type RatedChange,
  type RatingBasis,
} from './rate-revision.ts';

/** Something of at least tier `moderate` that a commit holds, and that what lands does not. */
export interface PassingFinding {
  /** The first commit that holds it, by its full id. */
  readonly commit: string;
  readonly tier: Tier;
  /** One sentence on it, with foreign text that is not escaped. */
  readonly change: string;
  /** The holder's id. */
  readonly subject: string;
  /** Ids of the factors that what lands does not have. */
  readonly factors: readonly string[];
  /** Where the commit says it. */
  readonly location: Location | null;
  /** How many further findings are not listed; zero for all but the last of the list. */
  readonly leftOut: number;
}

export interface PassagesInput {
  readonly revisions: readonly IntermediateRevision[];
  /** Files that nobody changed, as the change itself is judged with. */
  readonly context: readonly Manifest[];
  /** How what lands was judged. */
  readonly final: { readonly changes: readonly Change[]; readonly assessment: Assessment };
  readonly basis: Basis;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** More findings than this say nothing new. */
const SHOWN = 20;

/**
 * What a merge that keeps the commits would put into the history without anybody having judged it.
 * The worst come first, then the oldest; each is told once, for the first commit that holds it.
 */
export function findPassing(input: PassagesInput): readonly PassingFinding[] {
  const { revisions, context, final, basis, now } = input;
  const landed = indexLanded(rateChanges(final.changes, final.assessment));
  const by = { basis, now, take: rememberInventories() };
  const found = new Map<string, { readonly finding: PassingFinding; readonly order: number }>();
  for (const [order, revision] of revisions.entries())
    for (const { change, tier, factors } of passingChanges(revision, { context, by, landed })) {
      const key = [change.kind, matterOf(change), ...factors].join('\u0001');
      const known = found.get(key)?.finding.tier;
      if (known !== undefined && reachesTier(known, tier)) continue;
      found.set(key, {
        order,
        finding: {
          commit: revision.commit,
          tier,
          change: describeChange(change),
          subject: change.subject.holder.id,
          factors,
          location: change.head ?? change.base,
          leftOut: 0,
        },
      });
    }
  const sorted = [...found.entries()].sort(
    ([keyA, a], [keyB, b]) =>
      tiers.indexOf(b.finding.tier) - tiers.indexOf(a.finding.tier) ||
      a.order - b.order ||
      compareText(keyA, keyB),
  );
  const leftOut = Math.max(0, sorted.length - SHOWN);
  return sorted
    .slice(0, SHOWN)
    .map(([, { finding }], at) => (at === SHOWN - 1 ? { ...finding, leftOut } : finding));
}

function passingChanges(
  revision: IntermediateRevision,
  about: {
    readonly context: readonly Manifest[];
    readonly by: RatingBasis;
    readonly landed: Landed;
  },
): readonly RatedChange[] {
  const rating = rateRevision(revision, about.context, about.by);
  const suspects = rating.own
    .filter(({ change, tier }) => reachesTier(tier, 'moderate') && !onlyTakes(change))
    .map((rated) => ({ ...rated, factors: about.landed.passing(rated) }))
    .filter(({ factors }) => factors.length > 0);
  if (suspects.length === 0) return [];
  const beyond = rating.beyond();
  return suspects.flatMap((rated) => {
    const tier = tierBeyond(rated, beyond);
    return tier === null ? [] : [{ ...rated, tier }];
  });
}

/**
 * What a commit has of something that lands too is judged there, however it is split over roles,
 * bindings and files. So only what it also has beyond what lands counts; for a grant, no more than
 * that is worth.
 */
function tierBeyond(rated: RatedChange, beyond: readonly RatedChange[]): Tier | null {
  const { change, tier } = rated;
  // Gathered only where the file is not what lands.
  if (change.kind === 'control-plane-changed') return tier;
  const same = beyond.filter(
    (other) =>
      !onlyTakes(other.change) &&
      matterOf(other.change) === matterOf(change) &&
      familyOf(other.change) === familyOf(change),
  );
  if (same.length === 0) return null;
  if (!('permissions' in change)) return tier;
  const worst = same.reduce<Tier>((highest, other) => higherTier(highest, other.tier), 'low');
  if (!reachesTier(worst, 'moderate')) return null;
  return reachesTier(worst, tier) ? tier : worst;
}

/** Seen from what lands, a difference may have another kind: issued here is extended there. */
function familyOf(change: Change): string {
  if (change.kind === 'unassessable') return `unassessable ${change.reason}`;
  return change.kind.slice(0, change.kind.indexOf('-'));
}
