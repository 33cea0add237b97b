import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { testEnvironment } from '../git-repository.ts';

export interface GitOptions {
  readonly input?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
  /** Exit codes besides 0 that are an answer. */
  readonly answers?: readonly number[];
  /** What the output becomes; bytes survive only `base64`. */
  readonly encoding?: 'utf8' | 'base64';
}

/** Runs git on a repository to its end and gives what it printed, as it is; throws if it fails. */
export function git(
  directory: string,
  args: readonly string[],
  options: GitOptions = {},
): { readonly exitCode: number; readonly output: string } {
  return run([`--git-dir=${directory}`, ...args], options);
}

/** The same in a work tree. */
export function gitIn(workTree: string, args: readonly string[]): string {
  return run(['-C', workTree, ...args], {}).output.trim();
}

function run(args: readonly string[], options: GitOptions) {
  const result = spawnSync('git', [...args], {
    env: { ...testEnvironment(), ...options.environment },
    maxBuffer: 1 << 28,
    ...(options.input === undefined ? {} : { input: options.input }),
  });
  const exitCode = result.status ?? -1;
  if (exitCode !== 0 && !(options.answers ?? []).includes(exitCode))
    throw new Error(`git ${args.join(' ')}: ${String(result.error ?? result.stderr)}`);
  return { exitCode, output: result.stdout.toString(options.encoding ?? 'utf8') };
}

/** The same, trimmed and without the code. */
export function ask(directory: string, ...args: readonly string[]): string {
  return git(directory, args).output.trim();
}

/** A repository with what was asked of it before. */
interface Asked {
  readonly directory: string;
  readonly answers?: Map<string, string>;
}

/** The same about objects that are named by their whole id: the answer never changes. */
export function askOnce(
  repository: Asked,
  args: readonly string[],
  options: GitOptions = {},
): { readonly exitCode: number; readonly output: string } {
  const key = args.join('\0');
  const known = repository.answers?.get(key);
  if (known !== undefined) return { exitCode: Number(known.slice(0, 4)), output: known.slice(4) };
  const answer = git(repository.directory, args, options);
  repository.answers?.set(key, `${String(answer.exitCode).padStart(4)}${answer.output}`);
  return answer;
}

/** Makes an empty bare repository, as `git init` would. Any object may be asked for, as on GitHub. */
export function initBare(directory: string, defaultBranch: string): void {
  for (const folder of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags'])
    mkdirSync(join(directory, folder), { recursive: true });
  writeFileSync(join(directory, 'HEAD'), `ref: refs/heads/${defaultBranch}\n`);
  const settings = [
    '[core]',
    'repositoryformatversion = 0',
    'bare = true',
    '[uploadpack]',
    'allowAnySHA1InWant = true',
    'allowFilter = true',
    'hideRefs = refs/sim',
    '[fetch]',
    'unpackLimit = 1000',
    '[gc]',
    'auto = 0',
  ];
  writeFileSync(join(directory, 'config'), `${settings.join('\n')}\n`);
}

/** Refs are loose files here and never packed, which saves a process for each look. */
export function readRef(directory: string, ref: string): string | null {
  try {
    return readFileSync(join(directory, ref), 'utf8').trim();
  } catch {
    return null;
  }
}

export function writeRef(directory: string, ref: string, commit: string | null): void {
  const file = join(directory, ref);
  if (commit === null) return rmSync(file, { force: true });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${commit}\n`);
}

/** The tip of a branch; null: there is none. */
export function tip(repository: { readonly directory: string }, branch: string): string | null {
  return readRef(repository.directory, `refs/heads/${branch}`);
}

/** Both by their whole id. */
export function isAncestor(repository: Asked, older: string, newer: string): boolean {
  const args = ['merge-base', '--is-ancestor', older, newer];
  return older === newer || askOnce(repository, args, { answers: [1] }).exitCode === 0;
}

export function holds(directory: string, commit: string): boolean {
  return git(directory, ['cat-file', '-e', commit], { answers: [1, 128] }).exitCode === 0;
}

/** Makes the objects that `ref` of another repository reaches arrive, and points `as` at them. */
export function copyRef(directory: string, from: string, ref: string, as: string): void {
  const args = ['-c', 'protocol.file.allow=always', 'fetch', '-q', '--no-tags', from];
  git(directory, [...args, `+${ref}:${as}`]);
}

/** Gives another repository a commit with what it reaches, without a ref that stays. */
export function carry(from: string, to: string, commit: string): void {
  writeRef(from, 'refs/sim/carried', commit);
  copyRef(to, from, 'refs/sim/carried', 'refs/sim/carried');
}
