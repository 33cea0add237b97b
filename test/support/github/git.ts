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

/** What `git init --bare` is needed for: any object may be asked for, as on GitHub. */
export function initBare(directory: string, defaultBranch: string): void {
  mkdirSync(directory, { recursive: true });
  git(directory, ['init', '-q', '--bare', '--template=', '-b', defaultBranch, directory]);
  const settings = [
    '[uploadpack]',
    'allowAnySHA1InWant = true',
    'allowFilter = true',
    'hideRefs = refs/sim',
    '[fetch]',
    'unpackLimit = 1000',
    '[gc]',
    'auto = 0',
  ];
  const config = join(directory, 'config');
  writeFileSync(config, `${readFileSync(config, 'utf8')}${settings.join('\n')}\n`);
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

export function isAncestor(directory: string, older: string, newer: string): boolean {
  const args = ['merge-base', '--is-ancestor', older, newer];
  return git(directory, args, { answers: [1] }).exitCode === 0;
}

/** Null: they have no history in common. */
export function mergeBase(directory: string, one: string, other: string): string | null {
  const { exitCode, output } = git(directory, ['merge-base', one, other], { answers: [1] });
  return exitCode === 0 ? output.trim() : null;
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
