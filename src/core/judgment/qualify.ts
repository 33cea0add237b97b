import { digestText } from '../digest.ts';
import type { Question } from '../risk/assessment.ts';
import { instant } from '../schema/values.ts';
import type { Account, Review, Snapshot } from '../snapshot/snapshot.ts';
import { foldLogin, type Contributors, type Register } from './contributors.ts';
import type { DisqualificationCode, ReviewOutcome } from './judgment.ts';
import { findRationaleProblem, quotedDigests } from './rationale.ts';

/** What every review of one change is held against. */
export interface QualifyContext {
  readonly snapshot: Snapshot;
  readonly register: Register;
  readonly contributors: Contributors;
  readonly briefDigest: string;
  readonly questions: readonly Question[];
  readonly bindTo: 'brief' | 'head';
  readonly maxAge: number | null;
  readonly now: number;
}

/**
 * Decides for each review whether it counts as an approval by an independent human with a rationale
 * on this brief. Authority over a path is a matter of the requirement and decided there.
 */
export function qualifyReviews(context: QualifyContext): readonly ReviewOutcome[] {
  const ordered = inOrder(context.snapshot.reviews);
  const deciding = decidingReviews(ordered);
  return ordered.map((review) => qualifyReview(review, deciding, context));
}

/** By the instant of submission, whatever order and offsets the forge uses. */
export function inOrder(reviews: readonly Review[]): readonly Review[] {
  return [...reviews].sort(
    (a, b) => (instant(a.submittedAt) ?? 0) - (instant(b.submittedAt) ?? 0) || a.id - b.id,
  );
}

/**
 * Per account, the latest of approved, changes-requested and dismissed decides; comments and drafts
 * change nothing. An earlier approval does not come back when a later refusal is dismissed.
 */
function decidingReviews(ordered: readonly Review[]): ReadonlySet<number> {
  const latest = new Map<number, number>();
  for (const review of ordered)
    if (review.account !== null && review.state !== 'commented' && review.state !== 'pending')
      latest.set(review.account, review.id);
  return new Set(latest.values());
}

type Refusal = readonly [code: DisqualificationCode, message: string, help: string | null];

function qualifyReview(
  review: Review,
  deciding: ReadonlySet<number>,
  context: QualifyContext,
): ReviewOutcome {
  const account = review.account === null ? undefined : context.register.account(review.account);
  const login =
    account?.login ?? (review.account === null ? 'a deleted account' : `account ${review.account}`);
  const person = review.account === null ? null : context.register.personOf(review.account);
  const about = { review: review.id, login, person };
  const refusal =
    refuseState(review, deciding) ??
    refuseAccount(review, account, context) ??
    refuseBinding(review, context) ??
    refuseText(review, context);
  if (refusal === null)
    return { ...about, outcome: { kind: 'approval', rationaleDigest: digestText(review.body) } };
  const [code, message, help] = refusal;
  return { ...about, outcome: { kind: 'disqualified', code, message, help } };
}

function refuseState(review: Review, deciding: ReadonlySet<number>): Refusal | null {
  if (review.state === 'commented' || review.state === 'pending')
    return [
      'not-an-approval',
      'a comment decides nothing',
      'submit a review that approves or requests changes',
    ];
  if (review.state === 'dismissed')
    return ['dismissed', 'the review was dismissed', 'review the present change again'];
  if (review.state === 'changes-requested')
    return ['not-an-approval', 'the review requests changes', null];
  if (review.account !== null && !deciding.has(review.id))
    return ['superseded', 'a later review of the same account decides', null];
  return null;
}

const WRITERS = new Set<Account['permission']>(['admin', 'maintain', 'write']);

function refuseAccount(
  review: Review,
  account: Account | undefined,
  context: QualifyContext,
): Refusal | null {
  if (review.account === null)
    return ['deleted-account', 'nobody can answer for a deleted account', null];
  if (account === undefined)
    return [
      'unknown',
      'nothing is known about the account',
      'add it to `accounts` of the snapshot',
    ];
  if (account.type === 'unknown')
    return ['unknown', 'it could not be read whether the account is a person', null];
  if (context.register.isAgent(account))
    return ['not-human', 'only a person can judge', 'have a person review the change'];
  const involved = context.contributors.involved.get(context.register.personOf(account.id));
  if (involved !== undefined)
    return [
      'own-change',
      `the reviewer is not independent: ${foldLogin(account.login)} ${involved}`,
      'have somebody review who took no part in the change',
    ];
  if (account.permission === 'unknown')
    return ['unknown', "the account's permission could not be read", null];
  if (!WRITERS.has(account.permission))
    return [
      'no-write',
      `the account has \`${account.permission}\` on the repository, not write`,
      'have somebody with write access review',
    ];
  return null;
}

function refuseBinding(review: Review, context: QualifyContext): Refusal | null {
  const quoted = quotedDigests(review.body);
  if (quoted.length === 0)
    return [
      'no-digest',
      'the review does not say which brief it is about',
      'quote the line that starts with `Brief:` in the body of the review',
    ];
  if (!quoted.every((digest) => digest === context.briefDigest))
    return [
      'stale',
      'the review is about another brief: what is to be judged has changed since',
      'read the present brief, and review it with its own line',
    ];
  const head = context.snapshot.pullRequest.headCommit;
  if (context.bindTo === 'head' && review.commit !== head)
    return [
      'other-head',
      'the review was made on another commit, and this tier binds to the head',
      'review the present head',
    ];
  const submitted = instant(review.submittedAt);
  if (submitted === null) return ['unknown', 'the time of the review cannot be read', null];
  if (context.maxAge !== null && context.now - submitted > context.maxAge)
    return ['lapsed', 'the approval is older than the policy allows', 'review the change again'];
  return null;
}

function refuseText(review: Review, context: QualifyContext): Refusal | null {
  const { edited } = review;
  if (edited === 'unknown' && context.bindTo === 'head')
    return ['unknown', 'it could not be read whether somebody else edited the review', null];
  if (edited !== null && edited !== 'unknown' && edited.by !== review.account)
    return [
      'edited-by-another',
      "somebody else edited the text, so it is not the reviewer's",
      'write a new review',
    ];
  const problem = findRationaleProblem(review.body, context.questions);
  return problem === null ? null : [problem.code, problem.message, problem.help];
}
