import * as z from 'zod';

import type { GitHubClient, Values } from './api.ts';
import { limits } from './limits.ts';
import { readAs } from './payload.ts';
import { addProblems, type Gaps } from './unread.ts';

/** A list of GraphQL, one page of it. A node that the viewer may not see is null. */
export function connection<T>(node: z.ZodType<T>) {
  return z.object({
    totalCount: z.int().nonnegative().nullish(),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
    nodes: z.array(node.nullable()).nullish(),
  });
}

export type Connection<T> = z.output<ReturnType<typeof connection<T>>>;

/** One of the lists of a pull request. */
export interface ListQuery<T> {
  /** What it is called where something of it is missing. */
  readonly what: string;
  /** Field with its arguments but `after`: `reviews(first: 100`. */
  readonly field: string;
  /** What is asked of the list, `pageInfo` included. */
  readonly selection: string;
  readonly shape: ReturnType<typeof connection<T>>;
  /** Nodes at most; the rest is missing. */
  readonly limit: number;
}

export interface PullRequestPlace {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

/** The field as part of a larger query, its first page. */
export function firstPage<T>({ field, selection }: ListQuery<T>): string {
  return `${field}) { ${selection} }`;
}

/**
 * All nodes of a list whose first page is known. What could not be had is said in `gaps`: a null
 * node, a list that is cut, a number of nodes other than the one that GitHub names.
 */
export async function allNodes<T>(
  client: GitHubClient,
  place: PullRequestPlace,
  first: { readonly query: ListQuery<T>; readonly page: Connection<T> },
  gaps: Gaps,
): Promise<readonly T[]> {
  const { query } = first;
  const nodes: T[] = [];
  let seen = 0;
  for (let page = first.page; ;) {
    const found = page.nodes ?? [];
    seen += found.length;
    nodes.push(...found.filter((node) => node !== null));
    const { hasNextPage, endCursor } = page.pageInfo;
    if (page.nodes === null || page.nodes === undefined || found.includes(null))
      gaps.add(query.what, 'GitHub left an entry out');
    if (!hasNextPage) {
      const { totalCount } = page;
      if (typeof totalCount === 'number' && totalCount !== seen)
        gaps.add(query.what, `GitHub counts ${totalCount} and lists ${seen}`);
      return nodes;
    }
    if (seen >= query.limit || endCursor === null || endCursor === undefined) {
      gaps.add(query.what, `there are more than the ${seen} that were read`);
      return nodes;
    }
    page = await nextPage(client, place, { query, after: endCursor }, gaps);
  }
}

async function nextPage<T>(
  client: GitHubClient,
  place: PullRequestPlace,
  { query, after }: { readonly query: ListQuery<T>; readonly after: string },
  gaps: Gaps,
): Promise<Connection<T>> {
  const text = `query ($owner: String!, $repo: String!, $number: Int!, $after: String) {
    repository(owner: $owner, name: $repo) { pullRequest(number: $number) {
      list: ${query.field}, after: $after) { ${query.selection} }
    } }
  }`;
  const shape = z.object({
    repository: z.object({ pullRequest: z.object({ list: query.shape }) }),
  });
  const variables: Values = { ...place, after };
  const answer = await client.graphql(text, variables);
  // It answered the first page; that it is gone since is no reason to read the rest another way.
  if (answer.kind === 'unavailable') throw answer.error;
  addProblems(gaps, answer.problems);
  return readAs(shape, answer.data, query.what).repository.pullRequest.list;
}

/** Pages of `limits.page` nodes, of what may be cut. */
export const PAGE = `first: ${limits.page}`;
