import { constants } from 'node:fs';
import { lstat, mkdir, open, realpath } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

import { JitlError } from '../../errors.ts';
import { readDiskFile } from './policy-files.ts';

/** What became of one file. */
export interface PlacedFile {
  readonly path: string;
  /**
   * `missing`: it would be written, and was not. `differs`: something else stands there, and was left.
   * `in-the-way`: a link, or no directory, stands where its directory should be, and was not followed.
   */
  readonly state: 'written' | 'missing' | 'there' | 'differs' | 'in-the-way';
}

/**
 * Puts files into a working tree, each only where nothing stands. Nothing is overwritten, no link is
 * followed, and nothing is written outside. `top` is the working tree, links resolved; paths are relative,
 * with `/`. Throws where a directory cannot be written to.
 */
export async function placeFiles(
  top: string,
  files: readonly { readonly path: string; readonly text: string }[],
  { write }: { readonly write: boolean },
): Promise<readonly PlacedFile[]> {
  const placed: PlacedFile[] = [];
  for (const file of files)
    placed.push({ path: file.path, state: await placeFile(top, file, write) });
  return placed;
}

/** Whether anything stands at one of these paths, whatever it is. */
export async function anyStands(top: string, paths: readonly string[]): Promise<boolean> {
  const kinds = await Promise.all(paths.map((path) => kindOf(join(top, path))));
  return kinds.some((kind) => kind !== null);
}

async function placeFile(
  top: string,
  { path, text }: { readonly path: string; readonly text: string },
  write: boolean,
): Promise<PlacedFile['state']> {
  const names = path.split('/');
  if (names.some((name) => name === '' || name === '.' || name === '..'))
    throw new JitlError('internal', `\`${path}\` is no path within a working tree`);
  for (let depth = 1; depth < names.length; depth += 1) {
    const directory = join(top, ...names.slice(0, depth));
    const kind = await kindOf(directory);
    if (kind !== null && kind !== 'directory') return 'in-the-way';
    if (kind === null && write) await trying(path, () => mkdir(directory));
  }
  const target = join(top, ...names);
  const kind = await kindOf(target);
  if (kind === 'file') return (await holds(target, text)) ? 'there' : 'differs';
  if (kind !== null) return 'differs';
  if (!write) return 'missing';
  await refuseOutside(top, target);
  await trying(path, () => create(target, text));
  return 'written';
}

async function kindOf(path: string): Promise<'file' | 'directory' | 'other' | null> {
  try {
    const found = await lstat(path);
    return found.isFile() ? 'file' : found.isDirectory() ? 'directory' : 'other';
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

/** Git may have changed the ends of lines at checkout. */
async function holds(path: string, text: string): Promise<boolean> {
  const { bytes } = await readDiskFile(path);
  return Buffer.from(bytes).toString('utf8').replaceAll('\r\n', '\n') === text;
}

/** A directory could have been made a link since it was looked at. */
async function refuseOutside(top: string, target: string): Promise<void> {
  const within = relative(top, await realpath(dirname(target)));
  if (within !== '..' && !within.startsWith(`..${sep}`)) return;
  throw new JitlError('output-unwritable', `\`${target}\` is not in the working tree`, {
    help: 'remove the link that leads out of it',
  });
}

/** Fails where anything stands there, also a link. */
async function create(target: string, text: string): Promise<void> {
  const { O_CREAT, O_EXCL, O_WRONLY, O_NOFOLLOW } = constants;
  const file = await open(target, O_CREAT | O_EXCL | O_WRONLY | (O_NOFOLLOW ?? 0), 0o644);
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}

async function trying(path: string, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (cause) {
    throw new JitlError('output-unwritable', `\`${path}\` cannot be written`, {
      help: 'make its directory writable',
      cause,
    });
  }
}
