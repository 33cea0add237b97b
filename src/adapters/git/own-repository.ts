import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ObjectFormat } from './object-format.ts';

/** The bare repository that this run owns, and in which every git command works. */
export interface OwnRepository {
  readonly directory: string;
  readonly objectFormat: ObjectFormat;
  /** Fires when the run ends: commands that still run are stopped. */
  readonly signal: AbortSignal;
  /** Removes it; safe to call twice. */
  readonly remove: () => Promise<void>;
}

/**
 * Attributes that name programs or change a merge are unset above everything a tree, a checkout
 * or a later git could bring: `$GIT_DIR/info/attributes` is the strongest source there is.
 */
const attributes = '* !filter !diff !merge !conflict-marker-size\n';

/**
 * Writes the repository by hand: `git init` would copy templates (hooks among them) and spawn.
 * It has the other side's objects as alternates (none where they are fetched into it) and nothing
 * else of it: no configuration, hooks, attributes, grafts, replace refs, shallow file, commit-graph
 * settings or index. HEAD is unborn, because git 2.43 and later read attributes from the tree of HEAD
 * in a bare repository.
 */
export async function createOwnRepository(
  objectsDirectory: string | null,
  objectFormat: ObjectFormat,
  temporaryDirectory: string = tmpdir(),
): Promise<OwnRepository> {
  // mkdtemp makes it 0700: nobody else may put an object or a hook there.
  const directory = await mkdtemp(join(await realpath(temporaryDirectory), 'jitl-'));
  const removeNow = (): void => rmSync(directory, { recursive: true, force: true });
  process.once('exit', removeNow);
  const stop = new AbortController();
  const remove = async (): Promise<void> => {
    process.off('exit', removeNow);
    stop.abort();
    // Retried, because a command that has just been stopped may have made one more file.
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    for (const part of ['objects/info', 'objects/pack', 'refs/heads', 'info']) {
      await mkdir(join(directory, part), { recursive: true });
    }
    await writeFile(join(directory, 'HEAD'), 'ref: refs/heads/unborn\n');
    await writeFile(join(directory, 'config'), configFor(objectFormat));
    await writeFile(join(directory, 'info/attributes'), attributes);
    if (objectsDirectory !== null)
      await writeFile(join(directory, 'objects/info/alternates'), `${cQuoted(objectsDirectory)}\n`);
  } catch (error) {
    await remove();
    throw error;
  }
  return { directory, objectFormat, signal: stop.signal, remove };
}

function configFor(objectFormat: ObjectFormat): string {
  if (objectFormat === 'sha1') return '[core]\n\trepositoryformatversion = 0\n\tbare = true\n';
  return '[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tobjectformat = sha256\n';
}

/**
 * A path as a line of `alternates`. Unquoted, a directory name with a newline would add a second
 * object store, and one that starts with `#` or `"` would be no path at all.
 */
function cQuoted(path: string): string {
  const bytes = Buffer.from(path, 'utf8').toString('latin1');
  const escaped = bytes.replace(
    /[^\x20\x21\x23-\x5b\x5d-\x7e]/g,
    (byte) => `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
  return `"${escaped}"`;
}
