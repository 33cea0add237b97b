import { createReadStream } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';

import { openRepository } from '../../adapters/git/repository.ts';
import { exitCodes } from '../../app/exit-code.ts';
import { CODEOWNERS_LIMIT } from '../../app/limits.ts';
import type { Standpoint, TypedPath } from '../../app/owner-paths.ts';
import { owners, type CodeownersFile } from '../../app/owners.ts';
import type { OwnersReport } from '../../core/ownership/owners-report.ts';
import { JitlError } from '../../errors.ts';
import type { Repository, RevisionTree } from '../../ports.ts';
import { renderOwnersFailure, renderOwnersJson } from '../../render/owners-json.ts';
import { renderOwnersTerminal } from '../../render/owners-terminal.ts';
import { deliver, resultStyle } from '../deliver.ts';
import type { Streams } from '../main.ts';
import { renderError } from '../render-error.ts';
import type { ColorChoice } from '../terminal.ts';
import { pathsOfArguments, pathsOfInput, readInput } from '../typed-paths.ts';

/** The options of `jitl owners`, as commander hands them over. */
export interface OwnersOptions {
  readonly stdin?: boolean;
  readonly z?: boolean;
  readonly codeowners?: string;
  readonly repo: string;
  readonly base?: string;
  readonly format: 'terminal' | 'json';
  readonly output?: string;
  readonly color: ColorChoice;
}

/** Unowned is an answer too: only a question that could not be answered has another code than 0. */
export async function runOwners(
  paths: readonly string[],
  options: OwnersOptions,
  streams: Streams,
): Promise<number> {
  const typed = await typedPaths(paths, options, streams);
  try {
    const report = await ask(typed, options, streams);
    const text =
      options.format === 'json'
        ? renderOwnersJson(report)
        : renderOwnersTerminal(report, resultStyle(options, streams));
    await deliver(text, options, streams);
    return exitCodes.allowed;
  } catch (error) {
    // A program that reads JSON gets JSON also when there is no answer; people get the message.
    const asked = options.format === 'json' && error instanceof JitlError;
    if (!asked || ['usage', 'output-unwritable'].includes(error.code)) throw error;
    streams.stderr.write(renderError(error, streams.stderr, 'owners'));
    const failure = { code: error.code, message: error.message, help: error.help ?? null };
    await deliver(renderOwnersFailure(failure), options, streams);
    return exitCodes.none;
  }
}

async function typedPaths(
  paths: readonly string[],
  { stdin, z }: OwnersOptions,
  streams: Streams,
): Promise<readonly TypedPath[]> {
  if (stdin === true) {
    if (paths.length > 0)
      throw new JitlError('usage', 'paths are given both as arguments and by `--stdin`', {
        help: 'leave one of them out',
      });
    return pathsOfInput(await readInput(streams.stdin()), z === true ? '\0' : '\n');
  }
  if (z === true)
    throw new JitlError('usage', '`-z` says how standard input is divided, and it is not read', {
      help: 'add `--stdin`',
    });
  if (paths.length === 0)
    throw new JitlError('usage', 'no path is given', {
      help: 'type `jitl owners PATH`, or `git diff --name-only -z main... | jitl owners --stdin -z`',
    });
  return pathsOfArguments(paths);
}

async function ask(
  typed: readonly TypedPath[],
  options: OwnersOptions,
  streams: Streams,
): Promise<OwnersReport> {
  const { codeowners } = options;
  const file = codeowners === undefined ? null : await readFile(codeowners, streams);
  const repository = await open(options, streams);
  if (repository === null)
    return owners({ at: null, file, typed, standpoint: { workTree: null, below: '' } });
  try {
    const base = await findBase(repository, options);
    const at = base === null ? null : { repository, base };
    return await owners({
      at,
      file,
      typed,
      standpoint: await standpointOf(repository, options, streams),
    });
  } finally {
    await repository.close();
  }
}

/** With a file of its own the question can be asked outside of a repository as well. */
async function open(options: OwnersOptions, streams: Streams): Promise<Repository | null> {
  try {
    return await openRepository(resolve(streams.directory, options.repo), {
      start: options.repo === '.' ? 'anywhere' : 'named',
    });
  } catch (error) {
    if (isDispensable(options) && hasCode(error, 'not-a-repository')) return null;
    throw error;
  }
}

async function findBase(
  repository: Repository,
  options: OwnersOptions,
): Promise<RevisionTree | null> {
  try {
    return await repository.resolveTree(options.base);
  } catch (error) {
    if (isDispensable(options) && hasCode(error, 'base-unknown')) return null;
    throw error;
  }
}

function isDispensable({ codeowners, repo, base }: OwnersOptions): boolean {
  return codeowners !== undefined && repo === '.' && base === undefined;
}

function hasCode(error: unknown, code: JitlError['code']): boolean {
  return error instanceof JitlError && error.code === code;
}

async function standpointOf(
  { workTree }: Repository,
  options: OwnersOptions,
  streams: Streams,
): Promise<Standpoint> {
  if (workTree === null) return { workTree, below: '' };
  const directory = await realpath(resolve(streams.directory, options.repo));
  const steps = relative(workTree, directory).split(sep);
  // Named by its git directory, it has no current directory within.
  if (steps[0] === '' || steps[0] === '..' || steps[0] === '.git') return { workTree, below: '' };
  return { workTree, below: `${steps.join('/')}/` };
}

/** Reads at most one byte more than could be used; a pipe will do. */
async function readFile(name: string, streams: Streams): Promise<CodeownersFile> {
  const chunks: Buffer[] = [];
  try {
    const stream = createReadStream(resolve(streams.directory, name), { end: CODEOWNERS_LIMIT });
    for await (const chunk of stream) chunks.push(chunk as Buffer);
  } catch (cause) {
    throw new JitlError('codeowners-missing', `the file \`${name}\` cannot be read`, {
      help: 'name an existing file with `--codeowners`, or leave it out to ask the base branch',
      cause,
    });
  }
  return { path: name, bytes: Buffer.concat(chunks) };
}
