import { readFile, rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { readShippedPolicies } from '../../adapters/fs/shipped-policies.ts';
import { openRepository } from '../../adapters/git/repository.ts';
import { check } from '../../app/check.ts';
import { exitCodeOf } from '../../app/exit-code.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import { readSnapshot } from '../../core/snapshot/read-snapshot.ts';
import type { Snapshot } from '../../core/snapshot/snapshot.ts';
import type { Failure, Verdict } from '../../core/verdict.ts';
import { JitlError } from '../../errors.ts';
import { renderJson } from '../../render/json.ts';
import { renderMarkdown } from '../../render/markdown.ts';
import type { Style } from '../../render/style.ts';
import { renderTerminal } from '../../render/terminal.ts';
import type { Streams } from '../main.ts';
import { renderError } from '../render-error.ts';
import { styleFor, type ColorChoice } from '../terminal.ts';

/** The options of `jitl check`, as commander hands them over. */
export interface CheckOptions {
  readonly repo: string;
  readonly base?: string;
  readonly head?: string;
  readonly snapshot?: string;
  readonly format: Format;
  readonly output?: string;
  readonly color: ColorChoice;
  readonly now?: string;
}

type Format = 'terminal' | 'json' | 'markdown';

const renderers = {
  terminal: renderTerminal,
  json: renderJson,
  markdown: renderMarkdown,
} satisfies Record<Format, (verdict: Verdict, style: Style) => string>;

/** Largest snapshot that is read, in bytes: the limit of the reader. */
const SNAPSHOT_LIMIT = 4 * 1024 * 1024;

export async function runCheck(options: CheckOptions, streams: Streams): Promise<number> {
  const now = options.now === undefined ? streams.now : parseTime(options.now);
  const verdict = await decide(options, streams, now);
  await deliver(verdict, options, streams);
  return exitCodeOf(verdict);
}

async function decide(options: CheckOptions, streams: Streams, now: number): Promise<Verdict> {
  try {
    return await judge(options, streams, now);
  } catch (error) {
    // A program that reads JSON gets JSON also when there is no verdict; people get the message.
    if (options.format !== 'json' || !(error instanceof JitlError)) throw error;
    streams.stderr.write(renderError(error, streams.stderr));
    const failure = { code: error.code, message: error.message, help: error.help ?? null };
    return noVerdict(options, [], failure);
  }
}

async function judge(options: CheckOptions, streams: Streams, now: number): Promise<Verdict> {
  const repository = await openRepository(resolve(streams.directory, options.repo), {
    start: options.repo === '.' ? 'anywhere' : 'named',
  });
  try {
    const [shipped, snapshot] = await Promise.all([
      readShippedPolicies(),
      loadSnapshot(options, streams),
    ]);
    if (snapshot.kind === 'invalid') return noVerdict(options, snapshot.diagnostics, null);
    return await checkFirst(basesOf(options, snapshot.value), (base) =>
      check({
        repository,
        shipped,
        snapshot: snapshot.value,
        now,
        ...(base === null ? {} : { base }),
        ...headOf(options, snapshot.value),
      }),
    );
  } finally {
    await repository.close();
  }
}

/**
 * What may be the base. Without `--base` a snapshot names its branch: as the remote has it, which is
 * what the forge will merge into, or else the local branch. Null: the default branch.
 */
function basesOf(options: CheckOptions, snapshot: Snapshot | null): readonly (string | null)[] {
  if (options.base !== undefined) return [options.base];
  if (snapshot === null) return [null];
  const { baseRef } = snapshot.pullRequest;
  return [baseRef.replace('refs/heads/', 'refs/remotes/origin/'), baseRef];
}

async function checkFirst(
  bases: readonly (string | null)[],
  judgeAgainst: (base: string | null) => Promise<Verdict>,
): Promise<Verdict> {
  const [base = null, ...rest] = bases;
  try {
    return await judgeAgainst(base);
  } catch (error) {
    const missing =
      error instanceof JitlError &&
      (error.code === 'revision-unknown' || error.code === 'shallow-clone');
    if (!missing || rest.length === 0) throw error;
    return checkFirst(rest, judgeAgainst);
  }
}

/** Without `--head`, a snapshot says what is judged. */
function headOf(options: CheckOptions, snapshot: Snapshot | null): { readonly head?: string } {
  const head = options.head ?? snapshot?.pullRequest.headCommit;
  return head === undefined ? {} : { head };
}

async function deliver(verdict: Verdict, options: CheckOptions, streams: Streams): Promise<void> {
  const toFile = options.output !== undefined;
  const style = styleFor(
    streams.stdout,
    toFile && options.color === 'auto' ? 'never' : options.color,
    false,
  );
  const text = renderers[options.format](verdict, style);
  if (options.output === undefined) {
    streams.stdout.write(text);
    return;
  }
  const path = resolve(streams.directory, options.output);
  try {
    // Written whole or not at all: a half-written verdict could be read as another one.
    await writeFile(`${path}.partial`, text);
    await rename(`${path}.partial`, path);
  } catch (cause) {
    throw new JitlError('output-unwritable', `\`${options.output}\` cannot be written`, {
      help: 'name a file in a directory that exists and that you may write to',
      cause,
    });
  }
}

type LoadedSnapshot =
  | { readonly kind: 'read'; readonly value: Snapshot | null }
  | { readonly kind: 'invalid'; readonly diagnostics: readonly Diagnostic[] };

async function loadSnapshot(options: CheckOptions, streams: Streams): Promise<LoadedSnapshot> {
  if (options.snapshot === undefined) return { kind: 'read', value: null };
  const bytes = await readInput(resolve(streams.directory, options.snapshot), options.snapshot);
  const { snapshot, diagnostics } = readSnapshot(options.snapshot, bytes);
  return snapshot === null ? { kind: 'invalid', diagnostics } : { kind: 'read', value: snapshot };
}

async function readInput(path: string, name: string): Promise<Uint8Array> {
  try {
    const bytes = await readFile(path);
    if (bytes.length <= SNAPSHOT_LIMIT) return bytes;
  } catch (cause) {
    throw new JitlError('input-invalid', `the snapshot \`${name}\` cannot be read`, {
      help: 'name an existing file with `--snapshot`',
      cause,
    });
  }
  throw new JitlError('input-invalid', `the snapshot \`${name}\` is larger than 4 MiB`);
}

function noVerdict(
  options: CheckOptions,
  diagnostics: readonly Diagnostic[],
  failure: Failure | null,
): Verdict {
  return {
    kind: 'none',
    diagnostics,
    failure,
    subject: {
      repository: null,
      pullRequest: null,
      base: { name: options.base ?? '', commit: '' },
      head: { name: options.head ?? '', commit: null, workingTree: false },
    },
  };
}

function parseTime(text: string): number {
  const value = /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(value)) return value;
  throw new JitlError('usage', `\`--now ${text}\` is no time`, {
    help: 'write it like `2026-11-25T10:00:00Z`',
  });
}
