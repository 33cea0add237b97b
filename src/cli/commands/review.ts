import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';

import { exitCodeOf, exitCodes } from '../../app/exit-code.ts';
import { evaluate, type GatheredFacts } from '../../core/evaluate.ts';
import { reviewTemplate } from '../../core/judgment/review-template.ts';
import { boundLines } from '../../core/next-steps.ts';
import { judgeText, judgeTrial, type ReviewTrial } from '../../core/review-trial.ts';
import type { JudgedVerdict } from '../../core/verdict.ts';
import { JitlError } from '../../errors.ts';
import { renderJson } from '../../render/json.ts';
import { renderTerminal } from '../../render/terminal.ts';
import { renderTrial } from '../../render/trial-terminal.ts';
import { renderTrialJson } from '../../render/trial-json.ts';
import { deliver, resultStyle } from '../deliver.ts';
import type { ComparedOptions } from '../compared-options.ts';
import { gatherFacts } from '../gather-facts.ts';
import type { Streams } from '../main.ts';
import { supposeReviews } from '../suppose-reviews.ts';
import type { ColorChoice } from '../terminal.ts';

/** The options of `jitl review`, as commander hands them over. */
export interface ReviewOptions extends ComparedOptions {
  readonly dryRun?: boolean;
  readonly template?: boolean;
  readonly as?: string;
  readonly requestChanges?: boolean;
  readonly approve?: boolean;
  readonly rationaleFile?: string;
  readonly format: 'terminal' | 'json';
  readonly output?: string;
  readonly color: ColorChoice;
}

/** No review that a forge takes is longer; bytes. */
const RATIONALE_LIMIT = 256 * 1024;

/** Stands above the template, so that nobody takes it for more of the verdict. */
const INVITATION = 'To judge it, fill this in and submit it as the review of the pull request:';

/** Shows the brief and a template for the review, or tells how a written review would fare. */
export async function runReview(options: ReviewOptions, streams: Streams): Promise<number> {
  if (options.pr !== undefined && options.dryRun !== true && options.template !== true) {
    const { reviewPullRequest } = await import('./review-pull-request.ts');
    return reviewPullRequest({ ...options, pr: options.pr }, streams);
  }
  refuseLoneOptions(options);
  const body = options.dryRun === true ? await readRationale(options, streams) : null;
  const gathered = await gatherFacts(options, streams);
  if (gathered.kind === 'none') {
    const { verdict } = gathered;
    const json = options.format === 'json';
    const shown = json
      ? renderJson(verdict)
      : renderTerminal(verdict, resultStyle(options, streams));
    await deliver(shown, options, streams);
    return exitCodes.none;
  }
  if (body !== null) return tryReview(body, gathered.facts, { options, streams });
  const verdict = evaluate(gathered.facts);
  const text = templateOf(verdict);
  const below = verdict.requirements.length === 0 ? '' : `\n${INVITATION}\n\n${text}`;
  const written =
    options.template === true
      ? text
      : `${renderTerminal(verdict, resultStyle(options, streams))}${below}`;
  await deliver(written, options, streams);
  return options.template === true ? exitCodes.allowed : exitCodeOf(verdict);
}

export function templateOf(verdict: JudgedVerdict): string {
  return reviewTemplate({
    lines: boundLines(verdict),
    questions: verdict.brief.questions,
    sections: verdict.demands.sections,
  });
}

interface Run {
  readonly options: ReviewOptions;
  readonly streams: Streams;
}

async function tryReview(
  body: string,
  facts: GatheredFacts,
  { options, streams }: Run,
): Promise<number> {
  const trial = judge(body, facts, options);
  const style = resultStyle(options, streams);
  const text = options.format === 'json' ? renderTrialJson(trial) : renderTrial(trial, style);
  await deliver(text, options, streams);
  return trial.effect === 'none' ? exitCodes.pending : exitCodes.allowed;
}

function judge(body: string, facts: GatheredFacts, options: ReviewOptions): ReviewTrial {
  const state = options.requestChanges === true ? 'changes-requested' : 'approved';
  const login = options.as ?? '';
  if (facts.snapshot === null) return judgeText(facts, { login, state, body });
  if (login === '')
    throw new JitlError('usage', 'who reviews decides whether the review would count', {
      help: 'add `--as LOGIN`',
    });
  return judgeTrial(supposeReviews(facts, [{ login, state, body }]));
}

function refuseLoneOptions(options: ReviewOptions): void {
  const lone =
    options.dryRun === true
      ? null
      : options.rationaleFile !== undefined
        ? '--rationale-file'
        : options.as !== undefined
          ? '--as'
          : options.requestChanges === true
            ? '--request-changes'
            : options.approve === true
              ? '--approve'
              : null;
  if (lone !== null)
    throw new JitlError('usage', `\`${lone}\` says something about a review, and none is tried`, {
      help: 'add `--dry-run`, or `--pr NUMBER` to submit it',
    });
  if (options.dryRun !== true && options.format === 'json')
    throw new JitlError('usage', 'only what `--dry-run` tells is written as JSON', {
      help: 'add `--dry-run`; the brief as JSON is what `jitl check --format json` prints',
    });
  if (options.dryRun === true && options.template === true)
    throw new JitlError('usage', '`--template` writes what `--dry-run` reads', {
      help: 'use one of the two',
    });
}

export async function readRationale(options: ReviewOptions, streams: Streams): Promise<string> {
  const name = options.rationaleFile;
  if (name === undefined)
    throw new JitlError('usage', 'there is no review to try', {
      help: 'add `--rationale-file FILE`, or `-` for standard input',
    });
  const bytes = name === '-' ? await readAll(streams.stdin()) : await readNamed(name, streams);
  if (bytes.length > RATIONALE_LIMIT)
    throw new JitlError('input-invalid', 'the review is larger than 256 KiB', {
      help: 'write less: no forge takes it',
    });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new JitlError('input-invalid', 'the review is not valid UTF-8', {
      help: 'save it as UTF-8',
      cause,
    });
  }
}

async function readNamed(name: string, streams: Streams): Promise<Uint8Array> {
  try {
    return await readAll(createReadStream(resolve(streams.directory, name)));
  } catch (cause) {
    throw new JitlError('input-invalid', `the review \`${name}\` cannot be read`, {
      help: 'name an existing file with `--rationale-file`',
      cause,
    });
  }
}

/** At most one piece more than could be used. */
async function readAll(input: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > RATIONALE_LIMIT) break;
  }
  return Buffer.concat(chunks);
}
