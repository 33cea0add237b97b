import { evaluate } from '../../core/evaluate.ts';
import type { CommentData } from '../../core/published/comment-data.ts';
import type { Verdict } from '../../core/verdict.ts';
import { JitlError } from '../../errors.ts';
import type { CheckReport, Ends, Publisher, PullRequestReading } from '../../forge.ts';
import type { Bench } from './bench.ts';
import { dataOf } from './earlier-facts.ts';
import { gatherPullRequest } from './gather-pull-request.ts';
import { sameEnds, whyOutdated } from './same-ends.ts';
import { whomToAsk } from './whom-to-ask.ts';

/** How a verdict is put into words. Pure functions of it: they cannot change what is published. */
export interface Wording {
  readonly check: (
    verdict: Verdict,
    about: { readonly context: string; readonly commit: string },
  ) => CheckReport;
  readonly comment: (verdict: Verdict, about: CommentSubject) => string;
  readonly sarif: (verdict: Verdict) => string;
  readonly group: (
    result: { readonly problems: readonly string[]; readonly size: number },
    about: { readonly context: string; readonly commit: string },
  ) => CheckReport;
}

export interface CommentSubject {
  readonly headCommit: string;
  /** What our comment said before, where nobody else changed it. */
  readonly previous: CommentData | null;
}

export interface Desk extends Bench {
  /** Null: nothing is published. */
  readonly publisher: Publisher | null;
  readonly wording: Wording;
  readonly writesComment: boolean;
  readonly requestsReviewers: boolean;
  readonly uploadsSarif: boolean;
}

export type GateOutcome =
  | {
      readonly kind: 'judged';
      readonly number: number;
      readonly verdict: Verdict;
      /** The context that was published under; null where nothing was. */
      readonly context: string | null;
      /** What failed besides, and decides nothing. */
      readonly warnings: readonly string[];
    }
  /** It changed each time before anything could be published. */
  | { readonly kind: 'superseded'; readonly number: number };

/** A pull request that moves on more often than this while it is judged is left to the next run. */
const ATTEMPTS = 3;

/**
 * Judges a pull request as it is now and publishes that. Running it twice changes nothing, and nothing
 * is taken from whatever set it off. What is published is about a state that still was the present
 * one right before, and a success also right after.
 */
export async function runGate(number: number, desk: Desk): Promise<GateOutcome> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const reading = await readOrReport(number, desk);
    const judged = await judge(reading, desk);
    if (reading.pullRequest.state !== 'open') return leave(judged, desk);
    const ends = await desk.forge.readEnds(number);
    if (!sameEnds(reading, ends)) continue;
    const context = contextOf(reading.basisRef);
    const { headCommit } = reading.pullRequest;
    await desk.publisher?.publishCheck(
      desk.wording.check(judged.verdict, { context, commit: headCommit }),
    );
    if (desk.publisher !== null && judged.verdict.kind === 'allowed') {
      const problem = await whyOutdated(reading, desk.forge);
      if (problem !== null) await takeBack(reading, context, { desk, problem });
      if (problem?.code === 'head-moved') continue;
      if (problem !== null) throw problem;
    }
    const warnings = await tell(judged, desk);
    if (judged.defect !== null) throw judged.defect;
    return outcomeOf(judged, desk.publisher === null ? null : context, warnings);
  }
  return { kind: 'superseded', number };
}

/**
 * A success of what was replaced while it was written, perhaps over a newer verdict of another run,
 * or of which that cannot be told: it may not stand, not even until the next attempt is through.
 */
async function takeBack(
  reading: PullRequestReading,
  context: string,
  { desk, problem }: { readonly desk: Desk; readonly problem: JitlError },
): Promise<void> {
  const report = desk.wording.check(failed(problem, subjectOf(reading)), {
    context,
    commit: reading.pullRequest.headCommit,
  });
  await desk.publisher?.publishCheck(report);
}

/** The name that a ruleset requires: of one base, since a result counts wherever its commit goes. */
export function contextOf(ref: string): string {
  return `jitl/gate@${ref.replace('refs/heads/', '')}`;
}

interface JudgedNow {
  readonly number: number;
  readonly reading: PullRequestReading;
  readonly verdict: Verdict;
  /** What no adapter knows as a failure: a defect of ours. It is published like one, and then thrown. */
  readonly defect: Error | null;
}

function outcomeOf(
  { number, verdict }: JudgedNow,
  context: string | null,
  warnings: readonly string[],
): GateOutcome {
  return { kind: 'judged', number, verdict, context, warnings };
}

async function judge(reading: PullRequestReading, desk: Desk): Promise<JudgedNow> {
  const { number } = reading.pullRequest;
  try {
    const gathered = await gatherPullRequest(reading, desk);
    const verdict =
      gathered.gathered.kind === 'none'
        ? gathered.gathered.verdict
        : evaluate(gathered.gathered.facts);
    return { number, reading, verdict, defect: null };
  } catch (error) {
    const defect = error instanceof Error && !(error instanceof JitlError) ? error : null;
    return { number, reading, verdict: failed(error, subjectOf(reading)), defect };
  }
}

/** What went wrong around the gate is no verdict, and is shown where the verdict would be. */
function failed(error: unknown, subject: Verdict['subject']): Verdict {
  const failure =
    error instanceof JitlError
      ? { code: error.code, message: error.message, help: error.help ?? null }
      : { code: 'internal', message: 'jitl failed; this is a defect of jitl', help: null };
  return { kind: 'none', diagnostics: [], failure, subject };
}

function subjectOf({
  repository,
  pullRequest,
  baseCommit,
}: PullRequestReading): Verdict['subject'] {
  return {
    repository: repository.name,
    pullRequest: pullRequest.number,
    base: { name: pullRequest.baseRef, commit: baseCommit },
    head: { name: pullRequest.headCommit, commit: pullRequest.headCommit, workingTree: false },
  };
}

/** Where not even the pull request can be read, an old success must not stay if that can be helped. */
async function readOrReport(number: number, desk: Desk): Promise<PullRequestReading> {
  try {
    return await desk.forge.readPullRequest(number);
  } catch (error) {
    const ends = await desk.forge.readEnds(number).catch(() => null);
    if (ends !== null && ends.state === 'open') await reportUnread(number, ends, { desk, error });
    throw error;
  }
}

async function reportUnread(
  number: number,
  ends: Ends,
  { desk, error }: { readonly desk: Desk; readonly error: unknown },
): Promise<void> {
  const verdict = failed(error, {
    repository: null,
    pullRequest: number,
    base: { name: ends.baseRef, commit: ends.baseCommit },
    head: { name: ends.headCommit, commit: ends.headCommit, workingTree: false },
  });
  const about = { context: contextOf(ends.basisRef), commit: ends.headCommit };
  await desk.publisher?.publishCheck(desk.wording.check(verdict, about));
}

/** A closed pull request is judged for the record alone: there is nothing to keep shut. */
async function leave(judged: JudgedNow, desk: Desk): Promise<GateOutcome> {
  const warnings = await writeComment(judged, desk);
  if (judged.defect !== null) throw judged.defect;
  return outcomeOf(judged, null, warnings);
}

/** Tells people. None of it decides anything, so none of it may fail the gate. */
async function tell(judged: JudgedNow, desk: Desk): Promise<readonly string[]> {
  return [
    ...(await writeComment(judged, desk)),
    ...(await askReviewers(judged, desk)),
    ...(await uploadFindings(judged, desk)),
  ];
}

async function writeComment(judged: JudgedNow, desk: Desk): Promise<readonly string[]> {
  const { publisher, wording } = desk;
  const { reading, verdict } = judged;
  if (publisher === null || !desk.writesComment) return [];
  const { pullRequest, comment } = reading;
  const { headCommit } = pullRequest;
  const body = wording.comment(verdict, { headCommit, previous: dataOf(comment) });
  return trying('the comment could not be written', () =>
    publisher.upsertComment(judged.number, comment, body),
  );
}

async function askReviewers(judged: JudgedNow, desk: Desk): Promise<readonly string[]> {
  const { publisher } = desk;
  const { reading, verdict } = judged;
  if (publisher === null || !desk.requestsReviewers || reading.pullRequest.draft) return [];
  const wanted = whomToAsk(verdict, reading);
  if (wanted.people.length + wanted.teams.length === 0) return [];
  return trying('nobody could be asked to review', () =>
    publisher.requestReviewers(judged.number, wanted),
  );
}

async function uploadFindings(judged: JudgedNow, desk: Desk): Promise<readonly string[]> {
  const { publisher, wording } = desk;
  if (publisher === null || !desk.uploadsSarif) return [];
  const commit = judged.reading.pullRequest.headCommit;
  const ref = `refs/pull/${judged.number}/head`;
  return trying('the findings could not be uploaded', () =>
    publisher.uploadSarif({ commit, ref, sarif: wording.sarif(judged.verdict) }),
  );
}

async function trying(what: string, act: () => Promise<unknown>): Promise<readonly string[]> {
  try {
    await act();
    return [];
  } catch (error) {
    if (error instanceof JitlError)
      return [`${what}: ${error.message}${error.help === undefined ? '' : `; ${error.help}`}`];
    throw error;
  }
}
