import { constants, type Stats } from 'node:fs';
import { lstat, open, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';

import { JitlError } from '../../errors.ts';
import type { FileState } from '../../ports.ts';
import { decodePath, pathBytes, type BytePath } from './byte-path.ts';
import { commonDirectoryOf, gitDirectoryIn, type Place } from './discover.ts';
import { hashFile, writeFileObject, writeObject } from './loose-object.ts';
import { hashObject } from './object-format.ts';
import type { OwnRepository } from './own-repository.ts';
import { quoted } from './printable.ts';
import { openRefs } from './refs.ts';

/** A file as it lies on disk; its content is stored in the run's own repository. */
export interface WorkingFile extends FileState {
  readonly size: number;
}

export interface Located {
  readonly place: Place;
  readonly own: OwnRepository;
  /** The work tree with every link resolved. */
  readonly root: string;
}

/** Files beyond this are streamed. */
const HELD = 16 * 1024 * 1024;

/**
 * Reads one path of the work tree as bytes, past every filter and encoding that attributes could
 * name; null where there is nothing that a tree could hold. A link is stored as a link. Nothing
 * is read through one: `nhi -> /etc` must not bring files from outside into the comparison.
 */
export async function readWorkingFile(
  where: Located,
  path: BytePath,
  index: FileState | null,
): Promise<WorkingFile | null> {
  const full = Buffer.concat([Buffer.from(`${where.root}/`), pathBytes(path)]);
  try {
    if (!(await isReachedWithoutLinks(where.root, path))) return null;
    const facts = await lstat(full);
    if (facts.isSymbolicLink()) return await storeLink(where.own, full);
    if (facts.isDirectory()) return await submodule(where, path, index);
    return facts.isFile() ? await storeFile(where.own, full, index) : null;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    if (error instanceof JitlError) throw error;
    throw new JitlError('git-failed', `${quoted(decodePath(path).path)} cannot be read`, {
      help: 'make it readable, or compare a commit with `--head HEAD`',
      cause: error,
    });
  }
}

async function isReachedWithoutLinks(root: string, path: BytePath): Promise<boolean> {
  const slash = path.lastIndexOf('/');
  if (slash === -1) return true;
  const parent = Buffer.concat([Buffer.from(`${root}/`), pathBytes(path.slice(0, slash))]);
  const real = await realpath(parent, { encoding: 'buffer' });
  return real.equals(parent);
}

async function storeLink(own: OwnRepository, full: Buffer): Promise<WorkingFile> {
  const target = await readlink(full, { encoding: 'buffer' });
  return { mode: '120000', oid: await writeObject(own, 'blob', target), size: target.length };
}

async function storeFile(
  own: OwnRepository,
  full: Buffer,
  index: FileState | null,
): Promise<WorkingFile> {
  // Not through a link and not from a pipe that has taken the file's place since it was looked at.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const file = await open(full, flags);
  try {
    const facts = await file.stat();
    if (!facts.isFile()) throw new Error('no regular file');
    const mode = modeOf(facts, index);
    if (facts.size > HELD) {
      const oid = await hashFile(own, full, facts.size);
      if (oid !== index?.oid) await writeFileObject(own, oid, { path: full, size: facts.size });
      return { mode, oid, size: facts.size };
    }
    const bytes = await file.readFile();
    const oid = hashObject(own.objectFormat, 'blob', bytes);
    if (oid !== index?.oid) await writeObject(own, 'blob', bytes);
    return { mode, oid, size: bytes.length };
  } finally {
    await file.close();
  }
}

function modeOf(facts: Stats, index: FileState | null): FileState['mode'] {
  if (process.platform === 'win32') return index?.mode === '100755' ? '100755' : '100644';
  return (facts.mode & 0o100) === 0 ? '100644' : '100755';
}

/** A submodule counts by the commit that is checked out in it; git is never run in there. */
async function submodule(
  where: Located,
  path: BytePath,
  index: FileState | null,
): Promise<WorkingFile | null> {
  if (index?.mode !== '160000') return null;
  const same = { ...index, size: 0 };
  const { path: text, decodable } = decodePath(path);
  const gitDirectory = decodable ? await gitDirectoryIn(join(where.root, text)) : null;
  if (gitDirectory === null) return same;
  const commonDirectory = await commonDirectoryOf(gitDirectory);
  const refs = openRefs({ ...where.place, gitDirectory, commonDirectory });
  const oid = (await refs.lookup('HEAD'))?.oid;
  return oid === null || oid === undefined ? same : { mode: '160000', oid, size: 0 };
}
