import { exitCodeOf, exitCodes } from '../../app/exit-code.ts';
import { gatherPullRequest } from '../../app/pull-request/gather-pull-request.ts';
import { sameEnds } from '../../app/pull-request/same-ends.ts';
import { evaluate, type GatheredFacts } from '../../core/evaluate.ts';
import { withBoundLines } from '../../core/judgment/compose-review.ts';
import { judgeTrial, type ReviewTrial } from '../../core/review-trial.ts';
import type { JudgedVerdict } from '../../core/verdict.ts';
import { JitlError } from '../../errors.ts';
import type { PullRequestReading } from '../../forge.ts';
import { escapeTerminal } from '../../render/escape.ts';
import { renderTerminal } from '../../render/terminal.ts';
import { renderTrial } from '../../render/trial-terminal.ts';
import { askForReview, type Answered } from '../ask-for-review.ts';
import { deliver, resultStyle } from '../deliver.ts';
import { timeOf } from '../compared-options.ts';
import type { Streams } from '../main.ts';
import { openForge, type OpenForge } from '../open-forge.ts';
import { supposeReviews } from '../suppose-reviews.ts';
import { readRationale, templateOf, type ReviewOptions } from './review.ts';

type Options = ReviewOptions & { readonly pr: number };

/** A pull request as its reviewer has it before them. */
interface Sitting {
  readonly options: Options;
  readonly streams: Streams;
  readonly forge: OpenForge;
  readonly login: string;
  readonly reading: PullRequestReading;
  readonly facts: GatheredFacts;
  readonly verdict: JudgedVerdict;
}

/**
 * Shows the brief of a pull request and submits a review of it: from a file, or as somebody at the
 * terminal answers. What would not count is not sent.
 */
export async function reviewPullRequest(options: Options, streams: Streams): Promise<number> {
  refuseContradictions(options);
  const written = submits(options) ? await readRationale(options, streams) : null;
  const forge = await openForge(options, streams, timeOf(options, streams));
  const login = await forge.whoAmI();
  const reading = await forge.bench.forge.readPullRequest(options.pr);
  const { gathered } = await gatherPullRequest(reading, forge.bench, [login]);
  const style = resultStyle(options, streams);
  if (gathered.kind === 'none') {
    await deliver(renderTerminal(gathered.verdict, style), options, streams);
    return exitCodes.none;
  }
  const verdict = evaluate(gathered.facts);
  const sitting = { options, streams, forge, login, reading, facts: gathered.facts, verdict };
  if (written !== null) {
    const body = withBoundLines(verdict, written);
    return submit({ body, approves: options.approve === true }, sitting);
  }
  return show(sitting);
}

async function show(sitting: Sitting): Promise<number> {
  const { options, streams, verdict } = sitting;
  const brief = renderTerminal(verdict, resultStyle(options, streams));
  if (verdict.requirements.length === 0 || streams.ask === undefined) {
    const below =
      verdict.requirements.length === 0
        ? ''
        : `\nTo judge it, fill this in and run \`jitl review --pr ${options.pr} --approve --rationale-file FILE\`:\n\n${templateOf(verdict)}`;
    await deliver(`${brief}${below}`, options, streams);
    return exitCodeOf(verdict);
  }
  streams.stdout.write(brief);
  const answered = await askForReview(verdict, {
    ask: streams.ask,
    tell: (text) => streams.stdout.write(text),
    refuse: (review) => {
      const trial = tryOut(review, sitting);
      return trial.effect === 'none' ? renderTrial(trial, resultStyle(options, streams)) : null;
    },
  });
  return answered === null ? exitCodeOf(verdict) : submit(answered, sitting);
}

function tryOut({ body, approves }: Answered, { facts, login }: Sitting): ReviewTrial {
  const state = approves ? 'approved' : 'changes-requested';
  return judgeTrial(supposeReviews(facts, [{ login, state, body }]));
}

async function submit(review: Answered, sitting: Sitting): Promise<number> {
  const { options, streams, forge, reading } = sitting;
  const trial = tryOut(review, sitting);
  const style = resultStyle(options, streams);
  if (trial.effect === 'none') {
    const text = renderTrial(trial, style);
    await deliver(`${text}\nNothing was submitted.\n`, options, streams);
    return exitCodes.pending;
  }
  // What was read is what is judged, or nothing is sent.
  const ends = await forge.bench.forge.readEnds(options.pr);
  if (!sameEnds(reading, ends))
    throw new JitlError('head-moved', `#${options.pr} has changed since it was read`, {
      help: `run \`jitl review --pr ${options.pr}\` again and read what has changed`,
    });
  const { url } = await forge.submitReview(options.pr, {
    event: review.approves ? 'APPROVE' : 'REQUEST_CHANGES',
    body: review.body,
    commit: reading.pullRequest.headCommit,
  });
  await deliver(
    `${renderTrial(trial, style)}\nSubmitted as ${escapeTerminal(sitting.login)}: ${escapeTerminal(url)}\n`,
    options,
    streams,
  );
  return exitCodes.allowed;
}

function submits({ approve, requestChanges }: Options): boolean {
  return approve === true || requestChanges === true;
}

function refuseContradictions(options: Options): void {
  if (options.approve === true && options.requestChanges === true)
    throw new JitlError('usage', '`--approve` and `--request-changes` say opposite things', {
      help: 'use one of the two',
    });
  if (options.as !== undefined)
    throw new JitlError(
      'usage',
      '`--as` names somebody else, and a review is submitted as oneself',
      {
        help: 'leave it out, or add `--dry-run`',
      },
    );
  if (options.rationaleFile !== undefined && !submits(options))
    throw new JitlError('usage', 'it is not said what the review is to do', {
      help: 'add `--approve` or `--request-changes`, or `--dry-run`',
    });
  if (options.format === 'json')
    throw new JitlError('usage', 'only what `--dry-run` tells is written as JSON', {
      help: 'add `--dry-run`; the brief as JSON is what `jitl check --pr` prints with `--format json`',
    });
}
