import * as z from 'zod';

import { commentMarker } from '../../core/published/comment-marker.ts';
import type { OwnComment } from '../../forge.ts';
import { ACTOR, actor, user, type Actor, type Roster } from './accounts.ts';
import type { GitHubClient } from './api.ts';
import { connection, PAGE, type ListQuery, type PullRequestPlace } from './connection.ts';
import { limits } from './limits.ts';
import { id, longId, readAs } from './payload.ts';
import type { Saying } from './prompters.ts';
import type { Gaps } from './unread.ts';

const node = z.object({
  fullDatabaseId: longId,
  body: z.string(),
  viewerDidAuthor: z.boolean(),
  lastEditedAt: z.string().nullable(),
  editor: actor,
  author: actor,
});

export type CommentNode = z.output<typeof node>;

export const COMMENT = `fullDatabaseId body viewerDidAuthor lastEditedAt
  editor { ${ACTOR} } author { ${ACTOR} }`;

export const commentNodes = connection(node);

export const COMMENTS: ListQuery<CommentNode> = {
  what: 'comments',
  field: `comments(${PAGE}`,
  selection: `pageInfo { hasNextPage endCursor } nodes { ${COMMENT} }`,
  shape: commentNodes,
  limit: limits.listed,
};

/** Anybody can write our marker, and only we are the account of our token: both must hold. */
export function ownAmong(nodes: readonly (CommentNode | null)[]): OwnComment | null {
  for (const comment of nodes) {
    if (comment === null || !comment.viewerDidAuthor || !isMarked(comment.body)) continue;
    const { fullDatabaseId, body, lastEditedAt, editor, author } = comment;
    const intact = lastEditedAt === null || isSame(editor, author);
    return { id: fullDatabaseId, body, intact };
  }
  return null;
}

function isMarked(body: string): boolean {
  return body.startsWith(commentMarker);
}

function isSame(one: Actor, other: Actor): boolean {
  if (one === null || other === null) return false;
  return one.login === other.login && one.__typename === other.__typename;
}

const ROUTE = '/repos/{owner}/{repo}/issues/{number}/comments';

const restComment = z.object({
  id,
  body: z.string().nullish(),
  user,
  created_at: z.string(),
  updated_at: z.string(),
  performed_via_github_app: z.object({ id }).nullish(),
});

/**
 * Over REST ours is known by the App that wrote it, or by the login of the token. Who edited it
 * cannot be seen, so only one that nobody ever edited is intact.
 */
export async function restOwnComment(
  client: GitHubClient,
  { owner, repo, number }: PullRequestPlace,
  own: { readonly app: number | null; readonly login: string | null },
): Promise<OwnComment | null> {
  const listed = await client.pages(ROUTE, { owner, repo, number }, { limit: limits.listed });
  for (const found of readAs(z.array(restComment), listed.items, 'comments')) {
    const body = found.body ?? '';
    const byUs =
      own.app === null
        ? found.user !== null && found.user.login === own.login
        : found.performed_via_github_app?.id === own.app;
    if (byUs && isMarked(body))
      return { id: found.id, body, intact: found.created_at === found.updated_at };
  }
  return null;
}

/** Who wrote what, in all comments. */
export async function restSayings(
  client: GitHubClient,
  { owner, repo, number }: PullRequestPlace,
  { roster, gaps }: { readonly roster: Roster; readonly gaps: Gaps },
): Promise<readonly Saying[]> {
  const listed = await client.pages(ROUTE, { owner, repo, number }, { limit: limits.listed });
  if (!listed.complete)
    gaps.add('comments', `there are more than the ${limits.listed} that were read`);
  return readAs(z.array(restComment), listed.items, 'comments').map((one) => ({
    account: roster.user(one.user),
    body: one.body ?? '',
  }));
}
