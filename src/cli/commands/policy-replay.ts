import { resolve } from 'node:path';

import { readShippedPolicies } from '../../adapters/fs/shipped-policies.ts';
import { openRepository } from '../../adapters/git/repository.ts';
import { exitCodes } from '../../app/exit-code.ts';
import { replay, type ReplayAnswer } from '../../app/replay.ts';
import { JitlError } from '../../errors.ts';
import {
  renderBrokenJson,
  renderReplayFailure,
  renderReplayJson,
} from '../../render/replay-json.ts';
import { renderBrokenTerminal, renderReplayTerminal } from '../../render/replay-terminal.ts';
import { deliver, resultStyle } from '../deliver.ts';
import { parseTime } from '../compared-options.ts';
import type { Streams } from '../main.ts';
import { renderError } from '../render-error.ts';
import { showProgress } from '../show-progress.ts';
import type { ColorChoice } from '../terminal.ts';

/** The options of `jitl policy replay`, as commander hands them over. */
export interface ReplayOptions {
  readonly from?: string;
  readonly to?: string;
  readonly failOnLooser?: boolean;
  readonly repo: string;
  readonly now?: string;
  readonly format: 'terminal' | 'json';
  readonly output?: string;
  readonly color: ColorChoice;
}

/** A report is an answer whatever it says; only `--fail-on-looser` makes it a failure. */
export async function runReplay(
  rangeText: string,
  options: ReplayOptions,
  streams: Streams,
): Promise<number> {
  try {
    const answer = await ask(rangeText, options, streams);
    await deliver(render(answer, options, streams), options, streams);
    return exitCodeOf(answer, options);
  } catch (error) {
    if (!(error instanceof JitlError)) throw error;
    streams.stderr.write(renderError(error, streams.stderr, 'replay'));
    if (error.code === 'usage') return exitCodes.usage;
    // A program that reads JSON gets JSON also when there is no report.
    if (options.format === 'json' && error.code !== 'output-unwritable') {
      const failure = { code: error.code, message: error.message, help: error.help ?? null };
      await deliver(renderReplayFailure(failure), options, streams);
    }
    return exitCodes.none;
  }
}

async function ask(
  rangeText: string,
  options: ReplayOptions,
  streams: Streams,
): Promise<ReplayAnswer> {
  const range = parseRange(rangeText);
  const now = options.now === undefined ? streams.now : parseTime(options.now);
  const repository = await openRepository(resolve(streams.directory, options.repo), {
    start: options.repo === '.' ? 'anywhere' : 'named',
  });
  const progress = showProgress(streams.stderr);
  try {
    return await replay({
      repository,
      shipped: await readShippedPolicies(),
      range,
      ...(options.from === undefined ? {} : { from: options.from }),
      ...(options.to === undefined ? {} : { to: options.to }),
      now,
      progress: progress.step,
    });
  } finally {
    progress.end();
    await repository.close();
  }
}

/** `BASE..HEAD`; nothing after the dots is `HEAD`, as for git. */
function parseRange(text: string): { readonly base: string; readonly head: string } {
  const at = text.indexOf('..');
  const base = text.slice(0, at);
  const head = text.slice(at + 2);
  if (at > 0 && !head.startsWith('.')) return { base, head: head === '' ? 'HEAD' : head };
  throw new JitlError('usage', `\`${text}\` is no range of commits`, {
    help: 'write it like `v1.0..main`: what the second has and the first has not',
  });
}

function render(answer: ReplayAnswer, options: ReplayOptions, streams: Streams): string {
  const asJson = options.format === 'json';
  if (answer.kind === 'broken')
    return asJson
      ? renderBrokenJson(answer.sides)
      : renderBrokenTerminal(answer.sides, resultStyle(options, streams));
  return asJson
    ? renderReplayJson(answer.report)
    : renderReplayTerminal(answer.report, resultStyle(options, streams));
}

function exitCodeOf(answer: ReplayAnswer, { failOnLooser }: ReplayOptions): number {
  if (answer.kind === 'broken') return exitCodes.none;
  const { commits, unread } = answer.report;
  // What could not be read may have become looser.
  const unsure = commits.some(({ loosens }) => loosens) || unread.length > 0;
  return failOnLooser === true && unsure ? exitCodes.none : exitCodes.allowed;
}
