import { instant } from '../schema/values.ts';
import type { Review } from '../snapshot/snapshot.ts';
import type { Refusal } from './judgment.ts';

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
export function decidingReviews(ordered: readonly Review[]): ReadonlyMap<number, Review> {
  const latest = new Map<number, Review>();
  for (const review of ordered)
    if (review.account !== null && review.state !== 'commented' && review.state !== 'pending')
      latest.set(review.account, review);
  return latest;
}

/** When the text became what it is: at its author's last edit, or when it was submitted. */
export function judgedAt(review: Review): number | null {
  const { edited } = review;
  const own = edited !== null && edited !== 'unknown' && edited.by === review.account;
  return instant(own ? edited.at : review.submittedAt);
}

export function refuseState(review: Review, deciding: ReadonlyMap<number, Review>): Refusal | null {
  if (review.state === 'commented' || review.state === 'pending')
    return {
      code: 'not-an-approval',
      message: 'a comment decides nothing',
      help: 'submit a review that approves or requests changes',
    };
  if (review.state === 'dismissed')
    return {
      code: 'dismissed',
      message: 'the review was dismissed',
      help: 'review the present change again',
    };
  if (review.state === 'changes-requested')
    return { code: 'not-an-approval', message: 'the review requests changes', help: null };
  if (review.account !== null && deciding.get(review.account)?.id !== review.id)
    return {
      code: 'superseded',
      message: 'a later review of the same account decides',
      help: null,
    };
  return null;
}
