/** What the use cases need from the outside, as types only. Adapters implement them. */

/** The modes that git stores: 100644, 100755, 120000 (symbolic link), 160000 (submodule). */
export type FileMode = '100644' | '100755' | '120000' | '160000';

/** One file of one tree. `oid` is 40 (SHA-1) or 64 (SHA-256) lower-case hexadecimal digits. */
export interface FileState {
  readonly mode: FileMode;
  readonly oid: string;
}

export interface TreeEntry extends FileState {
  readonly path: string;
}

/** One path that differs between the base tip and what would land. Renames are never guessed. */
export interface ChangedEntry {
  /** Repository-relative. Bytes that are not UTF-8 are written as `\xNN`, and `decodable` is false. */
  readonly path: string;
  readonly decodable: boolean;
  readonly base: FileState | null;
  readonly head: FileState | null;
}

/** A commit reachable from head and not from base. Names and e-mails are claims, never authority. */
export interface CommitFact {
  readonly oid: string;
  readonly parents: readonly string[];
  readonly author: { readonly name: string; readonly email: string };
  readonly committer: { readonly name: string; readonly email: string };
  readonly message: string;
}

export interface Comparison {
  readonly base: { readonly name: string; readonly commit: string; readonly tree: string };
  /** `commit` is null for a working tree with uncommitted changes. */
  readonly head: {
    readonly name: string;
    readonly commit: string | null;
    readonly workingTree: boolean;
  };
  /** What would land: the tree of merging head into the base tip, or the paths in conflict. */
  readonly merge:
    | { readonly kind: 'clean'; readonly tree: string }
    | { readonly kind: 'conflict'; readonly paths: readonly string[] };
  /** Base tip against `merge.tree`, sorted by path; empty on a conflict. */
  readonly changed: readonly ChangedEntry[];
  readonly commits: readonly CommitFact[];
  /** Things the user should know, such as several merge bases or replace refs that are ignored. */
  readonly notes: readonly string[];
}

/** One path of an intermediate revision. `base` and `head` are equal where it changed nothing. */
export interface PassageEntry extends ChangedEntry {
  /** What stands at the path in what would land. */
  readonly landing: FileState | null;
}

/** A commit that the history would hold after a merge, although it is not what lands. */
export interface Passage {
  readonly commit: string;
  /**
   * The commit's own tree against its merge base with the base, so that what only the base changed
   * does not show: every path that any commit between base and head introduces or that lands,
   * sorted by path. `base` is the merge base's state.
   */
  readonly changed: readonly PassageEntry[];
}

export type Passages =
  | { readonly kind: 'read'; readonly passages: readonly Passage[] }
  /** Beyond a limit: nothing is known about them. */
  | { readonly kind: 'too-many'; readonly commits: number };

/** What one commit of a branch brought, against its first parent; a merge is one change. */
export interface PastChange {
  readonly commit: string;
  readonly tree: string;
  /** Null for a root commit: then everything in it is new. */
  readonly parent: { readonly commit: string; readonly tree: string } | null;
  readonly merge: boolean;
  /** Seconds since the epoch, as the committer claims. */
  readonly time: number;
  /** The first line of the message: foreign text. */
  readonly subject: string;
}

/** The changes that a branch took in, along its first parents, without those that base has. */
export interface PastChanges {
  readonly base: RevisionTree;
  readonly head: RevisionTree;
  /** Oldest first. */
  readonly changes: readonly PastChange[];
  /** What differs between the first parent and the commit, sorted by path. */
  readonly changedBy: (change: PastChange) => Promise<readonly ChangedEntry[]>;
}

/** A revision and its tree. `name` is a full ref name, or what was typed. */
export type RevisionTree = Comparison['base'];

export interface ComparisonRequest {
  /** A revision; default: the upstream's default branch. */
  readonly base?: string;
  /** A revision; default: the working tree. */
  readonly head?: string;
}

/** A blob's bytes, or its size where it is larger than the caller's limit. */
export type BlobContent =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large'; readonly size: number };

/**
 * A git repository, read through a repository of our own so that nothing of the other side's
 * configuration, hooks, attributes, grafts or filters is ever in force.
 */
export interface Repository {
  /** The directory with the files, links resolved; null in a bare repository. */
  readonly workTree: string | null;
  /** Finds one revision; default: the upstream's default branch. */
  resolveTree(revision?: string): Promise<RevisionTree>;
  /** Resolves the revisions, merges them in memory and lists what differs. */
  compare(request: ComparisonRequest): Promise<Comparison>;
  /**
   * The commits between base and head but the head itself, parents first, as far as they hold
   * something of their own that no earlier one held. None where the merge has a conflict.
   */
  passages(comparison: Comparison): Promise<Passages>;
  /** Lists what head took in since base. Nothing else is read before it is asked for. */
  pastChanges(base: string, head: string): Promise<PastChanges>;
  /** Reads blobs by id through one process and checks that each one's hash is its id. */
  readBlobs(oids: Iterable<string>, limit: number): Promise<ReadonlyMap<string, BlobContent>>;
  /** Entries of a tree that are one of `paths` or below one of them (all paths are literal). */
  listTree(tree: string, paths: readonly string[]): Promise<readonly TreeEntry[]>;
  /** Files of a tree whose content holds any of the literal texts. */
  findFiles(tree: string, texts: readonly string[]): Promise<readonly TreeEntry[]>;
  /** Removes what was made on disk. */
  close(): Promise<void>;
}
