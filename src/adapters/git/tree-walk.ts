import type { ChangedEntry, FileState, TreeEntry } from '../../ports.ts';
import { decodePath, encodePath, type BytePath } from './byte-path.ts';
import { limits } from './limits.ts';
import { tooMuch } from './printable.ts';
import { readTree, type Store } from './store.ts';
import type { RawTreeEntry } from './tree.ts';

/** A file of a tree whose path has not been decoded. */
export interface RawFile extends FileState {
  readonly path: BytePath;
}

export interface RawChange {
  readonly path: BytePath;
  readonly base: FileState | null;
  readonly head: FileState | null;
}

export type TreeReader = (oid: string) => Promise<readonly RawTreeEntry[]>;

interface Pair {
  /** Empty, or ends in a slash. */
  readonly prefix: BytePath;
  readonly base: string | null;
  readonly head: string | null;
}

/**
 * What differs between two trees. Both are read here, level by level through the one reader,
 * rather than by `diff-tree`: that saves a process, and every tree that decides what is shown as
 * changed, or as unchanged, has been hashed. Subtrees of one id are equal and are not opened. Null
 * stands for a tree with nothing in it. `keeping` is for callers that compare many trees.
 */
export async function diffTrees(
  store: Store,
  base: string | null,
  head: string,
  keeping?: TreeReader,
): Promise<RawChange[]> {
  const changes: RawChange[] = [];
  let level: readonly Pair[] = base === head ? [] : [{ prefix: '', base, head }];
  for (let seen = 0; level.length > 0;) {
    seen += level.length;
    if (seen > limits.trees) throw tooMuch('the number of directories that differ', limits.trees);
    // One tree may stand in many places: it is read once a level.
    const read = keeping ?? readOnce(store);
    const found = await Promise.all(level.map((pair) => comparePair(read, pair)));
    for (const one of found) changes.push(...one.changes);
    if (changes.length > limits.files) throw tooMuch('the number of changed files', limits.files);
    level = found.flatMap((one) => one.below);
  }
  return changes;
}

/** All files of a tree, or those that are one of `paths` or below one of them. */
export async function listFiles(
  store: Store,
  tree: string,
  paths: readonly BytePath[] | 'all',
): Promise<RawFile[]> {
  const wanted = paths === 'all' ? null : wantedNames(paths);
  const files: RawFile[] = [];
  let level: readonly { readonly prefix: BytePath; readonly oid: string }[] = [
    { prefix: '', oid: tree },
  ];
  for (let seen = 0; level.length > 0;) {
    seen += level.length;
    if (seen > limits.trees) throw tooMuch('the number of directories', limits.trees);
    const read = readOnce(store);
    const trees = await Promise.all(level.map(({ oid }) => read(oid)));
    const next: { prefix: BytePath; oid: string }[] = [];
    for (const [at, { prefix }] of level.entries()) {
      for (const { name, mode, oid } of trees[at] ?? []) {
        const path = prefix + name;
        const below = wanted !== null && isBelow(path, wanted.exact);
        if (mode !== 'tree') {
          if (wanted === null || below || wanted.exact.has(path)) files.push({ path, mode, oid });
        } else if (wanted === null || below || wanted.exact.has(path) || wanted.above.has(path)) {
          next.push({ prefix: checkedPrefix(path), oid });
        }
      }
    }
    if (files.length > limits.files) throw tooMuch('the number of files', limits.files);
    level = next;
  }
  return files;
}

export function asChangedEntries(changes: readonly RawChange[]): readonly ChangedEntry[] {
  const entries = changes.map(({ path, base, head }) => ({ ...decodePath(path), base, head }));
  return entries.sort(byPath);
}

export function asTreeEntries(files: readonly RawFile[]): readonly TreeEntry[] {
  return files
    .map(({ path, mode, oid }) => ({ mode, oid, path: decodePath(path).path }))
    .sort(byPath);
}

/** Paths as typed: a trailing slash and `.` mean the directory itself, nothing is a pattern. */
export function literalPaths(paths: readonly string[]): readonly BytePath[] | 'all' {
  const bare = paths.map((path) => path.replace(/\/+$/, ''));
  if (bare.includes('') || bare.includes('.')) return 'all';
  return bare.map((path) => encodePath(path)).filter((path) => path !== null);
}

function readOnce(store: Store): TreeReader {
  const trees = new Map<string, Promise<readonly RawTreeEntry[]>>();
  return (oid) => {
    const reading = trees.get(oid) ?? readTree(store, oid);
    trees.set(oid, reading);
    return reading;
  };
}

async function comparePair(
  read: TreeReader,
  pair: Pair,
): Promise<{ readonly changes: readonly RawChange[]; readonly below: readonly Pair[] }> {
  const [base, head] = await Promise.all([entriesOf(read, pair.base), entriesOf(read, pair.head)]);
  const changes: RawChange[] = [];
  const below: Pair[] = [];
  for (const name of new Set([...base.keys(), ...head.keys()])) {
    const [before, after] = [base.get(name), head.get(name)];
    if (before?.oid === after?.oid && before?.mode === after?.mode) continue;
    const path = pair.prefix + name;
    const [baseTree, headTree] = [subtree(before), subtree(after)];
    if (baseTree !== null || headTree !== null) {
      below.push({ prefix: checkedPrefix(path), base: baseTree, head: headTree });
    }
    const [baseFile, headFile] = [fileState(before), fileState(after)];
    if (baseFile !== null || headFile !== null)
      changes.push({ path, base: baseFile, head: headFile });
  }
  return { changes, below };
}

async function entriesOf(
  read: TreeReader,
  oid: string | null,
): Promise<ReadonlyMap<BytePath, RawTreeEntry>> {
  if (oid === null) return new Map();
  return new Map((await read(oid)).map((entry) => [entry.name, entry]));
}

function subtree(entry: RawTreeEntry | undefined): string | null {
  return entry?.mode === 'tree' ? entry.oid : null;
}

function fileState(entry: RawTreeEntry | undefined): FileState | null {
  return entry === undefined || entry.mode === 'tree' ? null : { mode: entry.mode, oid: entry.oid };
}

function checkedPrefix(path: BytePath): BytePath {
  if (path.length > limits.pathBytes) throw tooMuch('the length of a path', limits.pathBytes);
  return `${path}/`;
}

function wantedNames(paths: readonly BytePath[]): {
  readonly exact: ReadonlySet<BytePath>;
  readonly above: ReadonlySet<BytePath>;
} {
  const above = new Set<BytePath>();
  for (const path of paths) {
    for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) {
      above.add(path.slice(0, at));
    }
  }
  return { exact: new Set(paths), above };
}

function isBelow(path: BytePath, roots: ReadonlySet<BytePath>): boolean {
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
    if (roots.has(path.slice(0, at))) return true;
  }
  return false;
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
