import * as z from 'zod';

import type { QueueGroup } from '../../forge.ts';
import type { GitHubClient } from './api.ts';
import { connection } from './connection.ts';
import { limits } from './limits.ts';
import { id, objectId, readAs } from './payload.ts';
import type { Mode } from './pull-request.ts';
import { restPullRequest } from './rest-reading.ts';

interface Home {
  readonly owner: string;
  readonly repo: string;
}

const oid = z.object({ oid: objectId }).nullable();

const pull = z.object({ number: id, headRefOid: objectId }).nullable();

const entry = z.object({ baseCommit: oid, headCommit: oid, pullRequest: pull });

const answer = z.object({
  repository: z.object({
    mergeQueue: z.object({ entries: connection(entry).nullable() }).nullable(),
    pullRequest: pull,
  }),
});

const QUERY = `query ($owner: String!, $repo: String!, $branch: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    mergeQueue(branch: $branch) { entries(first: ${limits.page}) {
      pageInfo { hasNextPage endCursor }
      nodes { baseCommit { oid } headCommit { oid } pullRequest { number headRefOid } } } }
    pullRequest(number: $number) { number headRefOid }
  }
}`;

/** What the name of a group’s branch says: where it goes, its last pull request, what is below. */
interface Named {
  readonly branch: string;
  readonly number: number;
  readonly base: string;
}

/** `refs/heads/gh-readonly-queue/BASE/pr-N-SHA`; the base may have slashes of its own. */
export function parseQueueRef(ref: string): Named | null {
  const prefix = 'refs/heads/gh-readonly-queue/';
  const full = ref.startsWith('refs/') ? ref : `refs/heads/${ref}`;
  const cut = full.lastIndexOf('/');
  if (!full.startsWith(prefix) || cut <= prefix.length) return null;
  const last = /^pr-([1-9][0-9]{0,9})-([0-9a-f]{40}|[0-9a-f]{64})$/.exec(full.slice(cut + 1));
  if (last === null) return null;
  return { branch: full.slice(prefix.length, cut), number: Number(last[1]), base: last[2] ?? '' };
}

/**
 * The pull requests that a group would land, from the queue itself: the entry whose commit the
 * group is, and all those below it, down to what has landed. Where the queue does not know it (any
 * more), its name tells of one. Null: neither does, and nothing may be said of it.
 */
export async function readQueueGroup(
  client: GitHubClient,
  { owner, repo }: Home,
  group: { readonly headRef: string; readonly commit: string; readonly mode: Mode },
): Promise<QueueGroup | null> {
  const named = parseQueueRef(group.headRef);
  if (named === null) return null;
  const { branch, number } = named;
  const baseRef = `refs/heads/${branch}`;
  const alone = (headCommit: string): QueueGroup => ({
    baseRef,
    baseCommit: named.base,
    entries: [{ number, headCommit }],
  });
  if (group.mode !== 'rest') {
    const found = await client.graphql(QUERY, { owner, repo, branch, number });
    if (found.kind === 'answer') {
      const { mergeQueue, pullRequest } = readAs(answer, found.data, 'the queue').repository;
      const chain = chainOf(mergeQueue?.entries?.nodes ?? [], group.commit);
      if (chain !== null) return { baseRef, ...chain };
      return pullRequest === null ? null : alone(pullRequest.headRefOid);
    }
    if (group.mode === 'graphql') throw found.error;
  }
  const route = '/repos/{owner}/{repo}/pulls/{number}';
  const found = await client.get(route, { owner, repo, number }, { orNull: [404] });
  if (found === null) return null;
  return alone(readAs(restPullRequest, found, `pull request ${number}`).head.sha);
}

type Entries = readonly (z.output<typeof entry> | null)[];

function chainOf(entries: Entries, top: string): Omit<QueueGroup, 'baseRef'> | null {
  const byHead = new Map(
    entries.flatMap((one) => (one?.headCommit ? [[one.headCommit.oid, one] as const] : [])),
  );
  const chain: { number: number; headCommit: string }[] = [];
  let at = top;
  for (let found = byHead.get(at); found !== undefined; found = byHead.get(at)) {
    byHead.delete(at);
    if (found.pullRequest === null || found.baseCommit === null) return null;
    chain.unshift({ number: found.pullRequest.number, headCommit: found.pullRequest.headRefOid });
    at = found.baseCommit.oid;
  }
  return chain.length === 0 ? null : { baseCommit: at, entries: chain };
}
