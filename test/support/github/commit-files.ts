import { git } from './git.ts';

/** What happens to a path: a text, bytes, gone, a link, another mode, or another repository. */
export type FileChange =
  | string
  | Uint8Array
  | null
  | { readonly symlink: string }
  | { readonly mode: '100644' | '100755'; readonly text?: string }
  | { readonly submodule: string };

export interface Identity {
  readonly name: string;
  readonly email: string;
}

export interface NewCommit {
  readonly directory: string;
  readonly files: Readonly<Record<string, FileChange>>;
  /** The first one gives the tree that `files` changes. */
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Identity;
  readonly committer: Identity;
  /** Seconds since the epoch. */
  readonly date: number;
}

/** Makes one commit without a work tree and gives its id; no branch moves. */
export function commitFiles(commit: NewCommit): string {
  const [first, ...others] = commit.parents;
  const parts: (string | Uint8Array)[] = [
    'reset refs/sim/incoming\n\ncommit refs/sim/incoming\nmark :1\n',
    `author ${person(commit.author)} ${commit.date} +0000\n`,
    `committer ${person(commit.committer)} ${commit.date} +0000\n`,
    ...data(commit.message),
    first === undefined ? '' : `from ${first}\n`,
    ...others.map((parent) => `merge ${parent}\n`),
    ...Object.entries(commit.files).flatMap(([path, change]) => lines(commit, path, change)),
    '\nget-mark :1\n',
  ];
  const input = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const args = ['fast-import', '--quiet', '--force', '--date-format=raw'];
  return git(commit.directory, args, { input }).output.trim();
}

function lines(
  commit: NewCommit,
  path: string,
  change: FileChange,
): readonly (string | Uint8Array)[] {
  const quoted = `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
  if (change === null) return [`D ${quoted}\n`];
  if (typeof change === 'string' || change instanceof Uint8Array)
    return [`M 100644 inline ${quoted}\n`, ...data(change)];
  if ('symlink' in change) return [`M 120000 inline ${quoted}\n`, ...data(change.symlink)];
  if ('submodule' in change) return [`M 160000 ${change.submodule} ${quoted}\n`];
  if (change.text !== undefined)
    return [`M ${change.mode} inline ${quoted}\n`, ...data(change.text)];
  const blob = git(commit.directory, ['rev-parse', '--verify', `${commit.parents[0]}:${path}`]);
  return [`M ${change.mode} ${blob.output.trim()} ${quoted}\n`];
}

function data(content: string | Uint8Array): readonly (string | Uint8Array)[] {
  const bytes = Buffer.from(content);
  return [`data ${bytes.length}\n`, bytes, '\n'];
}

function person({ name, email }: Identity): string {
  return `${name} <${email}>`;
}

/** A chain of commits, each of which changes one file; gives the last one. */
export function commitChain(
  commit: Omit<NewCommit, 'files'> & { readonly path: string },
  count: number,
): string {
  const input = Array.from({ length: count }, (_, at) =>
    [
      ...(at === 0 ? ['reset refs/sim/incoming', ''] : []),
      'commit refs/sim/incoming',
      `mark :${at + 1}`,
      `author ${person(commit.author)} ${commit.date + at} +0000`,
      `committer ${person(commit.committer)} ${commit.date + at} +0000`,
      `data ${Buffer.byteLength(commit.message)}`,
      commit.message,
      ...(at === 0 ? [`from ${commit.parents[0] ?? ''}`] : []),
      `M 100644 inline "${commit.path}"`,
      `data ${String(at).length}`,
      String(at),
      '',
    ].join('\n'),
  );
  const args = ['fast-import', '--quiet', '--force', '--date-format=raw'];
  const text = `${input.join('')}\nget-mark :${count}\n`;
  return git(commit.directory, args, { input: text }).output.trim();
}
