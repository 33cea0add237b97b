import * as z from 'zod';

import type { BranchOf } from '../../forge.ts';
import type { GitHubClient } from './api.ts';
import { branch, id, readAs } from './payload.ts';

interface Home {
  readonly owner: string;
  readonly repo: string;
}

const listed = z.object({
  number: id,
  head: z.object({
    ref: branch,
    repo: z.object({ full_name: z.string() }).nullish(),
  }),
});

const ROUTE = '/repos/{owner}/{repo}/pulls';

/** A branch name occurs in many forks: the repository must be the same. */
export async function findByHead(
  client: GitHubClient,
  { owner, repo }: Home,
  head: BranchOf,
): Promise<readonly number[]> {
  const { repository } = head;
  if (repository === null) return [];
  const [headOwner = ''] = repository.split('/');
  const values = { owner, repo, state: 'open', head: `${headOwner}:${head.branch}` };
  const found = await client.pages(ROUTE, values, { limit: 100 });
  return readAs(z.array(listed), found.items, 'pull requests of a branch')
    .filter((one) => one.head.repo?.full_name.toLowerCase() === repository.toLowerCase())
    .filter((one) => one.head.ref === head.branch)
    .map(({ number }) => number);
}

export async function listOpen(
  client: GitHubClient,
  { owner, repo }: Home,
  { limit, into }: { readonly limit: number; readonly into: string | null },
): Promise<readonly number[]> {
  const values = {
    owner,
    repo,
    state: 'open',
    sort: 'updated',
    direction: 'desc',
    ...(into === null ? {} : { base: into.replace(/^refs\/heads\//, '') }),
  };
  const found = await client.pages(ROUTE, values, { limit });
  const shape = z.array(z.object({ number: id }));
  return readAs(shape, found.items, 'open pull requests').map(({ number }) => number);
}
