import * as z from 'zod';

import { JitlError } from '../../errors.ts';
import type { CheckReport } from '../../forge.ts';
import type { GitHubClient } from './api.ts';
import { cutVisibly, oneLine } from './one-line.ts';
import { readAs } from './payload.ts';

interface Home {
  readonly owner: string;
  readonly repo: string;
}

/** Characters that GitHub keeps of the description of a status. */
const DESCRIPTION = 140;

/** Who creates what a workflow posts with its own token. */
const ACTIONS = 'github-actions[bot]';

/**
 * Posts a status, unless it stands there already. GitHub takes 1,000 of a name for a commit and no
 * more, so whoever could have the same posted often enough would keep a success from being taken back.
 */
export async function publishStatus(
  client: GitHubClient,
  home: Home,
  { context, commit, conclusion, title }: CheckReport,
): Promise<void> {
  const description = cutVisibly(oneLine(title), DESCRIPTION);
  const status = { context, state: conclusion, description };
  if (await stands(client, { ...home, commit }, status)) return;
  await client.post(
    '/repos/{owner}/{repo}/statuses/{commit}',
    { ...home, commit, ...status },
    { repeatable: true },
  );
}

const statuses = z.array(
  z.object({
    context: z.string(),
    state: z.string(),
    description: z.string().nullish(),
    creator: z.object({ login: z.string() }).nullish(),
  }),
);

interface Status {
  readonly context: string;
  readonly state: string;
  readonly description: string;
}

/**
 * Whether the newest one of the name says the same and was made by a workflow, as ours are: somebody
 * else’s of the same words counts for nothing in a ruleset. Where it cannot be told, it does not.
 */
async function stands(
  client: GitHubClient,
  place: Home & { readonly commit: string },
  { context, state, description }: Status,
): Promise<boolean> {
  const route = '/repos/{owner}/{repo}/commits/{commit}/statuses';
  try {
    const answer = await client.get(route, { ...place, per_page: 100 });
    const last = readAs(statuses, answer, 'the statuses of a commit').find(
      (one) => one.context === context,
    );
    return (
      last?.state === state && last.description === description && last.creator?.login === ACTIONS
    );
  } catch (error) {
    if (error instanceof JitlError) return false;
    throw error;
  }
}
