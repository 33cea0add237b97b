import * as z from 'zod';

import { ACTOR, actor } from './accounts.ts';
import { COMMENTS } from './comments.ts';
import { COMMITS } from './commits.ts';
import { firstPage } from './connection.ts';
import { branch, id, objectId } from './payload.ts';
import { REVIEWS } from './reviews.ts';
import { TIMELINE } from './timeline.ts';

/** Everything about one pull request, with the first page of each of its lists. */
export const PULL_REQUEST = `query ($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    databaseId nameWithOwner mergeCommitAllowed squashMergeAllowed rebaseMergeAllowed
    pullRequest(number: $number) {
      number title body state isDraft author { ${ACTOR} }
      assignees(first: 100) { nodes { databaseId login } }
      baseRefName baseRef { target { oid } }
      headRefName headRefOid headRepository { nameWithOwner } mergeCommit { oid }
      reviewRequests(first: 50) { nodes { requestedReviewer { __typename
        ... on User { login } ... on Team { combinedSlug } } } }
      ${firstPage(REVIEWS)}
      ${firstPage(COMMITS)}
      ${firstPage(TIMELINE)}
      ${firstPage(COMMENTS)}
    }
  }
}`;

export const target = z.object({ target: z.object({ oid: objectId }).nullable() }).nullable();

/** `OPEN`, `CLOSED` or `MERGED`. */
export const state = z.enum(['OPEN', 'CLOSED', 'MERGED']).transform((name) => STATES[name]);

const STATES = { OPEN: 'open', CLOSED: 'closed', MERGED: 'merged' } as const;

const requested = z
  .object({
    requestedReviewer: z
      .object({ login: z.string().optional(), combinedSlug: z.string().optional() })
      .nullable(),
  })
  .nullable();

const pullRequest = z.object({
  number: id,
  title: z.string(),
  body: z.string(),
  state,
  isDraft: z.boolean(),
  author: actor,
  assignees: z.object({
    nodes: z.array(z.object({ databaseId: id, login: z.string() }).nullable()).nullable(),
  }),
  baseRefName: branch,
  baseRef: target,
  headRefName: branch,
  headRefOid: objectId,
  headRepository: z.object({ nameWithOwner: z.string() }).nullable(),
  mergeCommit: z.object({ oid: objectId }).nullable(),
  reviewRequests: z.object({ nodes: z.array(requested).nullish() }).nullish(),
  reviews: REVIEWS.shape,
  commits: COMMITS.shape,
  timelineItems: TIMELINE.shape,
  comments: COMMENTS.shape,
});

export const pullRequestAnswer = z.object({
  repository: z.object({
    databaseId: id,
    nameWithOwner: z.string().min(1).max(200),
    mergeCommitAllowed: z.boolean(),
    squashMergeAllowed: z.boolean(),
    rebaseMergeAllowed: z.boolean(),
    pullRequest,
  }),
});

export type PullRequestAnswer = z.output<typeof pullRequestAnswer>['repository'];
