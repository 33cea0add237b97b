import { createHash } from 'node:crypto';

import * as z from 'zod';

import type { Review } from '../../core/snapshot/snapshot.ts';
import { ACTOR, actor, type Roster } from './accounts.ts';
import { connection, PAGE, type ListQuery } from './connection.ts';
import { limits } from './limits.ts';
import { longId, objectId, time } from './payload.ts';
import type { Gaps } from './unread.ts';

const state = z.enum(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING']);

const node = z.object({
  fullDatabaseId: longId,
  author: actor,
  body: z.string(),
  state,
  submittedAt: time.nullable(),
  commit: z.object({ oid: objectId }).nullable(),
  lastEditedAt: time.nullable(),
  editor: actor,
});

export type ReviewNode = z.output<typeof node>;

export const REVIEW = `fullDatabaseId author { ${ACTOR} } body state submittedAt commit { oid }
  lastEditedAt editor { ${ACTOR} }`;

export const reviewNodes = connection(node);

export const REVIEWS: ListQuery<ReviewNode> = {
  what: 'reviews',
  field: `reviews(${PAGE}`,
  selection: `totalCount pageInfo { hasNextPage endCursor } nodes { ${REVIEW} }`,
  shape: reviewNodes,
  limit: limits.listed,
};

/** Who dismissed a review, and what it had said. */
export type Dismissals = ReadonlyMap<number, NonNullable<Review['dismissed']>>;

/** What a review is, wherever it was read. */
export interface RawReview {
  readonly id: number;
  readonly account: number | null;
  readonly state: z.output<typeof state>;
  readonly body: string;
  readonly submittedAt: string | null;
  readonly commit: string | null;
  readonly edited: Review['edited'];
}

/** A body may not be longer than this in a snapshot. GitHub’s own limit is 65,536 characters. */
const LONGEST_BODY = 70_000;

const STATES = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes-requested',
  COMMENTED: 'commented',
  DISMISSED: 'dismissed',
  PENDING: 'pending',
} as const;

export function rawReview(found: ReviewNode, roster: Roster): RawReview {
  const { fullDatabaseId, author, body, submittedAt, commit, lastEditedAt, editor } = found;
  return {
    id: fullDatabaseId,
    account: roster.actor(author),
    state: found.state,
    body,
    submittedAt,
    commit: commit?.oid ?? null,
    edited: lastEditedAt === null ? null : { by: roster.actor(editor), at: lastEditedAt },
  };
}

/** Drafts of whoever asks are left out: nobody else sees them, and they count for nothing. */
export function reviewsOf(
  raw: readonly RawReview[],
  dismissals: Dismissals,
  gaps: Gaps,
): readonly Review[] {
  const reviews: Review[] = [];
  for (const { submittedAt, ...review } of raw) {
    if (review.state === 'PENDING') continue;
    if (submittedAt === null || review.body.length > LONGEST_BODY) {
      gaps.add('reviews', `review ${review.id} has no time, or a text that is too long`);
      continue;
    }
    const dismissed = review.state === 'DISMISSED' ? (dismissals.get(review.id) ?? null) : null;
    reviews.push({ ...review, state: STATES[review.state], submittedAt, dismissed });
  }
  return reviews;
}

/** What a dismissed review was before, as GitHub names it. */
export function stateBefore(name: string | null): NonNullable<Review['dismissed']>['was'] {
  const known = name?.toLowerCase();
  if (known === 'approved') return 'approved';
  return known === 'changes_requested' ? 'changes-requested' : 'unknown';
}

/** One text for all that was said so far, equal however it was read. */
export function stampOf(reviews: readonly Pick<RawReview, 'id' | 'state' | 'body'>[]): string {
  const said = reviews
    .filter(({ state: is }) => is !== 'PENDING')
    .map(({ id: number, state: is, body }) => [number, is, body]);
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}
