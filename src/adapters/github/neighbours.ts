import * as z from 'zod';

import type { Neighbours, PastPullRequest, PullRequestReading } from '../../forge.ts';
import { createRoster, type Roster } from './accounts.ts';
import type { GitHubClient } from './api.ts';
import { COMMENT, commentNodes, COMMENTS, ownAmong } from './comments.ts';
import { allNodes, connection, type PullRequestPlace } from './connection.ts';
import { state } from './graphql-shape.ts';
import { limits } from './limits.ts';
import { branch, id, objectId, readAs, time } from './payload.ts';
import { rawReview, REVIEW, reviewNodes, REVIEWS, reviewsOf } from './reviews.ts';
import { addProblems, createGaps, type Gaps } from './unread.ts';

/** Reviews and comments of a past pull request that come with the first answer. */
const FEW = 20;

const LIST = 'pageInfo { hasNextPage endCursor }';

const ORDER = 'orderBy: { field: UPDATED_AT, direction: DESC }';

const over = (ended: 'CLOSED' | 'MERGED'): string =>
  `pullRequests(states: ${ended}, ${ORDER}, first: ${limits.past}) @include(if: $past) {
    ${LIST} nodes { number state updatedAt
      reviews(first: ${FEW}) { totalCount ${LIST} nodes { ${REVIEW} } }
      comments(first: ${FEW}) { ${LIST} nodes { ${COMMENT} } } } }`;

/** One query: the open ones a page at a time, and, with the first page, those that are over. */
const QUERY = `query ($owner: String!, $repo: String!, $after: String, $past: Boolean!) {
  repository(owner: $owner, name: $repo) {
    open: pullRequests(states: OPEN, ${ORDER}, first: ${limits.page}, after: $after) {
      ${LIST} nodes { number headRefOid baseRefName } }
    closed: ${over('CLOSED')}
    merged: ${over('MERGED')}
  }
}`;

const open = connection(z.object({ number: id, headRefOid: objectId, baseRefName: branch }));

const past = connection(
  z.object({
    number: id,
    state,
    updatedAt: time,
    reviews: reviewNodes,
    comments: commentNodes,
  }),
);

const answer = z.object({
  repository: z.object({ open, closed: past.optional(), merged: past.optional() }),
});

type PastNode = NonNullable<NonNullable<z.output<typeof past>['nodes']>[number]>;

/**
 * What other pull requests hold for this one, or null where GraphQL is not to be had. An open one of
 * which GitHub shows nothing could be a sibling, and a past one could hold a refusal: both are gaps.
 */
export async function readNeighbours(
  client: GitHubClient,
  place: Omit<PullRequestPlace, 'number'>,
  { pullRequest }: PullRequestReading,
): Promise<Neighbours | { readonly unavailable: Error }> {
  const [roster, gaps] = [createRoster(), createGaps()];
  const { owner, repo } = place;
  const siblings: { number: number; baseRef: string }[] = [];
  const ended: PastNode[] = [];
  let after: string | null = null;
  let seen = 0;
  do {
    const variables: Record<string, unknown> = { owner, repo, after, past: after === null };
    const found = await client.graphql(QUERY, variables);
    if (found.kind === 'unavailable') {
      if (after === null) return { unavailable: found.error };
      throw found.error;
    }
    addProblems(gaps, found.problems);
    const { repository } = readAs(answer, found.data, 'other pull requests');
    const nodes = repository.open.nodes ?? [null];
    if (nodes.includes(null)) gaps.add('siblings', 'GitHub left out a pull request');
    for (const node of nodes)
      if (node?.headRefOid === pullRequest.headCommit && node.number !== pullRequest.number)
        siblings.push({ number: node.number, baseRef: `refs/heads/${node.baseRefName}` });
    for (const list of [repository.closed, repository.merged]) {
      if (list === undefined) continue;
      const entries = list.nodes ?? [null];
      if (entries.includes(null)) gaps.add('earlier refusals', 'GitHub left out a pull request');
      ended.push(...entries.filter((node) => node !== null));
    }
    seen += nodes.length;
    const { hasNextPage, endCursor } = repository.open.pageInfo;
    after = hasNextPage ? (endCursor ?? '') : null;
    if (after === '' || (after !== null && seen >= limits.open)) {
      gaps.add('siblings', `more than ${seen} pull requests are open`);
      after = null;
    }
  } while (after !== null);
  const latest = ended
    .filter(({ number }) => number !== pullRequest.number)
    .sort((one, other) => Date.parse(other.updatedAt) - Date.parse(one.updatedAt));
  const read = await pastOnes(client, place, latest, { roster, gaps });
  return { siblings, past: read, accounts: roster.all(), missing: gaps.all() };
}

/** Most have few reviews and few comments; the lists of the others are read to their ends. */
async function pastOnes(
  client: GitHubClient,
  place: Omit<PullRequestPlace, 'number'>,
  nodes: readonly PastNode[],
  { roster, gaps }: { readonly roster: Roster; readonly gaps: Gaps },
): Promise<readonly PastPullRequest[]> {
  const found: PastPullRequest[] = [];
  let long = 0;
  for (const { number, state: is, reviews, comments } of nodes) {
    const own = { ...place, number };
    const comment = ownAmong(comments.nodes ?? []);
    const more = [
      reviews.pageInfo.hasNextPage,
      comment === null && comments.pageInfo.hasNextPage,
    ].includes(true);
    long += more ? 1 : 0;
    const skipped = more && long > limits.longPast;
    if (skipped) gaps.add('earlier refusals', `#${number} has more reviews than were read`);
    const raw = skipped
      ? (reviews.nodes ?? []).filter((node) => node !== null)
      : await allNodes(client, own, { query: REVIEWS, page: reviews }, gaps);
    const ours =
      comment !== null || skipped || !comments.pageInfo.hasNextPage
        ? comment
        : ownAmong(await allNodes(client, own, { query: COMMENTS, page: comments }, gaps));
    const said = raw.map((review) => rawReview(review, roster));
    found.push({
      number,
      state: is === 'merged' ? 'merged' : 'closed',
      reviews: reviewsOf(said, new Map(), gaps),
      comment: ours,
    });
  }
  return found;
}
