import { ask, git, mergeBase, tip } from './git.ts';
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
  const { output } = git(repository.directory, ['log', `--format=${format}`, ...args]);
  return output
    .split('\x1e')
    .map((entry) => entry.replace(/^\n/, ''))
    .filter((entry) => entry !== '')
    .map(parse);
}

/** Null: there is no such commit. */
export function readCommit(repository: SimRepository, revision: string): CommitFacts | null {
  const args = ['rev-parse', '--verify', '-q', `${revision}^{commit}`];
  const { exitCode, output } = git(repository.directory, args, { answers: [1, 128] });
  if (exitCode !== 0) return null;
  return readCommits(repository, '-1', output.trim())[0] ?? null;
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

export interface FileFacts {
  readonly path: string;
  readonly previous: string | null;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'changed';
  readonly blob: string;
  readonly additions: number;
  readonly deletions: number;
}

/** What differs between the merge base and the head, as a pull request lists it. */
export function pullRequestFiles(
  repository: SimRepository,
  pull: SimPullRequest,
): readonly FileFacts[] {
  const base = comparedWith(repository, pull);
  const { directory } = repository;
  const from = mergeBase(directory, base, pull.headCommit) ?? emptyTree;
  const args = ['diff-tree', '-r', '-M', '-z', '--raw', '--numstat', from, pull.headCommit];
  const fields = git(directory, [...args]).output.split('\0');
  const files: FileFacts[] = [];
  const counts = new Map<string, readonly [number, number]>();
  for (let at = 0; at < fields.length; at += 1) {
    const field = fields[at] ?? '';
    const raw = /^:\d+ (\d+) [0-9a-f]+ ([0-9a-f]+) ([A-Z])/.exec(field);
    const stat = /^(\d+|-)\t(\d+|-)\t(.*)$/s.exec(field);
    if (raw !== null) {
      const moved = raw[3] === 'R';
      const previous = moved ? (fields[(at += 1)] ?? null) : null;
      const path = fields[(at += 1)] ?? '';
      files.push({
        path,
        previous,
        status: statusOf(raw[3]),
        blob: raw[2] ?? '',
        additions: 0,
        deletions: 0,
      });
    } else if (stat !== null) {
      const moved = stat[3] === '';
      const path = moved ? (fields[(at += 2)] ?? '') : (stat[3] ?? '');
      counts.set(path, [Number(stat[1]) || 0, Number(stat[2]) || 0]);
    }
  }
  return files.map((file) => {
    const [additions, deletions] = counts.get(file.path) ?? [0, 0];
    return { ...file, additions, deletions };
  });
}

const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

function statusOf(letter: string | undefined): FileFacts['status'] {
  if (letter === 'A') return 'added';
  if (letter === 'D') return 'removed';
  if (letter === 'R') return 'renamed';
  return letter === 'T' ? 'changed' : 'modified';
}

/** A file of a revision, or null where it has none there. */
export function readFile(repository: SimRepository, revision: string, path: string): string | null {
  const args = ['cat-file', 'blob', `${revision}:${path}`];
  const { exitCode, output } = git(repository.directory, args, { answers: [128, 1] });
  return exitCode === 0 ? output : null;
}

export function listTree(
  repository: SimRepository,
  revision: string,
  path: string,
): readonly {
  readonly mode: string;
  readonly type: string;
  readonly oid: string;
  readonly path: string;
}[] {
  const args = ['ls-tree', '-z', revision, ...(path === '' ? [] : [path])];
  const { exitCode, output } = git(repository.directory, args, { answers: [128] });
  if (exitCode !== 0) return [];
  return output
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const [head, name] = line.split('\t');
      const [mode, type, oid] = (head ?? '').split(' ');
      return { mode: mode ?? '', type: type ?? '', oid: oid ?? '', path: name ?? '' };
    });
}

export function headOf(repository: SimRepository): string {
  return (
    tip(repository, repository.defaultBranch) ?? ask(repository.directory, 'rev-parse', 'HEAD')
  );
}
