import { digestText } from '../digest.ts';
import type { Question } from '../risk/assessment.ts';
import type { Account, Review } from '../snapshot/snapshot.ts';
import { textSources, type Proposal } from './text-sources.ts';
import type { Approval, Refusal, ReviewOutcome } from './judgment.ts';
import { quotedHeads } from './rationale-lines.ts';
import { refuseAccount, type Independence } from './refuse-account.ts';
import { refuseBinding, type Binding } from './refuse-binding.ts';
import { refuseCopy, refuseText, resembles, type CopyDemands } from './refuse-text.ts';
import { decidingReviews, inOrder, refuseState } from './review-state.ts';

/** What every review of one change is held against. */
export interface QualifyContext extends Independence, Binding {
  readonly questions: readonly Question[];
  readonly proposal: Proposal;
  /** Reviews that are only assumed: nothing is asked of their text. */
  readonly assumed: ReadonlySet<number>;
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

function qualifyReview(
  review: Review,
  deciding: ReadonlyMap<number, Review>,
  context: QualifyContext,
): ReviewOutcome {
  const { register } = context;
  const account = review.account === null ? undefined : register.account(review.account);
  const about = {
    review: review.id,
    login: account?.login ?? (review.account === null ? 'ghost' : `account ${review.account}`),
    person: review.account === null ? null : register.personOf(review.account),
  };
  const state = refuseState(review, deciding);
  const strange = [
    ...(state === null ? [] : [state]),
    ...nobody(review, account),
    ...(account === undefined ? [] : refuseAccount(account, context)),
  ];
  const assumed = context.assumed.has(review.id);
  const written = assumed ? [] : refuseText(review, context);
  const refusals = [...strange, ...(assumed ? [] : refuseBinding(review, context)), ...written];
  // Whoever may not judge at all must not make the gate compare texts at length.
  if (!assumed && [...strange, ...written].every(isUnread))
    refusals.push(...refuseCopy(review, withSources(review, context)));
  // A certain reason says more than one that could not be read, and a reader cannot repair both.
  const refusal = refusals.find((one) => !isUnread(one)) ?? refusals[0];
  if (refusal !== undefined) {
    const also = refusals.filter((one) => one !== refusal);
    return { ...about, outcome: { kind: 'disqualified', ...refusal, also } };
  }
  return { ...about, outcome: approval(review, context) };
}

function isUnread(refusal: Refusal): boolean {
  return refusal.code === 'unknown';
}

function nobody(review: Review, account: Account | undefined): readonly Refusal[] {
  if (review.account === null)
    return [
      { code: 'deleted-account', message: 'nobody can answer for a deleted account', help: null },
    ];
  if (account !== undefined) return [];
  return [
    {
      code: 'unknown',
      message: 'nothing is known about the account',
      help: 'add it to `accounts` of the snapshot',
    },
  ];
}

function withSources(review: Review, context: QualifyContext): CopyDemands {
  const { demands, questions } = context;
  return { demands, questions, sources: textSources(review, context) };
}

function approval(review: Review, context: QualifyContext): Approval {
  const head = context.snapshot.pullRequest.headCommit;
  const judged = quotedHeads(review.body)[0] ?? review.commit;
  const { edited } = review;
  return {
    kind: 'approval',
    rationaleDigest: digestText(review.body),
    carriedFrom: judged === head ? null : judged,
    editedAt: edited === null || edited === 'unknown' ? null : edited.at,
    resembles:
      context.demands.similar === 'flag'
        ? resembles(review.body, withSources(review, context))
        : null,
  };
}
