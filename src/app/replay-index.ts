import type { ChangedEntry, FileState, Repository, TreeEntry } from '../ports.ts';
import { createPostings, type Postings } from './replay-postings.ts';

/** A file beyond this counts as found, as a search for very many names has it; bytes. */
const SEARCH_LIMIT = 16 * 1024 * 1024;
/** Files read at once. */
const AT_ONCE = 1000;
/** An index of more files would take too much memory. */
const LARGEST = 300_000;

/** The files of one tree by the words in them, so that no search reads them again. */
export interface FileIndex {
  /** Files that hold any of the texts, sorted by path; null where words cannot tell. */
  readonly find: (texts: readonly string[]) => readonly TreeEntry[] | null;
  /** Goes on to another tree by what differs; false where it cannot. */
  readonly follow: (changed: readonly ChangedEntry[]) => Promise<boolean>;
}

type Source = Pick<Repository, 'listTree' | 'readBlobs'>;

interface Held {
  readonly files: Map<string, FileState>;
  readonly postings: Postings;
}

/** Reads every file that a search would look at; null where the tree is not fit for it. */
export async function indexTree(repository: Source, tree: string): Promise<FileIndex | null> {
  const entries = (await repository.listTree(tree, [''])).filter(isSearched);
  if (entries.length > LARGEST || entries.some(({ path }) => isOdd(path))) return null;
  const held: Held = { files: new Map(), postings: createPostings() };
  for (let at = 0; at < entries.length; at += AT_ONCE)
    await addFiles(repository, held, entries.slice(at, at + AT_ONCE));
  return {
    find: (texts) => {
      const paths = held.postings.find(texts);
      if (paths === null) return null;
      return [...paths]
        .flatMap((path) => {
          const state = held.files.get(path);
          return state === undefined ? [] : [{ ...state, path }];
        })
        .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    },
    follow: async (changed) => {
      if (changed.some(({ path, decodable }) => !decodable || isOdd(path))) return false;
      const added: TreeEntry[] = [];
      for (const { path, head } of changed) {
        held.files.delete(path);
        held.postings.remove(path);
        if (head === null) continue;
        const entry = { path, mode: head.mode, oid: head.oid };
        if (isSearched(entry)) added.push(entry);
      }
      await addFiles(repository, held, added);
      return held.files.size <= LARGEST;
    },
  };
}

async function addFiles(
  repository: Source,
  { files, postings }: Held,
  entries: readonly TreeEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const blobs = await repository.readBlobs(
    entries.map(({ oid }) => oid),
    SEARCH_LIMIT,
  );
  // One character for each byte: words are ASCII, whatever is between them.
  const decoder = new TextDecoder('latin1');
  for (const { path, mode, oid } of entries) {
    const blob = blobs.get(oid);
    files.set(path, { mode, oid });
    postings.put(path, blob?.kind === 'bytes' ? decoder.decode(blob.bytes) : null);
  }
}

/** The same files that `findFiles` searches. */
function isSearched({ path, mode }: TreeEntry): boolean {
  return mode.startsWith('100') && /\.(?:ya?ml|json)$/i.test(path);
}

/** Such a path may be the escaped form of another one. */
function isOdd(path: string): boolean {
  return path.includes('\\');
}
