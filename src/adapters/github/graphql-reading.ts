import type { PullRequestReading } from '../../forge.ts';
import { createRoster, type Roster } from './accounts.ts';
import type { GitHubClient } from './api.ts';
import type { Basis } from './basis.ts';
import { COMMENTS, ownAmong } from './comments.ts';
import { COMMITS, commitsOf } from './commits.ts';
import { allNodes, type PullRequestPlace } from './connection.ts';
import type { GraphqlProblem } from './graphql-answer.ts';
import type { PullRequestAnswer } from './graphql-shape.ts';
import { mergeMethods } from './merge-methods.ts';
import { mayBePrompted, promptersOf, requesting } from './prompters.ts';
import { rawReview, REVIEWS, reviewsOf, stampOf, type RawReview } from './reviews.ts';
import { TIMELINE, timelineOf } from './timeline.ts';
import { addProblems, createGaps, cut, type Gaps } from './unread.ts';

/** What is known of a pull request before its lists are read to their ends. */
export interface FirstAnswer {
  readonly repository: PullRequestAnswer;
  readonly problems: readonly GraphqlProblem[];
  readonly basis: Basis;
  readonly baseCommit: string;
}

/** The reading that a first answer leads to: the rest of its lists, mapped to our words. */
export async function graphqlReading(
  client: GitHubClient,
  place: PullRequestPlace,
  { repository, problems, basis, baseCommit }: FirstAnswer,
): Promise<PullRequestReading> {
  const { pullRequest: found } = repository;
  const [roster, gaps] = [createRoster(), createGaps()];
  addProblems(gaps, problems);
  const author = roster.actor(found.author);
  if (found.author !== null && author === null)
    gaps.add('the author', `${found.author.__typename} has no number`);
  const reviews = await allNodes(client, place, { query: REVIEWS, page: found.reviews }, gaps);
  const raw = reviews.map((review) => rawReview(review, roster));
  const nodes = await allNodes(client, place, { query: TIMELINE, page: found.timelineItems }, gaps);
  const timeline = timelineOf(nodes, roster, gaps);
  const listed = await allNodes(client, place, { query: COMMITS, page: found.commits }, gaps);
  const commits = await commitsOf(client, place, listed, { roster, gaps });
  const prompters = await askedBy(client, place, { found, raw }, { roster, gaps });
  const { baseRefName, headRefName, headRefOid } = found;
  return {
    repository: { id: repository.databaseId, name: repository.nameWithOwner },
    pullRequest: {
      number: found.number,
      title: cut(found.title, 1000),
      body: cut(found.body, 300_000),
      author,
      assignees: assigneesOf(found, roster, gaps),
      prompters,
      baseRef: `refs/heads/${baseRefName}`,
      headCommit: headRefOid,
      state: found.state,
      draft: found.isDraft,
      mergeMethods: mergeMethods({
        merge: repository.mergeCommitAllowed,
        squash: repository.squashMergeAllowed,
        rebase: repository.rebaseMergeAllowed,
      }),
      events: [...timeline.events],
    },
    baseCommit,
    basisRef: basis.ref,
    basisCommit: basis.commit,
    head: { repository: found.headRepository?.nameWithOwner ?? null, branch: headRefName },
    mergeCommit: found.state === 'merged' ? (found.mergeCommit?.oid ?? null) : null,
    commits,
    reviews: reviewsOf(raw, timeline.dismissals, gaps),
    requestedReviewers: requestedOf(found),
    stamp: stampOf(raw),
    comment: await ownComment(client, place, found.comments),
    accounts: roster.all(),
    missing: gaps.all(),
  };
}

type Found = PullRequestAnswer['pullRequest'];

function assigneesOf(found: Found, roster: Roster, gaps: Gaps): number[] {
  const assignees = found.assignees.nodes ?? [null];
  if (assignees.includes(null)) gaps.add('assignees', 'GitHub left an entry out');
  return assignees.flatMap((one) =>
    one === null ? [] : (roster.actor({ __typename: 'User', ...one }) ?? []),
  );
}

/** Of a bot's pull request all comments matter; of any other, none. */
async function askedBy(
  client: GitHubClient,
  place: PullRequestPlace,
  { found, raw }: { readonly found: Found; readonly raw: readonly RawReview[] },
  { roster, gaps }: { readonly roster: Roster; readonly gaps: Gaps },
): Promise<number[]> {
  const author = roster.actor(found.author);
  const opener = roster.all().find(({ id }) => id === author);
  if (!mayBePrompted(opener)) return [];
  const page = { query: COMMENTS, page: found.comments };
  const comments = await allNodes(client, place, page, gaps);
  const said = comments.map((one) => ({ account: roster.actor(one.author), body: one.body }));
  return promptersOf(opener, [...said, ...requesting(raw)], roster.all());
}

/** Whom GitHub shows as asked: logins, and teams as `organisation/slug`. */
function requestedOf({ reviewRequests }: Found): readonly string[] {
  return (reviewRequests?.nodes ?? []).flatMap((node) => {
    const asked = node?.requestedReviewer;
    return asked?.login ?? asked?.combinedSlug ?? [];
  });
}

/**
 * Our comment is nearly always among the first hundred. Beyond them the pages are walked until it
 * turns up; that there are still more of them is no gap, since it decides nothing.
 */
async function ownComment(
  client: GitHubClient,
  place: PullRequestPlace,
  page: Found['comments'],
): Promise<PullRequestReading['comment']> {
  const own = ownAmong(page.nodes ?? []);
  if (own !== null || !page.pageInfo.hasNextPage) return own;
  return ownAmong(await allNodes(client, place, { query: COMMENTS, page }, createGaps()));
}
