import { ask, askOnce, git, tip } from './git.ts';
import type { SimPullRequest, SimRepository } from './world.ts';

export interface CommitFacts {
  readonly oid: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: PersonFacts;
  readonly committer: PersonFacts;
  readonly message: string;
}

export interface PersonFacts {
  readonly name: string;
  readonly email: string;
  /** ISO 8601. */
  readonly date: string;
}

const format = '%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B%x1e';

/** Commits that `git log` lists for these arguments, in its order. */
export function readCommits(
  repository: SimRepository,
  ...args: readonly string[]
): readonly CommitFacts[] {
  const { output } = askOnce(repository, ['log', `--format=${format}`, ...args]);
  return output
    .split('\x1e')
    .map((entry) => entry.replace(/^\n/, ''))
    .filter((entry) => entry !== '')
    .map(parse);
}

/** Null: there is no such commit. */
export function readCommit(repository: SimRepository, revision: string): CommitFacts | null {
  const commit = resolve(repository, revision);
  return commit === null ? null : (readCommits(repository, '-1', commit)[0] ?? null);
}

function resolve(repository: SimRepository, revision: string): string | null {
  const branch = tip(repository, revision);
  if (branch !== null) return branch;
  const args = ['rev-parse', '--verify', '-q', `${revision}^{commit}`];
  const options = { answers: [1, 128] };
  const { exitCode, output } = isId(revision)
    ? askOnce(repository, args, options)
    : git(repository.directory, args, options);
  return exitCode === 0 ? output.trim() : null;
}

function isId(revision: string): boolean {
  return /^[0-9a-f]{40}$/.test(revision);
}

function parse(entry: string): CommitFacts {
  const [oid, tree, parents, an, ae, ad, cn, ce, cd, ...message] = entry.split('\0');
  return {
    oid: oid ?? '',
    tree: tree ?? '',
    parents: (parents ?? '').split(' ').filter((one) => one !== ''),
    author: { name: an ?? '', email: ae ?? '', date: utc(ad) },
    committer: { name: cn ?? '', email: ce ?? '', date: utc(cd) },
    message: message.join('\0').trimEnd(),
  };
}

function utc(date: string | undefined): string {
  return new Date(date ?? 0).toISOString().replace('.000Z', 'Z');
}

/** What its commits and files are counted from: the base now, or as it was when it landed. */
export function comparedWith(repository: SimRepository, pull: SimPullRequest): string {
  return pull.landedOn ?? tip(repository, pull.baseBranch) ?? pull.headCommit;
}

/** All commits that are in the head and not in the base, the oldest first. */
export function pullRequestCommits(
  repository: SimRepository,
  pull: SimPullRequest,
): readonly CommitFacts[] {
  const base = comparedWith(repository, pull);
  return readCommits(repository, '--reverse', '--topo-order', `${base}..${pull.headCommit}`);
}

/** The tip of the default branch. */
export function headOf(repository: SimRepository): string {
  return (
    tip(repository, repository.defaultBranch) ?? ask(repository.directory, 'rev-parse', 'HEAD')
  );
}
