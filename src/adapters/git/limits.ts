/** Bounds on what one run reads. Beyond each of them there is an error, never a truncated answer. */
export const limits = {
  /** Milliseconds for one git command, and for a silent answer of the long-lived reader. */
  commandTime: 120_000,
  /** Bytes that one git command may print. */
  commandOutput: 256 * 1024 * 1024,
  /** Bytes of one commit or tag. */
  commitBytes: 4 * 1024 * 1024,
  /** Bytes of one tree (about 1.5 million entries). */
  treeBytes: 64 * 1024 * 1024,
  /** Commits in base..head. */
  commits: 10_000,
  /** Changes that one branch took in, along first parents. */
  pastChanges: 20_000,
  /** Commits in base..head that are looked into one by one; beyond it they are too many. */
  passageCommits: 250,
  /** States (a path's mode and blob) of these commits that neither their merge base holds nor lands. */
  passingStates: 5_000,
  /** Differences between these commits and their merge bases, all added up. */
  passageEntries: 500_000,
  /** Commits looked at to find where base and head part. */
  history: 100_000,
  /** Trees read in one walk: a few shared trees can spell billions of paths (a "git bomb"). */
  trees: 500_000,
  /** Files that one walk may list. */
  files: 1_000_000,
  /** Bytes of one path. */
  pathBytes: 16_384,
  /** Bytes of blobs held for one call of `readBlobs`. */
  blobBytes: 1024 * 1024 * 1024,
  /** Bytes of blobs asked for at once. */
  blobWindow: 32 * 1024 * 1024,
  /** A blob beyond this is not searched by our own pass: it counts as found. */
  searchBytes: 16 * 1024 * 1024,
  /** Bytes of uncommitted files that are stored for a run. */
  workingTreeBytes: 2 * 1024 * 1024 * 1024,
} as const;
