import {
  accessNames,
  boundRoleNames,
  concernedHolders,
  differingManifests,
  holderNames,
} from '../core/inventory/context-names.ts';
import { takeInventory, type Inventory } from '../core/inventory/inventory.ts';
import type { ChangedManifest } from '../core/manifest/changed-files.ts';
import type { Manifest } from '../core/manifest/object.ts';
import { readManifest } from '../core/manifest/read-manifest.ts';
import { rememberInventories } from '../core/passage/rate-revision.ts';
import type { Comparison, Repository } from '../ports.ts';
import {
  ACCESS,
  IDENTITY,
  searchFiles,
  type ManifestReading,
  type Search,
} from './context-search.ts';
import { readGroups } from './group-context.ts';

export interface Context {
  readonly manifests: readonly Manifest[];
  /** Why something that bears on the change may not have been read; then nobody can be sure. */
  readonly missing: readonly string[];
}

/**
 * What the changed files name and do not declare, in rounds: roles, bindings and descriptions first,
 * then what describes and binds the holders that these bring in, then the other roles of whoever
 * gains, because what they end up with is judged, and then what else belongs to their owners and
 * workloads. `reading` is for callers that meet the same files many times.
 */
export async function readContext(
  repository: Pick<Repository, 'findFiles' | 'readBlobs'>,
  comparison: Pick<Comparison, 'merge'>,
  changed: readonly ChangedManifest[],
  reading: ManifestReading = { read: readManifest, take: rememberInventories() },
): Promise<Context> {
  if (comparison.merge.kind !== 'clean') return { manifests: [], missing: [] };
  const base = changed.flatMap((entry) => entry.base ?? []);
  const head = changed.flatMap((entry) => entry.head ?? []);
  const differing = [
    takeInventory(differingManifests(base, head)),
    takeInventory(differingManifests(head, base)),
  ];
  const names = accessNames(differing, wholeOf(base, head));
  const search: Search = {
    repository,
    read: reading.read,
    take: reading.take,
    tree: comparison.merge.tree,
    known: new Set(changed.map((entry) => entry.file.path)),
    asked: new Set(names),
    missing: [],
  };
  const first = await searchFiles(search, names, [ACCESS, IDENTITY]);
  const holders = holderNames(differing, search.take(first)).filter(
    (name) => !search.asked.has(name),
  );
  const second = await searchFiles(search, holders, [ACCESS, IDENTITY]);
  const known = search.take([...base, ...head, ...first, ...second]);
  const roles = boundRoleNames([known], concernedHolders(differing, known)).filter(
    (name) => !search.asked.has(name),
  );
  const third = await searchFiles(search, roles, [ACCESS]);
  const context = [...first, ...second, ...third];
  const groups = await readGroups(search, changed, context);
  return { manifests: [...context, ...groups], missing: search.missing };
}

function wholeOf(base: readonly Manifest[], head: readonly Manifest[]): readonly Inventory[] {
  return [takeInventory(base), takeInventory(head)];
}
