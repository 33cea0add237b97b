import { join } from 'node:path';

import { discover } from './discover.ts';
import { readSmallFile } from './small-file.ts';

/**
 * The URL of the remote `origin`, as the configuration of the repository has it; null where it has none.
 * Read as text: no git runs, and no file that the configuration includes is followed.
 */
export async function originUrl(directory: string): Promise<string | null> {
  const place = await discover(directory, 'anywhere');
  const text = (await readSmallFile(join(place.commonDirectory, 'config'))) ?? '';
  let inside = false;
  for (const line of text.split('\n')) {
    const header = /^\s*\[([^\]]*)\]/.exec(line);
    if (header !== null) inside = header[1]?.replace(/\s+/g, ' ').trim() === 'remote "origin"';
    const url = inside ? /^\s*url\s*=\s*(\S+)\s*$/.exec(line)?.[1] : undefined;
    if (url !== undefined) return url;
  }
  return null;
}
