import type { Change } from '../change/change.ts';
import { compareInventories } from '../change/compare.ts';
import type { ControlPlaneFile } from '../control-plane.ts';
import { takeInventory, type Inventory } from '../inventory/inventory.ts';
import { takeSides } from '../inventory/sides.ts';
import type { ChangedManifest } from '../manifest/changed-files.ts';
import type { Manifest } from '../manifest/object.ts';
import type { Basis } from '../policy/basis.ts';
import type { Tier } from '../policy/documents/tiers.ts';
import { assess } from '../risk/assess.ts';
import type { Assessment } from '../risk/assessment.ts';
import { withAwaitedRoles } from './awaited-roles.ts';
import type { IntermediateRevision } from './passage.ts';

/** One change with what its assessment says of it. */
export interface RatedChange {
  readonly change: Change;
  readonly tier: Tier;
  /** Ids of the factors that decide, or the kind of the change where no policy has any. */
  readonly factors: readonly string[];
}

export interface Rating {
  /** How the commit differs from where it was started. */
  readonly own: readonly RatedChange[];
  /** How it differs from what lands; asked for only where it matters. */
  readonly beyond: () => readonly RatedChange[];
}

export interface RatingBasis {
  readonly basis: Basis;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly take: (manifests: readonly Manifest[]) => Inventory;
}

/** Compares and assesses a commit as the change itself is, by the same rules. */
export function rateRevision(
  revision: IntermediateRevision,
  context: readonly Manifest[],
  by: RatingBasis,
): Rating {
  const { changed, beyond, controlPlane, contextMissing } = revision;
  const around = surroundings(revision, context);
  const landing = by.take([...beyond.flatMap((entry) => entry.base ?? []), ...around]);
  const rate = (entries: readonly ChangedManifest[], control: readonly ControlPlaneFile[]) => {
    const sides = takeSides({ changed: entries, context: around, contextMissing }, by.take);
    const compared = compareInventories(sides.base, withAwaitedRoles(sides.head, landing), {
      controlPlane: control,
      changedPaths: differingPaths(entries),
      declared: sides.declared,
    });
    return rateChanges(compared.changes, assess({ ...compared, basis: by.basis, now: by.now }));
  };
  return { own: rate(changed, controlPlane), beyond: () => rate(beyond, []) };
}

export function rateChanges(
  changes: readonly Change[],
  assessment: Assessment,
): readonly RatedChange[] {
  const tiers = new Map(assessment.tiers.map((rated) => [rated.change, rated.tier]));
  const factors = new Map<string, string[]>();
  for (const { id, change, effect } of assessment.factors)
    if (effect === 'counts') factors.set(change, [...(factors.get(change) ?? []), id]);
  return changes.map((change) => ({
    change,
    tier: tiers.get(change.id) ?? 'critical',
    factors: factors.get(change.id) ?? [change.kind],
  }));
}

/** Takes each manifest's inventory once, however many revisions hold it. */
export function rememberInventories(): RatingBasis['take'] {
  const known = new WeakMap<Manifest, Inventory>();
  return (manifests) => {
    const parts = manifests.map((manifest) => {
      const taken = known.get(manifest) ?? takeInventory([manifest]);
      known.set(manifest, taken);
      return taken;
    });
    return {
      facts: parts.flatMap((part) => part.facts),
      unassessable: parts.flatMap((part) => part.unassessable),
      diagnostics: parts.flatMap((part) => part.diagnostics),
      objects: parts.reduce((sum, part) => sum + part.objects, 0),
    };
  };
}

/** A file that lands unchanged may still be one that a commit changed: then its own text counts. */
function surroundings(
  revision: IntermediateRevision,
  context: readonly Manifest[],
): readonly Manifest[] {
  const own = new Set(revision.changed.map((entry) => entry.file.path));
  const shared = context.filter(({ path }) => !own.has(path));
  const seen = new Set(context.map(({ path }) => path));
  const more = revision.context.filter(({ path }) => !own.has(path) && !seen.has(path));
  return [...shared, ...more];
}

function differingPaths(entries: readonly ChangedManifest[]): ReadonlySet<string> {
  return new Set(
    entries.flatMap(({ file: { path, base, head } }) =>
      base?.oid === head?.oid && base?.mode === head?.mode ? [] : [path],
    ),
  );
}
