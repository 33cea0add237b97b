import * as z from 'zod';

import type { Neighbours, PullRequestReading } from '../../forge.ts';
import { createRoster } from './accounts.ts';
import type { GitHubClient } from './api.ts';
import { restOwnComment } from './comments.ts';
import type { PullRequestPlace } from './connection.ts';
import { limits } from './limits.ts';
import { branch, id, objectId, readAs } from './payload.ts';
import { ownLogin, restReviews } from './rest-reading.ts';
import { reviewsOf } from './reviews.ts';
import { createGaps } from './unread.ts';

const listed = z.object({
  number: id,
  merged_at: z.string().nullable(),
  head: z.object({ sha: objectId }),
  base: z.object({ ref: branch }),
});

/** The same without GraphQL: each past pull request takes two requests, so they are fewer. */
export async function restNeighbours(
  client: GitHubClient,
  place: Omit<PullRequestPlace, 'number'>,
  { pullRequest }: PullRequestReading,
): Promise<Neighbours> {
  const [roster, gaps] = [createRoster(), createGaps()];
  const { owner, repo } = place;
  const route = '/repos/{owner}/{repo}/pulls';
  const order = { owner, repo, sort: 'updated', direction: 'desc' };
  const [open, closed, login] = await Promise.all([
    client.pages(route, { ...order, state: 'open' }, { limit: limits.open }),
    client.pages(route, { ...order, state: 'closed' }, { limit: limits.pastByRest + 1 }),
    client.app === null ? ownLogin(client) : null,
  ]);
  if (!open.complete) gaps.add('siblings', `more than ${limits.open} pull requests are open`);
  const shape = z.array(listed);
  const siblings = readAs(shape, open.items, 'open pull requests')
    .filter(
      ({ number, head }) => number !== pullRequest.number && head.sha === pullRequest.headCommit,
    )
    .map(({ number, base }) => ({ number, baseRef: `refs/heads/${base.ref}` }));
  const past = [];
  const over = readAs(shape, closed.items, 'closed pull requests')
    .filter(({ number }) => number !== pullRequest.number)
    .slice(0, limits.pastByRest);
  for (const { number, merged_at: mergedAt } of over) {
    const own = { ...place, number };
    const reviews = await restReviews(client, own, { roster, gaps });
    past.push({
      number,
      state: mergedAt === null ? ('closed' as const) : ('merged' as const),
      reviews: reviewsOf(reviews, new Map(), gaps),
      comment: await restOwnComment(client, own, { app: client.app, login }),
    });
  }
  return { siblings, past, accounts: roster.all(), missing: gaps.all() };
}
