import { comparedWith } from './commits.ts';
import { askOnce } from './git.ts';
import type { SimPullRequest, SimRepository } from './world.ts';

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
  const args = ['diff-tree', '-r', '-M', '-z', '--raw', '--numstat'];
  const usual = askOnce(repository, [...args, '--merge-base', base, pull.headCommit], {
    answers: [128],
  });
  const { output } =
    usual.exitCode === 0 ? usual : askOnce(repository, [...args, emptyTree, pull.headCommit]);
  const fields = output.split('\0');
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
