import { JitlError } from '../errors.ts';

/** From where paths are typed. */
export interface Standpoint {
  /** The directory of the work tree, absolute; null in a bare repository or without one. */
  readonly workTree: string | null;
  /** The directory that `./` means, below the work tree: empty, or ends in a slash. */
  readonly below: string;
}

/** A path as it came in. */
export interface TypedPath {
  readonly text: string;
  readonly decodable: boolean;
  /** Its place on standard input, from 1; null for an argument. */
  readonly position: number | null;
}

/** An empty, `.` or `..` segment, or a slash at either end. */
const UNUSUAL = /(?:^|\/)\.{0,2}(?:\/|$)/;

/**
 * The repository-relative path that somebody means. As for `git show REV:path`, a path counts from
 * the top of the repository unless it begins with `./` or `../`; an absolute one must lie in the
 * work tree. Dots are resolved in the text: a tree has none, and links are never followed.
 *
 * Throws `usage` for what is no file of the repository.
 */
export function repositoryPath(typed: TypedPath, where: Standpoint): string {
  const { text } = typed;
  if (!UNUSUAL.test(text)) return text;
  if (text === '')
    throw refused(typed, 'is empty', 'name a file, relative to the top of the repository');
  if (/(?:^|\/)\.{0,2}$/.test(text))
    throw refused(
      typed,
      'is a directory, and CODEOWNERS gives owners to files',
      'name a file, or ask for all of them: `git ls-files -z -- DIRECTORY | jitl owners --stdin -z`',
    );
  const relative = text.startsWith('/') ? insideWorkTree(typed, where) : fromBelow(text, where);
  const steps: string[] = [];
  for (const step of relative.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined)
      throw refused(
        typed,
        'leads out of the repository',
        'name a file, relative to the top of the repository',
      );
  }
  return steps.join('/');
}

function fromBelow(text: string, { below }: Standpoint): string {
  return /^\.\.?\//.test(text) ? below + text : text;
}

function insideWorkTree(typed: TypedPath, { workTree }: Standpoint): string {
  const root = workTree === null || workTree.endsWith('/') ? workTree : `${workTree}/`;
  if (root !== null && typed.text.startsWith(root)) return typed.text.slice(root.length);
  throw refused(
    typed,
    root === null
      ? 'is absolute, and there is no working tree that it could lie in'
      : `is not inside the repository \`${root}\``,
    'name a file, relative to the top of the repository, without a slash at its start',
  );
}

const LONGEST = 300;

function refused({ text, position }: TypedPath, what: string, help: string): JitlError {
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  const name = text === '' ? 'the path' : `the path \`${shown}\``;
  return new JitlError(
    'usage',
    `${name}${position === null ? '' : ` (number ${position} on standard input)`} ${what}`,
    { help },
  );
}
