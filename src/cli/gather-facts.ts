import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { readShippedPolicies } from '../adapters/fs/shipped-policies.ts';
import { openRepository } from '../adapters/git/repository.ts';
import { gather, type Gathered } from '../app/check.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import { readSnapshot } from '../core/snapshot/read-snapshot.ts';
import type { Snapshot } from '../core/snapshot/snapshot.ts';
import type { Failure, Verdict } from '../core/verdict.ts';
import { JitlError } from '../errors.ts';
import { refuseMixed, timeOf, type ComparedOptions } from './compared-options.ts';
import type { Streams } from './main.ts';

/** Largest snapshot that is read, in bytes: the limit of the reader. */
const SNAPSHOT_LIMIT = 4 * 1024 * 1024;

/** Gathers the facts that the options name. Everything that is opened is closed again. */
export async function gatherFacts(options: ComparedOptions, streams: Streams): Promise<Gathered> {
  refuseMixed(options);
  if (options.pr !== undefined) {
    const { gatherFromForge } = await import('./gather-from-forge.ts');
    return gatherFromForge({ ...options, pr: options.pr }, streams);
  }
  const now = timeOf(options, streams);
  const repository = await openRepository(resolve(streams.directory, options.repo), {
    start: options.repo === '.' ? 'anywhere' : 'named',
  });
  try {
    const [shipped, snapshot] = await Promise.all([
      readShippedPolicies(),
      loadSnapshot(options, streams),
    ]);
    if (snapshot.kind === 'invalid')
      return { kind: 'none', verdict: noVerdict(options, snapshot.diagnostics, null) };
    return await gatherFirst(basesOf(options, snapshot.value), (base) =>
      gather({
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
 * What may be the base. Without `--base` a snapshot names its commit, or else its branch: as the remote
 * has it, which is what the forge will merge into, or else the local branch. Null: the default branch.
 */
function basesOf(options: ComparedOptions, snapshot: Snapshot | null): readonly (string | null)[] {
  if (options.base !== undefined) return [options.base];
  if (snapshot === null) return [null];
  const { baseRef, baseCommit } = snapshot.pullRequest;
  if (baseCommit !== null) return [baseCommit];
  return [baseRef.replace('refs/heads/', 'refs/remotes/origin/'), baseRef];
}

async function gatherFirst(
  bases: readonly (string | null)[],
  gatherAgainst: (base: string | null) => Promise<Gathered>,
): Promise<Gathered> {
  const [base = null, ...rest] = bases;
  try {
    return await gatherAgainst(base);
  } catch (error) {
    const missing =
      error instanceof JitlError &&
      (error.code === 'revision-unknown' || error.code === 'shallow-clone');
    if (!missing || rest.length === 0) throw error;
    return gatherFirst(rest, gatherAgainst);
  }
}

/** Without `--head`, a snapshot says what is judged. */
function headOf(options: ComparedOptions, snapshot: Snapshot | null): { readonly head?: string } {
  const head = options.head ?? snapshot?.pullRequest.headCommit;
  return head === undefined ? {} : { head };
}

type LoadedSnapshot =
  | { readonly kind: 'read'; readonly value: Snapshot | null }
  | { readonly kind: 'invalid'; readonly diagnostics: readonly Diagnostic[] };

async function loadSnapshot(options: ComparedOptions, streams: Streams): Promise<LoadedSnapshot> {
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

/** No verdict, and why. */
export function noVerdict(
  options: Pick<ComparedOptions, 'base' | 'head'>,
  diagnostics: readonly Diagnostic[],
  failure: Failure | null,
): Extract<Verdict, { readonly kind: 'none' }> {
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
