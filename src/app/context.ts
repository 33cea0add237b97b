import { accessNames, differingManifests, holderNames } from '../core/inventory/context-names.ts';
import { takeInventory, type Inventory } from '../core/inventory/inventory.ts';
import type { ChangedManifest } from '../core/manifest/changed-files.ts';
import type { Manifest } from '../core/manifest/object.ts';
import { readManifest } from '../core/manifest/read-manifest.ts';
import type { Comparison, Repository, TreeEntry } from '../ports.ts';
import { CONTEXT_LIMIT, MANIFEST_LIMIT, NAME_LIMIT } from './limits.ts';

export interface Context {
  readonly manifests: readonly Manifest[];
  /** Why something that bears on the change may not have been read; then nobody can be sure. */
  readonly missing: readonly string[];
}

/**
 * What the changed files name and do not declare, in two rounds: roles, bindings and descriptions
 * first, then what describes the holders that these bring in.
 */
export async function readContext(
  repository: Repository,
  comparison: Comparison,
  changed: readonly ChangedManifest[],
): Promise<Context> {
  if (comparison.merge.kind !== 'clean') return { manifests: [], missing: [] };
  const base = changed.flatMap((entry) => entry.base ?? []);
  const head = changed.flatMap((entry) => entry.head ?? []);
  const differing = [
    takeInventory(differingManifests(base, head)),
    takeInventory(differingManifests(head, base)),
  ];
  const search: Search = {
    repository,
    tree: comparison.merge.tree,
    known: new Set(changed.map((entry) => entry.file.path)),
    missing: [],
  };
  const names = accessNames(differing, wholeOf(base, head));
  const first = await searchFiles(search, names, ['rbac.authorization.k8s.io', 'NonHumanIdentity']);
  const asked = new Set(names);
  const holders = holderNames(differing, takeInventory(first)).filter((name) => !asked.has(name));
  const second = await searchFiles(search, holders, ['NonHumanIdentity']);
  return { manifests: [...first, ...second], missing: search.missing };
}

function wholeOf(base: readonly Manifest[], head: readonly Manifest[]): readonly Inventory[] {
  return [takeInventory(base), takeInventory(head)];
}

interface Search {
  readonly repository: Repository;
  readonly tree: string;
  /** Files that were read already. */
  readonly known: Set<string>;
  readonly missing: string[];
}

/** Files that hold one of the names and one of the marks by which a gated kind shows. */
async function searchFiles(
  search: Search,
  names: readonly string[],
  marks: readonly string[],
): Promise<readonly Manifest[]> {
  if (names.length === 0) return [];
  if (names.length > NAME_LIMIT)
    search.missing.push(`only ${NAME_LIMIT} of ${names.length} names were looked for elsewhere`);
  const files = await search.repository.findFiles(search.tree, names.slice(0, NAME_LIMIT));
  const fresh = files.filter((file) => !search.known.has(file.path));
  if (fresh.length > CONTEXT_LIMIT)
    search.missing.push(`only ${CONTEXT_LIMIT} of ${fresh.length} files that name them were read`);
  return readMarked(search, fresh.slice(0, CONTEXT_LIMIT), marks);
}

async function readMarked(
  search: Search,
  files: readonly TreeEntry[],
  marks: readonly string[],
): Promise<readonly Manifest[]> {
  const regular = files.filter((file) => file.mode.startsWith('100'));
  const blobs = await search.repository.readBlobs(
    regular.map((file) => file.oid),
    MANIFEST_LIMIT,
  );
  const decoder = new TextDecoder();
  return regular.flatMap((file) => {
    const blob = blobs.get(file.oid);
    if (blob === undefined) return [];
    if (blob.kind === 'too-large') {
      search.missing.push(`${file.path} names a changed object and is too large to be read`);
      return [];
    }
    const text = decoder.decode(blob.bytes);
    // Parsing is what costs. JSON could spell a mark with escapes, so such a file is always read.
    if (!marks.some((mark) => text.includes(mark)) && !text.includes('\\u')) return [];
    search.known.add(file.path);
    return [readManifest({ path: file.path, side: 'head', bytes: blob.bytes })];
  });
}
