import { pullRequestCommits, readCommit, comparedWith, type CommitFacts } from '../commits.ts';
import type { SimPullRequest, SimRepository } from '../world.ts';
import { gitActor } from './actors.ts';
import { connection } from './connection.ts';
import type { Node } from './node.ts';
import type { View } from './view.ts';

/** The list of a pull request ends here, and says nothing about those that it leaves out. */
const MOST_COMMITS = 250;

const lists = new WeakMap<SimRepository, Map<string, readonly CommitFacts[]>>();

/** All commits of a pull request. Git is asked once for a head and what it is compared with. */
export function commitsOf(repository: SimRepository, pull: SimPullRequest): readonly CommitFacts[] {
  const known = lists.get(repository) ?? new Map<string, readonly CommitFacts[]>();
  lists.set(repository, known);
  const key = `${comparedWith(repository, pull)}..${pull.headCommit}`;
  const commits = known.get(key) ?? pullRequestCommits(repository, pull);
  known.set(key, commits);
  return commits;
}

export function listedCommits(view: View, repository: SimRepository, pull: SimPullRequest) {
  return connection(
    { kind: 'commits' },
    () => commitsOf(repository, pull).slice(0, MOST_COMMITS),
    (facts) => ({ commit: commit(view, repository, facts.oid, facts) }),
  );
}

/** A commit by its id; git is asked only for more than that. */
export function commit(
  view: View,
  repository: SimRepository,
  oid: string,
  known?: CommitFacts,
): Node {
  const facts = () => known ?? mustRead(repository, oid);
  const { world } = view;
  return {
    __typename: 'Commit',
    oid,
    author: () => gitActor(world, facts().author),
    committer: () => gitActor(world, facts().committer),
    authors: connection(
      { kind: 'authors' },
      () => authorsOf(facts()),
      (one) => gitActor(world, one),
    ),
  };
}

function mustRead(repository: SimRepository, oid: string): CommitFacts {
  const found = readCommit(repository, oid);
  if (found === null) throw new Error(`there is no commit ${oid} in ${repository.directory}`);
  return found;
}

/** The author, then everybody whom a trailer names, each address once. */
function authorsOf({ author, message }: CommitFacts): readonly { name: string; email: string }[] {
  const trailers = (message.split('\n\n').at(-1) ?? '').split('\n').flatMap((line) => {
    const found = /^co-authored-by: ([^<>]*)<([^<>]*)>\s?$/i.exec(line);
    return found === null ? [] : [{ name: (found[1] ?? '').trim(), email: found[2] ?? '' }];
  });
  const all = new Map<string, { name: string; email: string }>();
  for (const one of [author, ...trailers]) {
    const key = one.email.toLowerCase();
    if (!all.has(key)) all.set(key, one);
  }
  return [...all.values()];
}
