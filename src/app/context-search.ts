import type { Inventory } from '../core/inventory/inventory.ts';
import type { Manifest, ManifestSource } from '../core/manifest/object.ts';
import type { Repository, TreeEntry } from '../ports.ts';
import { CONTEXT_LIMIT, MANIFEST_LIMIT, NAME_LIMIT } from './limits.ts';

/** Marks by which a gated kind shows in a text. */
export const ACCESS = 'rbac.authorization.k8s.io';
export const IDENTITY = 'NonHumanIdentity';

/** How manifests are read; callers that meet the same files many times remember them. */
export interface ManifestReading {
  readonly read: (source: ManifestSource) => Manifest;
  readonly take: (manifests: readonly Manifest[]) => Inventory;
}

/** One search of a tree in several rounds. */
export interface Search extends ManifestReading {
  readonly repository: Pick<Repository, 'findFiles' | 'readBlobs'>;
  readonly tree: string;
  /** Files that were read already. */
  readonly known: Set<string>;
  /** Names that were looked for already, whatever the marks. */
  readonly asked: Set<string>;
  readonly missing: string[];
}

/** Files that hold one of the names and one of the marks, and that were not read before. */
export async function searchFiles(
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
    return [search.read({ path: file.path, side: 'head', bytes: blob.bytes })];
  });
}
