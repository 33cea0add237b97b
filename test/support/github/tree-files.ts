import { git } from './git.ts';
import type { SimRepository } from './world.ts';

/** A file of a revision, or null where it has none there. */
export function readFile(repository: SimRepository, revision: string, path: string): string | null {
  const args = ['cat-file', 'blob', `${revision}:${path}`];
  const { exitCode, output } = git(repository.directory, args, { answers: [128, 1] });
  return exitCode === 0 ? output : null;
}

/** What is at a path, or with a slash at its end what is in it; nothing where it is not there. */
export function listTree(
  repository: SimRepository,
  revision: string,
  path: string,
): readonly TreeEntry[] {
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

export interface TreeEntry {
  readonly mode: string;
  readonly type: string;
  readonly oid: string;
  readonly path: string;
}
