import { accessNames, differingManifests, holderNames } from '../core/inventory/context-names.ts';
import { takeInventory, type Inventory } from '../core/inventory/inventory.ts';
import type { ChangedManifest } from '../core/manifest/changed-files.ts';
import type { Manifest } from '../core/manifest/object.ts';
import { readManifest } from '../core/manifest/read-manifest.ts';
import type { Comparison, Repository } from '../ports.ts';
import { ACCESS, IDENTITY, searchFiles, type Search } from './context-search.ts';
import { readGroups } from './group-context.ts';

export interface Context {
  readonly manifests: readonly Manifest[];
  /** Why something that bears on the change may not have been read; then nobody can be sure. */
  readonly missing: readonly string[];
}

/**
 * What the changed files name and do not declare, in rounds: roles, bindings and descriptions first,
 * then what describes the holders that these bring in, then what else belongs to their owners and
 * workloads. `read` is for callers that meet the same files many times.
 */
export async function readContext(
  repository: Pick<Repository, 'findFiles' | 'readBlobs'>,
  comparison: Pick<Comparison, 'merge'>,
  changed: readonly ChangedManifest[],
  read: typeof readManifest = readManifest,
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
    read,
    tree: comparison.merge.tree,
    known: new Set(changed.map((entry) => entry.file.path)),
    asked: new Set(names),
    missing: [],
  };
  const first = await searchFiles(search, names, [ACCESS, IDENTITY]);
  const holders = holderNames(differing, takeInventory(first)).filter(
    (name) => !search.asked.has(name),
  );
  const second = await searchFiles(search, holders, [IDENTITY]);
  const context = [...first, ...second];
  const groups = await readGroups(search, changed, context);
  return { manifests: [...context, ...groups], missing: search.missing };
}

function wholeOf(base: readonly Manifest[], head: readonly Manifest[]): readonly Inventory[] {
  return [takeInventory(base), takeInventory(head)];
}
