import { JitlError } from '../../errors.ts';
import { visitBlobs } from './blobs.ts';
import { limits } from './limits.ts';
import { createMatcher } from './multi-search.ts';
import { isObjectId } from './object-format.ts';
import { quoted } from './printable.ts';
import { commandFailed, runGit } from './run.ts';
import type { Session } from './session.ts';
import { explained, forged } from './store.ts';
import { listFiles, type RawFile } from './tree-walk.ts';

const LONGEST_TEXT = 253;
/** `git grep` looks for each text on its own; beyond this many, one pass for all is faster. */
const GREP_TEXTS = 40;

const pathspecs = ['yaml', 'yml', 'json'].map((kind) => `:(icase)*.${kind}`);

/**
 * Files named `*.yaml`, `*.yml` or `*.json` that hold any of the literal texts. With `git grep`
 * the search itself trusts the store: a forged blob can hide a hit (it cannot make one, since the
 * caller reads what is found, hashed). Our own pass hashes every blob, and counts one that is too
 * large to search as found.
 */
export async function findFiles(
  session: Session,
  tree: string,
  texts: readonly string[],
): Promise<readonly RawFile[]> {
  const distinct = [...new Set(texts)];
  for (const text of distinct) refuseUnsearchable(text);
  if (!isObjectId(session.place.objectFormat, tree)) throw forged(tree, 'has no id');
  if (distinct.length === 0) return [];
  if (distinct.length > GREP_TEXTS) return searchBlobs(session, tree, distinct);
  const paths = await grep(session, tree, distinct);
  const files = paths.length === 0 ? [] : await listFiles(session.store, tree, paths);
  return files.filter(isSearched);
}

async function grep(
  session: Session,
  tree: string,
  texts: readonly string[],
): Promise<readonly string[]> {
  const patterns = texts.flatMap((text) => ['-e', text]);
  const { stdout, stderr } = await runGit(session.own, {
    args: ['grep', '-lzaF', '--full-name', ...patterns, tree, '--', ...pathspecs],
    answers: [1],
  }).catch(async (error: unknown) => {
    throw await explained(session.store, error);
  });
  // An object that grep cannot read is skipped with a complaint and success: that is no answer.
  if (stderr !== '') throw await explained(session.store, commandFailed('grep', stderr));
  const prefix = `${tree}:`;
  return stdout
    .toString('latin1')
    .split('\0')
    .flatMap((line) => (line.startsWith(prefix) ? [line.slice(prefix.length)] : []));
}

async function searchBlobs(
  session: Session,
  tree: string,
  texts: readonly string[],
): Promise<readonly RawFile[]> {
  const files = (await listFiles(session.store, tree, 'all')).filter(isSearched);
  const holdsAny = createMatcher(texts);
  const found = new Set<string>();
  const oids = files.map((file) => file.oid);
  await visitBlobs(session.store, oids, limits.searchBytes, (oid, content) => {
    if (content.kind === 'too-large' || holdsAny(content.bytes)) found.add(oid);
  });
  return files.filter((file) => found.has(file.oid));
}

/** Links are left out: their content is a path, and grep does not search them either. */
function isSearched({ path, mode }: RawFile): boolean {
  return (mode === '100644' || mode === '100755') && /\.(?:ya?ml|json)$/i.test(path);
}

function refuseUnsearchable(text: string): void {
  if (text === '' || text.length > LONGEST_TEXT || /[\n\r\0]/.test(text)) {
    throw new JitlError('input-invalid', `${quoted(text)} cannot be searched for`);
  }
}
