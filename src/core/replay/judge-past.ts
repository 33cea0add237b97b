import { compareInventories, type Compared } from '../change/compare.ts';
import type { ControlPlaneFile } from '../control-plane.ts';
import { takeInventory, type Inventory } from '../inventory/inventory.ts';
import { takeSides, type SidesInput } from '../inventory/sides.ts';
import type { Manifest } from '../manifest/object.ts';
import type { Basis } from '../policy/basis.ts';
import type { Tier } from '../policy/documents/tiers.ts';
import { assess } from '../risk/assess.ts';
import { askedPoints } from './asked-points.ts';
import type { Point } from './point.ts';

/** The semantic changes of one commit, worked out once for both sides. */
export type PastDifference = Compared;

/** Works out what a commit changed, as for a change that is to be judged now. */
export function differenceOf(
  sides: SidesInput,
  controlPlane: readonly ControlPlaneFile[],
  take: (manifests: readonly Manifest[]) => Inventory = takeInventory,
): PastDifference {
  const { base, head, declared } = takeSides(sides, take);
  return compareInventories(base, head, {
    controlPlane,
    changedPaths: new Set(sides.changed.map(({ file }) => file.path)),
    declared,
  });
}

/** How one basis rates a change of the commit, and which factors decide, by id. */
export interface RatedPast {
  readonly tier: Tier;
  readonly factors: ReadonlySet<string>;
}

/** What one basis says of a commit. */
export interface PastJudgment {
  readonly tier: Tier;
  /** In the order of the changes. */
  readonly rated: readonly RatedPast[];
  readonly asked: readonly Point[];
}

/** `now` in milliseconds since the epoch: waivers and expiries count as of then, not of the commit. */
export function judgePast(difference: PastDifference, basis: Basis, now: number): PastJudgment {
  const { tier, factors, tiers } = assess({ ...difference, basis, now });
  const counting = new Map<string, Set<string>>();
  for (const { id, change, effect } of factors) {
    if (effect !== 'counts') continue;
    const known = counting.get(change);
    if (known === undefined) counting.set(change, new Set([id]));
    else known.add(id);
  }
  return {
    tier,
    rated: tiers.map((one) => ({
      tier: one.tier,
      factors: counting.get(one.change) ?? new Set<string>(),
    })),
    asked: askedPoints(difference.changes, tier, basis),
  };
}
