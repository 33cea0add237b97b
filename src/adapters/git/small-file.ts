import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

const LARGEST = 64 * 1024 * 1024;

/**
 * A file of the other repository's git directory as text, or null where there is none. It is
 * opened without blocking and must be a regular file: a FIFO or a device planted there would
 * otherwise hang the run.
 */
export async function readSmallFile(path: string): Promise<string | null> {
  try {
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const facts = await file.stat();
      if (!facts.isFile() || facts.size > LARGEST) return null;
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}
