/** One commit of the change as a story tells it. */
export interface CommitStory {
  /** Logins: the accounts that the forge attributes it to; none where nobody has the login. */
  readonly author: string;
  readonly committer: string;
  readonly authorName: string;
  readonly email: string;
  readonly message: string;
  /** `side`: made on a branch of its own, which starts at the base. */
  readonly branch: 'change' | 'side';
  /** The branch that the commit merges. */
  readonly merges: 'side' | null;
}

/** A section `-- commits --`: a JSON list, oldest first. What an entry leaves out is the ordinary case. */
export function readCommits(section: string | null): readonly CommitStory[] {
  const told = JSON.parse(section ?? '[{}]') as readonly Partial<CommitStory>[];
  return told.map((commit) => {
    const author = commit.author ?? 'ada';
    return {
      author,
      committer: commit.committer ?? author,
      authorName: commit.authorName ?? author,
      email: commit.email ?? `${author}@example.com`,
      message: commit.message ?? 'Change the manifests',
      branch: commit.branch ?? 'change',
      merges: commit.merges ?? null,
    };
  });
}
