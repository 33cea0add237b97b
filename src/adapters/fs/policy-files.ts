import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { JitlError } from '../../errors.ts';

/** A file of a working tree. */
export interface DiskFile {
  /** Absolute. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The largest file that is read; bytes. */
const FILE_LIMIT = 4 * 1024 * 1024;
/** How many files are read, and how many entries of directories are looked at. */
const FILES = 2000;
const ENTRIES = 100_000;

/**
 * The files below a directory whose path is wanted, in the order of their names. A symbolic link is
 * never followed: a wanted one, and one to a directory where `strict`, is an error, since what it
 * stands for would be missing unseen. Throws where anything cannot be read.
 */
export async function readFilesBelow(
  directory: string,
  wanted: (path: string) => boolean,
  { strict }: { readonly strict: boolean },
): Promise<readonly DiskFile[]> {
  const found: string[] = [];
  const pending = [directory];
  let seen = 0;
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const entries = await readdir(at, { withFileTypes: true });
    seen += entries.length;
    if (seen > ENTRIES) throw tooMany(directory, `${ENTRIES} files and directories`);
    for (const entry of entries) {
      const path = join(at, entry.name);
      if (entry.isSymbolicLink() && (strict || wanted(path))) throw linked(path);
      if (entry.isDirectory() && entry.name !== '.git') pending.push(path);
      else if (entry.isFile() && wanted(path)) found.push(path);
    }
    if (found.length > FILES) throw tooMany(directory, `${FILES} files of policies or tests`);
  }
  const files: DiskFile[] = [];
  for (const path of found.sort()) files.push(await readDiskFile(path));
  return files;
}

/** One file. Throws where it is a link, too large, or cannot be read. */
export async function readDiskFile(path: string): Promise<DiskFile> {
  if ((await lstat(path)).isSymbolicLink()) throw linked(path);
  const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const { size } = await file.stat();
    if (size > FILE_LIMIT)
      throw new JitlError('too-much-to-read', `\`${path}\` has more than 4 MiB`, {
        help: 'split it',
      });
    return { path, bytes: new Uint8Array(await file.readFile()) };
  } finally {
    await file.close();
  }
}

/** What stands at a path, without following a link there; null: nothing. */
export async function kindOfPath(path: string): Promise<'file' | 'directory' | 'other' | null> {
  try {
    const found = await lstat(path);
    if (found.isSymbolicLink()) throw linked(path);
    return found.isFile() ? 'file' : found.isDirectory() ? 'directory' : 'other';
  } catch (error) {
    if (error instanceof JitlError) throw error;
    return null;
  }
}

function linked(path: string): JitlError {
  return new JitlError('input-invalid', `\`${path}\` is a symbolic link, which is never followed`, {
    help: 'put the file itself there',
  });
}

function tooMany(directory: string, what: string): JitlError {
  return new JitlError('too-much-to-read', `below \`${directory}\` are more than ${what}`, {
    help: 'name a directory that holds fewer',
  });
}
