import { relative, resolve, sep } from 'node:path';

import { kindOfPath, readFilesBelow, type DiskFile } from '../adapters/fs/policy-files.ts';
import { openRepository } from '../adapters/git/repository.ts';
import { jitlDirectory } from '../core/control-plane.ts';
import type { BasisSource } from '../core/policy/read-documents.ts';
import { JitlError } from '../errors.ts';

/** There is one side only, and a place in it needs no name of a side. */
export function asHead(sources: readonly BasisSource[]): readonly BasisSource[] {
  return sources.map((source) => ({ ...source, side: 'head' }));
}

/** The top of the working tree; outside of a repository the directory itself. */
export async function topOf(repo: string, from: string): Promise<string> {
  const directory = resolve(from, repo);
  if ((await kindOfPath(directory)) !== 'directory')
    throw new JitlError('usage', `\`${repo}\` is no directory`, {
      help: 'name a directory with `--repo`',
    });
  try {
    const repository = await openRepository(directory, { start: 'anywhere' });
    try {
      return repository.workTree ?? directory;
    } finally {
      await repository.close();
    }
  } catch (error) {
    if (error instanceof JitlError && error.code === 'not-a-repository') return directory;
    throw error;
  }
}

/** What `.jitl/` of a working tree holds, tests and all, as it stands on disk. */
export async function readOwn(top: string): Promise<readonly BasisSource[]> {
  const directory = resolve(top, jitlDirectory);
  if ((await kindOfPath(directory)) !== 'directory') return [];
  const files = await readFilesBelow(directory, isYaml, { strict: true });
  return files.map((file) => sourceOf(file, top));
}

function isYaml(path: string): boolean {
  return path.endsWith('.yaml') || path.endsWith('.yml');
}

/** Named from the top of the working tree where it lies in it. */
export function sourceOf({ path, bytes }: DiskFile, top: string): BasisSource {
  const within = relative(top, path);
  const outside = within.startsWith('..') || within === '';
  return { path: (outside ? path : within).replaceAll(sep, '/'), side: 'head', bytes };
}
