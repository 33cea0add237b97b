import { copyFile, readdir, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

import type { Session } from './session.ts';

/** Copies of the index that our commands may write: `index` and `index.staged`; null without one. */
export async function copyIndex(session: Session): Promise<string | null> {
  const { place, own } = session;
  const source = join(place.gitDirectory, 'index');
  const facts = await stat(source).catch(() => null);
  if (facts === null || !facts.isFile()) return null;
  const copy = join(own.directory, 'index');
  // `write-tree` saves what it has worked out, which renews the time of its index: it gets its own.
  await Promise.all([copyFile(source, copy), copyFile(source, `${copy}.staged`)]);
  // A file changed in the second in which the index was written has its old size and times. Git
  // finds it by comparing with the time of the index: a copy that looks newer would hide it.
  const time = Math.floor(facts.mtimeMs / 1000);
  await utimes(copy, time, time);
  // A split index is completed from a second file beside the git directory's HEAD.
  for (const name of await readdir(place.gitDirectory)) {
    if (/^sharedindex\.[0-9a-f]+$/.test(name)) {
      await copyFile(join(place.gitDirectory, name), join(own.directory, name));
    }
  }
  return copy;
}
