import * as z from 'zod';

import type { Snapshot } from '../../core/snapshot/snapshot.ts';
import { user, type Roster } from './accounts.ts';
import type { GitHubClient } from './api.ts';
import { connection, PAGE, type ListQuery, type PullRequestPlace } from './connection.ts';
import { limits } from './limits.ts';
import { id, objectId, readAs } from './payload.ts';
import type { Gaps } from './unread.ts';

type Commits = Snapshot['commits'];

const person = z
  .object({
    email: z.string().nullish(),
    user: z.object({ databaseId: id.nullish(), login: z.string().min(1).max(100) }).nullish(),
  })
  .nullish();

type Person = z.output<typeof person>;

const node = z.object({
  commit: z.object({
    oid: objectId,
    author: person,
    committer: person,
    authors: z.object({ totalCount: z.int(), nodes: z.array(person).nullish() }),
  }),
});

type CommitNode = z.output<typeof node>;

const PERSON = 'email user { databaseId login }';

export const COMMITS: ListQuery<CommitNode> = {
  what: 'commits',
  field: `commits(${PAGE}`,
  selection: `totalCount pageInfo { hasNextPage endCursor } nodes { commit { oid
    author { ${PERSON} } committer { ${PERSON} }
    authors(first: 10) { totalCount nodes { ${PERSON} } } } }`,
  shape: connection(node),
  limit: limits.commits,
};

/**
 * Commits with their accounts. The type that GraphQL gives to whoever is behind a commit is a
 * person’s, so where it names nobody REST is asked, which knows bots: one request for each hundred.
 */
export async function commitsOf(
  client: GitHubClient,
  place: PullRequestPlace,
  nodes: readonly CommitNode[],
  { roster, gaps }: { readonly roster: Roster; readonly gaps: Gaps },
): Promise<Commits> {
  const account = (found: Person): number | null => {
    const { databaseId, login } = found?.user ?? {};
    if (databaseId === undefined || databaseId === null || login === undefined) return null;
    const number = roster.actor({ __typename: 'User', login, databaseId });
    roster.email(number, found?.email);
    return number;
  };
  const commits = nodes.map(({ commit }) => {
    const { oid, author, committer, authors } = commit;
    if (authors.totalCount > (authors.nodes ?? []).length)
      gaps.add('commits', `commit ${oid} has more authors than are listed`);
    for (const one of authors.nodes ?? []) account(one);
    return { oid, author: account(author), committer: account(committer) };
  });
  if (commits.every(({ author, committer }) => author !== null && committer !== null))
    return commits;
  const byRest = new Map(
    (await restCommits(client, place, roster)).commits.map((commit) => [commit.oid, commit]),
  );
  return commits.map(({ oid, author, committer }) => ({
    oid,
    author: author ?? byRest.get(oid)?.author ?? null,
    committer: committer ?? byRest.get(oid)?.committer ?? null,
  }));
}

const restCommit = z.object({
  sha: objectId,
  author: user.or(z.object({}).transform(() => null)).nullish(),
  committer: user.or(z.object({}).transform(() => null)).nullish(),
  commit: z.object({
    author: z.object({ email: z.string().nullish() }).nullish(),
    committer: z.object({ email: z.string().nullish() }).nullish(),
  }),
});

/** The same list over REST. `complete` is false where GitHub cuts it, at 250. */
export async function restCommits(
  client: GitHubClient,
  { owner, repo, number }: PullRequestPlace,
  roster: Roster,
): Promise<{ readonly commits: Commits; readonly complete: boolean }> {
  const route = '/repos/{owner}/{repo}/pulls/{number}/commits';
  const listed = await client.pages(route, { owner, repo, number }, { limit: limits.commits });
  const found = readAs(z.array(restCommit), listed.items, 'commits');
  const commits = found.map(({ sha, author, committer, commit }) => {
    const by = { author: roster.user(author ?? null), committer: roster.user(committer ?? null) };
    roster.email(by.author, commit.author?.email);
    roster.email(by.committer, commit.committer?.email);
    return { oid: sha, ...by };
  });
  return { commits, complete: listed.complete };
}
