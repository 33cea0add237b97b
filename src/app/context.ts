import { contextNames } from '../core/inventory/context-names.ts';
import { takeInventory } from '../core/inventory/inventory.ts';
import type { ChangedManifest } from '../core/manifest/changed-files.ts';
import type { Manifest } from '../core/manifest/object.ts';
import { readManifest } from '../core/manifest/read-manifest.ts';
import type { Comparison, Repository, TreeEntry } from '../ports.ts';
import { CONTEXT_LIMIT, MANIFEST_LIMIT, NAME_LIMIT } from './limits.ts';

export interface Context {
  readonly manifests: readonly Manifest[];
  readonly notes: readonly string[];
}

/**
 * What the changed files name and do not declare, in two rounds: roles and bindings first, then what
 * describes the holders that these bring in.
 */
export async function readContext(
  repository: Repository,
  comparison: Comparison,
  changed: readonly ChangedManifest[],
): Promise<Context> {
  if (comparison.merge.kind !== 'clean') return { manifests: [], notes: [] };
  const { tree } = comparison.merge;
  const sides = (['base', 'head'] as const).map((side) =>
    takeInventory(changed.flatMap((entry) => entry[side] ?? [])),
  );
  const changedPaths = new Set(changed.map((entry) => entry.file.path));
  const notes: string[] = [];
  const found = new Map<string, Manifest>();
  let asked = new Set<string>();
  for (const round of [1, 2]) {
    const inventories = round === 1 ? sides : [takeInventory(found.values())];
    const names = contextNames(inventories).filter((name) => !asked.has(name));
    if (names.length === 0) break;
    asked = new Set([...asked, ...names]);
    if (names.length > NAME_LIMIT)
      notes.push(`only the first ${NAME_LIMIT} of ${names.length} names were looked for elsewhere`);
    const files = await repository.findFiles(tree, names.slice(0, NAME_LIMIT));
    const fresh = files.filter((file) => !changedPaths.has(file.path) && !found.has(file.path));
    if (fresh.length > CONTEXT_LIMIT)
      notes.push(
        `only the first ${CONTEXT_LIMIT} of ${fresh.length} files that name a changed object were read`,
      );
    await readManifests(repository, fresh.slice(0, CONTEXT_LIMIT), found);
  }
  return { manifests: [...found.values()], notes };
}

async function readManifests(
  repository: Repository,
  files: readonly TreeEntry[],
  found: Map<string, Manifest>,
): Promise<void> {
  const regular = files.filter((file) => file.mode.startsWith('100'));
  const blobs = await repository.readBlobs(
    regular.map((file) => file.oid),
    MANIFEST_LIMIT,
  );
  for (const file of regular) {
    const blob = blobs.get(file.oid);
    if (blob?.kind !== 'bytes') continue;
    found.set(file.path, readManifest({ path: file.path, side: 'head', bytes: blob.bytes }));
  }
}
