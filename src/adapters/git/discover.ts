import { realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';

import { JitlError } from '../../errors.ts';
import type { ObjectFormat } from './object-format.ts';
import { quoted } from './printable.ts';
import { readSmallFile } from './small-file.ts';

/** Where the other repository keeps its things. Found by looking at files: no git runs for it. */
export interface Place {
  /** HEAD and the index: differs per linked worktree. */
  readonly gitDirectory: string;
  /** Branches, tags and objects: shared by all worktrees. */
  readonly commonDirectory: string;
  readonly objectsDirectory: string;
  /** The directory that holds `.git`, never `core.worktree`; null in a bare repository. */
  readonly workTree: string | null;
  readonly objectFormat: ObjectFormat;
  readonly reftable: boolean;
  readonly partial: boolean;
}

/** `anywhere` is a directory the user did not name, such as the current one. */
export type StartKind = 'named' | 'anywhere';

/**
 * Walks up from a directory to the repository that holds it. A bare repository counts only where
 * the user named it: one embedded in a tree (files HEAD, objects, refs) is content of that tree,
 * and whoever wrote it wants it to be taken for the repository.
 */
export async function discover(directory: string, kind: StartKind): Promise<Place> {
  const start = await realpath(resolve(directory)).catch(() => null);
  if (start === null) throw notARepository(directory);
  if (kind === 'named' && (await isGitDirectory(start))) return describe(start, null);
  for (let at = start; ; at = dirname(at)) {
    const gitDirectory = await gitDirectoryIn(at);
    if (gitDirectory !== null) return describe(gitDirectory, at);
    if (dirname(at) === at) throw notARepository(directory);
  }
}

/** The git directory of exactly this directory: `.git`, or what a `gitdir:` file points to. */
export async function gitDirectoryIn(directory: string): Promise<string | null> {
  const dotGit = join(directory, '.git');
  if (await isGitDirectory(dotGit)) return realpath(dotGit);
  const link = /^gitdir: ([^\n\0]+?)\r?\n*$/.exec((await readSmallFile(dotGit)) ?? '')?.[1];
  if (link === undefined) return null;
  const target = isAbsolute(link) ? link : join(directory, link);
  return (await isGitDirectory(target)) ? realpath(target) : null;
}

/** Where the branches and objects of a git directory are. */
export async function commonDirectoryOf(gitDirectory: string): Promise<string> {
  const text = await readSmallFile(join(gitDirectory, 'commondir'));
  return text === null ? gitDirectory : resolve(gitDirectory, text.replace(/\r?\n$/, ''));
}

async function describe(gitDirectory: string, workTree: string | null): Promise<Place> {
  const commonDirectory = await commonDirectoryOf(gitDirectory);
  const config = (await readSmallFile(join(commonDirectory, 'config'))) ?? '';
  const extensions = readExtensions(config);
  const ownWorkTree = basenameIsDotGit(gitDirectory) ? dirname(gitDirectory) : null;
  return {
    gitDirectory,
    commonDirectory,
    objectsDirectory: join(commonDirectory, 'objects'),
    workTree: workTree ?? ownWorkTree,
    objectFormat: extensions.get('objectformat') === 'sha256' ? 'sha256' : 'sha1',
    reftable: extensions.get('refstorage')?.startsWith('reftable') ?? false,
    partial: extensions.has('partialclone') || /^\s*promisor\s*=\s*true/im.test(config),
  };
}

/**
 * The `[extensions]` of a config file: the only part of the other configuration that is ever
 * looked at, because it says how ids are written. A wrong value makes ids unreadable, no more.
 */
function readExtensions(config: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let inside = false;
  for (const line of config.split('\n')) {
    const header = /^\s*\[([^\]]*)\](.*)$/.exec(line);
    if (header !== null) inside = header[1]?.trim().toLowerCase() === 'extensions';
    const entry = /^\s*([a-z][a-z0-9-]*)\s*=\s*"?([^"#;\s]*)/i.exec(header?.[2] ?? line);
    if (!inside || entry === null) continue;
    found.set((entry[1] ?? '').toLowerCase(), (entry[2] ?? '').toLowerCase());
  }
  return found;
}

async function isGitDirectory(path: string): Promise<boolean> {
  const head = (await readSmallFile(join(path, 'HEAD'))) ?? '';
  if (!/^(?:ref:\s*refs\/|[0-9a-f]{40})/.test(head)) return false;
  const common = await commonDirectoryOf(path);
  return (await isDirectory(join(common, 'objects'))) && (await isDirectory(join(common, 'refs')));
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (facts) => facts.isDirectory(),
    () => false,
  );
}

function basenameIsDotGit(path: string): boolean {
  return path.endsWith('/.git') || path.endsWith('\\.git');
}

function notARepository(directory: string): JitlError {
  return new JitlError('not-a-repository', `${quoted(directory)} is not in a git repository`, {
    help: 'run jitl inside a checkout, or name one with `--repo DIR`',
  });
}
