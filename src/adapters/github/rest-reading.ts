import * as z from 'zod';

import type { PullRequestReading } from '../../forge.ts';
import { createRoster, user, type Roster } from './accounts.ts';
import type { GitHubClient } from './api.ts';
import { branchTip } from './basis.ts';
import { restOwnComment, restSayings } from './comments.ts';
import { restCommits } from './commits.ts';
import type { PullRequestPlace } from './connection.ts';
import { limits } from './limits.ts';
import { mergeMethods } from './merge-methods.ts';
import { branch, id, objectId, readAs, time } from './payload.ts';
import { mayBePrompted, promptersOf, requesting } from './prompters.ts';
import { reviewsOf, stampOf, type RawReview } from './reviews.ts';
import { restTimeline } from './timeline.ts';
import { createGaps, cut, type Gaps } from './unread.ts';

const repository = z.object({
  id,
  full_name: z.string().min(1).max(200),
  allow_merge_commit: z.boolean().optional(),
  allow_squash_merge: z.boolean().optional(),
  allow_rebase_merge: z.boolean().optional(),
});

/** A pull request over REST, as far as both reading and comparing ends need it. */
export const restPullRequest = z.object({
  number: id,
  title: z.string(),
  body: z.string().nullable(),
  state: z.enum(['open', 'closed']),
  merged: z.boolean().nullish(),
  draft: z.boolean().nullish(),
  user,
  assignees: z.array(user).nullish(),
  commits: z.int().nonnegative().nullish(),
  requested_reviewers: z.array(z.object({ login: z.string() })).nullish(),
  requested_teams: z.array(z.object({ slug: z.string() })).nullish(),
  merge_commit_sha: objectId.nullish(),
  head: z.object({
    ref: branch,
    sha: objectId,
    repo: z.object({ full_name: z.string() }).nullish(),
  }),
  base: z.object({ ref: branch }),
  stack: z.object({ base: z.object({ ref: branch }) }).nullish(),
});

const restReview = z.object({
  id,
  user,
  body: z.string().nullable(),
  state: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING']),
  submitted_at: time.nullish(),
  commit_id: objectId.nullish(),
});

/** The state of a pull request, in our words. */
export function stateOf(found: z.output<typeof restPullRequest>): 'open' | 'closed' | 'merged' {
  return found.merged === true ? 'merged' : found.state;
}

/**
 * The same reading without GraphQL, in seven requests or more. REST does not show who edited a
 * review, so every review says that it is unknown whether it was.
 */
export async function restReading(
  client: GitHubClient,
  place: PullRequestPlace,
): Promise<PullRequestReading> {
  const { owner, repo, number } = place;
  const [roster, gaps] = [createRoster(), createGaps()];
  const path = { owner, repo, number };
  const found = readAs(
    restPullRequest,
    await client.get('/repos/{owner}/{repo}/pulls/{number}', path),
    `pull request ${number}`,
  );
  const [home, reviews, listed, timeline, baseCommit, login] = await Promise.all([
    client.get('/repos/{owner}/{repo}', { owner, repo }),
    restReviews(client, place, { roster, gaps }),
    restCommits(client, place, roster),
    restTimeline(client, place, { roster, gaps }),
    branchTip(client, place, found.base.ref),
    client.app === null ? ownLogin(client) : null,
  ]);
  const settings = readAs(repository, home, 'the repository');
  const counted = found.commits ?? 0;
  if (!listed.complete || listed.commits.length !== counted)
    gaps.add('commits', `GitHub counts ${counted} and lists ${listed.commits.length}`);
  const author = roster.user(found.user);
  const opener = roster.all().find((one) => one.id === author);
  const said = mayBePrompted(opener) ? await restSayings(client, place, { roster, gaps }) : [];
  const basisName = found.stack?.base.ref ?? found.base.ref;
  const basisCommit =
    basisName === found.base.ref ? baseCommit : await branchTip(client, place, basisName);
  return {
    repository: { id: settings.id, name: settings.full_name },
    pullRequest: {
      number,
      title: cut(found.title, 1000),
      body: cut(found.body ?? '', 300_000),
      author,
      assignees: (found.assignees ?? []).flatMap((one) => roster.user(one) ?? []),
      prompters: mayBePrompted(opener)
        ? promptersOf(opener, [...said, ...requesting(reviews)], roster.all())
        : [],
      baseRef: `refs/heads/${found.base.ref}`,
      headCommit: found.head.sha,
      state: stateOf(found),
      draft: found.draft ?? false,
      mergeMethods: mergeMethods({
        merge: settings.allow_merge_commit,
        squash: settings.allow_squash_merge,
        rebase: settings.allow_rebase_merge,
      }),
      events: [...timeline.events],
    },
    baseCommit,
    basisRef: `refs/heads/${basisName}`,
    basisCommit,
    head: { repository: found.head.repo?.full_name ?? null, branch: found.head.ref },
    mergeCommit: found.merged === true ? (found.merge_commit_sha ?? null) : null,
    commits: listed.commits,
    reviews: reviewsOf(reviews, timeline.dismissals, gaps),
    requestedReviewers: [
      ...(found.requested_reviewers ?? []).map((one) => one.login),
      ...(found.requested_teams ?? []).map(({ slug }) => `${owner}/${slug}`),
    ],
    stamp: stampOf(reviews),
    comment: await restOwnComment(client, place, { app: client.app, login }),
    accounts: roster.all(),
    missing: gaps.all(),
  };
}

export async function restReviews(
  client: GitHubClient,
  { owner, repo, number }: PullRequestPlace,
  { roster, gaps }: { readonly roster: Roster; readonly gaps: Gaps },
): Promise<readonly RawReview[]> {
  const route = '/repos/{owner}/{repo}/pulls/{number}/reviews';
  const listed = await client.pages(route, { owner, repo, number }, { limit: limits.listed });
  if (!listed.complete)
    gaps.add('reviews', `there are more than the ${limits.listed} that were read`);
  return readAs(z.array(restReview), listed.items, 'reviews').map((found) => ({
    id: found.id,
    account: roster.user(found.user),
    state: found.state,
    body: found.body ?? '',
    submittedAt: found.submitted_at ?? null,
    commit: found.commit_id ?? null,
    edited: 'unknown',
  }));
}

/** Whose token it is; null where it is of no person, as in a workflow. */
export async function ownLogin(client: GitHubClient): Promise<string> {
  const answer = await client.get('/user', {}, { orNull: [401, 403, 404] });
  if (answer === null) return ACTIONS;
  return readAs(z.object({ login: z.string() }), answer, 'the account of the token').login;
}

/** Writes whatever a workflow writes with its own token. */
const ACTIONS = 'github-actions[bot]';
