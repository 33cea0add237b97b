import { ask, git, tip, writeRef } from './git.ts';
import { webFlow } from './acts/identity.ts';
import type { SimPullRequest, SimRepository, World } from './world.ts';

/**
 * Merges the head into the base as `refs/pull/N/merge` has it, if either moved since. Null: they
 * conflict, and the ref stays where it was.
 */
export function testMerge(
  world: World,
  repository: SimRepository,
  pull: SimPullRequest,
): string | null {
  const base = tip(repository, pull.baseBranch);
  const head = pull.headCommit;
  if (pull.state !== 'open' || base === null) return pull.testMerge?.commit ?? null;
  if (pull.testMerge?.base === base && pull.testMerge.head === head) return pull.testMerge.commit;
  const tree = mergedTree(repository, base, head);
  const message = `Merge ${head} into ${base}`;
  const commit =
    tree === null ? null : commitTree(world, repository, { tree, parents: [base, head], message });
  pull.testMerge = { base, head, commit };
  if (commit !== null) writeRef(repository.directory, `refs/pull/${pull.number}/merge`, commit);
  return commit;
}

/** Null: a conflict. */
export function mergedTree(repository: SimRepository, base: string, head: string): string | null {
  const args = ['merge-tree', '--write-tree', '--allow-unrelated-histories', base, head];
  const { exitCode, output } = git(repository.directory, args, { answers: [1] });
  return exitCode === 0 ? output.trim() : null;
}

export interface TreeCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author?: { readonly name: string; readonly email: string };
}

/** A commit that GitHub itself makes, for somebody. */
export function commitTree(world: World, repository: SimRepository, commit: TreeCommit): string {
  const author = commit.author ?? webFlow;
  const date = `${Math.floor(world.now / 1000)} +0000`;
  const args = ['commit-tree', commit.tree, ...commit.parents.flatMap((one) => ['-p', one])];
  const { output } = git(repository.directory, [...args, '-m', commit.message], {
    environment: {
      GIT_AUTHOR_NAME: author.name,
      GIT_AUTHOR_EMAIL: author.email,
      GIT_COMMITTER_NAME: webFlow.name,
      GIT_COMMITTER_EMAIL: webFlow.email,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_DATE: date,
    },
  });
  return output.trim();
}

export function treeOf(repository: SimRepository, commit: string): string {
  return ask(repository.directory, 'rev-parse', `${commit}^{tree}`);
}
