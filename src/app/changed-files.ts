import { candidateKind } from '../core/manifest/candidate.ts';
import type { ChangedFile, FileContent } from '../core/manifest/changed-files.ts';
import type { BlobContent, ChangedEntry, FileState, Repository } from '../ports.ts';
import { MANIFEST_LIMIT, UNNAMED_LIMIT } from './limits.ts';

/** Reads both sides of every changed file, as far as it could be a manifest. */
export async function readChanged(
  repository: Pick<Repository, 'readBlobs'>,
  entries: readonly ChangedEntry[],
): Promise<readonly ChangedFile[]> {
  const named = oidsOf(entries.filter((entry) => candidateKind(entry.path) !== 'other'));
  const others = oidsOf(entries.filter((entry) => candidateKind(entry.path) === 'other'));
  const large = await repository.readBlobs(named, MANIFEST_LIMIT);
  const small = await repository.readBlobs(others, UNNAMED_LIMIT);
  return entries.map((entry) => {
    const blobs = candidateKind(entry.path) === 'other' ? small : large;
    return {
      path: entry.path,
      decodable: entry.decodable,
      base: contentOf(entry.base, blobs),
      head: contentOf(entry.head, blobs),
    };
  });
}

function oidsOf(entries: readonly ChangedEntry[]): ReadonlySet<string> {
  const states = entries.flatMap((entry) => [entry.base, entry.head]);
  return new Set(
    states.flatMap((state) => (state?.mode.startsWith('100') === true ? [state.oid] : [])),
  );
}

function contentOf(
  state: FileState | null,
  blobs: ReadonlyMap<string, BlobContent>,
): FileContent | null {
  if (state === null) return null;
  const blob = state.mode.startsWith('100') ? blobs.get(state.oid) : undefined;
  return { mode: state.mode, oid: state.oid, content: blob ?? { kind: 'unread' } };
}
