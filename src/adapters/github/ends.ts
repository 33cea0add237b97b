import * as z from 'zod';

import type { Ends } from '../../forge.ts';
import type { GitHubClient } from './api.ts';
import { createRoster } from './accounts.ts';
import { baseGone, branchTip, readStack } from './basis.ts';
import {
  allNodes,
  connection,
  firstPage,
  PAGE,
  type ListQuery,
  type PullRequestPlace,
} from './connection.ts';
import { state, target } from './graphql-shape.ts';
import { limits } from './limits.ts';
import { branch, longId, objectId, readAs } from './payload.ts';
import type { Mode } from './pull-request.ts';
import { restPullRequest, restReviews, stateOf } from './rest-reading.ts';
import { stampOf } from './reviews.ts';
import { createGaps } from './unread.ts';

const review = z.object({
  fullDatabaseId: longId,
  state: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING']),
  body: z.string(),
});

const SAID: ListQuery<z.output<typeof review>> = {
  what: 'reviews',
  field: `reviews(${PAGE}`,
  selection: 'totalCount pageInfo { hasNextPage endCursor } nodes { fullDatabaseId state body }',
  shape: connection(review),
  limit: limits.listed,
};

const QUERY = `query ($owner: String!, $repo: String!, $number: Int!, $basis: String!,
    $stacked: Boolean!) {
  repository(owner: $owner, name: $repo) {
    ref(qualifiedName: $basis) @include(if: $stacked) { target { oid } }
    pullRequest(number: $number) {
      state headRefOid baseRefName baseRef { target { oid } }
      ${firstPage(SAID)}
    }
  }
}`;

const answer = z.object({
  repository: z.object({
    ref: target.optional(),
    pullRequest: z.object({
      state,
      headRefOid: objectId,
      baseRefName: branch,
      baseRef: target,
      reviews: SAID.shape,
    }),
  }),
});

/**
 * Where a pull request stands at this moment. `stackBase` is the branch that its rules came from
 * when it was read, where it is part of a stack; null: it was in none; undefined: it was not read.
 * Only in none REST need not be asked.
 */
export async function readEnds(
  client: GitHubClient,
  place: PullRequestPlace,
  how: { readonly mode: Mode; readonly stackBase: string | null | undefined },
): Promise<Ends> {
  const { owner, repo, number } = place;
  if (how.mode === 'rest') return restEnds(client, place);
  const stacked = typeof how.stackBase === 'string';
  const basis = `refs/heads/${how.stackBase ?? ''}`;
  const [found, stack] = await Promise.all([
    client.graphql(QUERY, { owner, repo, number, basis, stacked }),
    how.stackBase === null ? null : readStack(client, place),
  ]);
  if (found.kind === 'unavailable') {
    if (how.mode === 'graphql') throw found.error;
    return restEnds(client, place);
  }
  const { ref, pullRequest } = readAs(answer, found.data, `pull request ${number}`).repository;
  const { headRefOid, baseRefName, baseRef, reviews } = pullRequest;
  const baseCommit = baseRef?.target?.oid;
  if (baseCommit === undefined) throw baseGone(baseRefName);
  const stackBase = stack?.stackBase ?? null;
  const known = stackBase === how.stackBase ? ref?.target?.oid : undefined;
  const basisCommit =
    stackBase === null ? baseCommit : (known ?? (await branchTip(client, place, stackBase)));
  const said = await allNodes(client, place, { query: SAID, page: reviews }, createGaps());
  return {
    headCommit: headRefOid,
    baseRef: `refs/heads/${baseRefName}`,
    baseCommit,
    basisRef: `refs/heads/${stackBase ?? baseRefName}`,
    basisCommit,
    state: pullRequest.state,
    stamp: stampOf(said.map((one) => ({ ...one, id: one.fullDatabaseId }))),
  };
}

async function restEnds(client: GitHubClient, place: PullRequestPlace): Promise<Ends> {
  const { owner, repo, number } = place;
  const [found, reviews] = await Promise.all([
    client.get('/repos/{owner}/{repo}/pulls/{number}', { owner, repo, number }),
    restReviews(client, place, { roster: createRoster(), gaps: createGaps() }),
  ]);
  const pull = readAs(restPullRequest, found, `pull request ${number}`);
  const baseCommit = await branchTip(client, place, pull.base.ref);
  const basis = pull.stack?.base.ref ?? pull.base.ref;
  return {
    headCommit: pull.head.sha,
    baseRef: `refs/heads/${pull.base.ref}`,
    baseCommit,
    basisRef: `refs/heads/${basis}`,
    basisCommit: basis === pull.base.ref ? baseCommit : await branchTip(client, place, basis),
    state: stateOf(pull),
    stamp: stampOf(reviews),
  };
}
