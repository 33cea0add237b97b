import * as z from 'zod';

import { actor, ACTOR } from './accounts.ts';
import type { GitHubClient } from './api.ts';
import type { PullRequestPlace } from './connection.ts';
import { limits } from './limits.ts';
import { readAs } from './payload.ts';

/** Logins, and teams as `organisation/slug`. */
export interface Wanted {
  readonly people: readonly string[];
  readonly teams: readonly string[];
}

const ASKED = 'requestedReviewer { __typename ... on User { login } ... on Team { combinedSlug } }';

const QUERY = `query ($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) { pullRequest(number: $number) {
    author { ${ACTOR} }
    reviewRequests(first: ${limits.page}) { nodes { ${ASKED} } }
    timelineItems(first: ${limits.page}, itemTypes: [REVIEW_REQUESTED_EVENT]) {
      nodes { __typename ... on ReviewRequestedEvent { ${ASKED} } } }
    reviews(first: ${limits.page}) { nodes { author { ${ACTOR} } } }
  } }
}`;

const asked = z
  .object({
    requestedReviewer: z
      .object({ login: z.string().optional(), combinedSlug: z.string().optional() })
      .nullish(),
  })
  .nullable();

const nodes = <T>(node: z.ZodType<T>) => z.object({ nodes: z.array(node).nullish() }).nullish();

const answer = z.object({
  repository: z.object({
    pullRequest: z.object({
      author: actor,
      reviewRequests: nodes(asked),
      timelineItems: nodes(asked),
      reviews: nodes(z.object({ author: actor }).nullable()),
    }),
  }),
});

/** No request for them; whoever cannot be asked is no reason to stop. */
const REFUSED = [403, 404, 422];

/**
 * Asks for reviews those who were never asked and did not review. Whoever was asked once and was
 * taken off the list, as GitHub does after a review for a team, is not asked again and again.
 */
export async function requestReviewers(
  client: GitHubClient,
  place: PullRequestPlace,
  wanted: Wanted,
): Promise<void> {
  const done = await askedBefore(client, place);
  if (done === null) return;
  const left = (names: readonly string[]): readonly string[] => [
    ...new Set(names.filter((name) => !done.has(name.toLowerCase()))),
  ];
  const people = left(wanted.people);
  const teams = left(wanted.teams).map((name) => name.slice(name.indexOf('/') + 1));
  if (people.length + teams.length === 0) return;
  const ask = (reviewers: readonly string[], slugs: readonly string[]): Promise<unknown> =>
    client.post(
      '/repos/{owner}/{repo}/pulls/{number}/requested_reviewers',
      { ...place, reviewers, team_reviewers: slugs },
      { orNull: REFUSED },
    );
  // GitHub refuses the whole list for one name that cannot be asked.
  if ((await ask(people, teams)) !== null || people.length + teams.length === 1) return;
  for (const login of people) await ask([login], []);
  for (const slug of teams) await ask([], [slug]);
}

/** Null: it cannot be known. Then nobody is asked, since it would happen at every run. */
async function askedBefore(
  client: GitHubClient,
  { owner, repo, number }: PullRequestPlace,
): Promise<ReadonlySet<string> | null> {
  const found = await client.graphql(QUERY, { owner, repo, number });
  if (found.kind === 'unavailable') return null;
  const { pullRequest } = readAs(answer, found.data, 'requested reviewers').repository;
  const requests = [...(pullRequest.reviewRequests?.nodes ?? [])].concat(
    pullRequest.timelineItems?.nodes ?? [],
  );
  const names = [
    pullRequest.author?.login,
    ...(pullRequest.reviews?.nodes ?? []).map((node) => node?.author?.login),
    ...requests.map((node) => node?.requestedReviewer?.login),
    ...requests.map((node) => node?.requestedReviewer?.combinedSlug),
  ];
  return new Set(names.flatMap((name) => name?.toLowerCase() ?? []));
}
