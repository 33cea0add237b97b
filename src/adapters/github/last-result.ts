import * as z from 'zod';

import type { Asked, SettingsReading } from '../../core/doctor/settings.ts';
import type { GitHubClient } from './api.ts';
import { objectId, readAs, time } from './payload.ts';

type LastResult = SettingsReading['lastResult'] extends Asked<infer Value> ? Value : never;

interface Place {
  readonly owner: string;
  readonly repo: string;
  readonly branch: string;
}

/** How many pull requests are looked at, newest first; two requests each. */
const LOOKED_AT = 5;

const pulls = z.array(z.object({ head: z.object({ sha: objectId }) }));

const statuses = z.array(
  z.object({
    context: z.string(),
    created_at: time,
    creator: z.object({ login: z.string() }).nullable(),
  }),
);

const runs = z.object({
  check_runs: z.array(
    z.object({
      name: z.string(),
      started_at: time.nullable(),
      app: z.object({ id: z.int(), slug: z.string().optional() }).nullable(),
    }),
  ),
});

/** What was last published under the name on a pull request into the branch; null: nothing was. */
export async function readLastResult(
  client: GitHubClient,
  { owner, repo, branch }: Place,
): Promise<LastResult> {
  const context = `jitl/gate@${branch}`;
  const newest = { state: 'all', base: branch, sort: 'updated', direction: 'desc' };
  const answer = await client.get('/repos/{owner}/{repo}/pulls', {
    owner,
    repo,
    ...newest,
    per_page: LOOKED_AT,
  });
  for (const { head } of readAs(pulls, answer, 'pull requests')) {
    const found = await resultsOf(client, { owner, repo, context, commit: head.sha });
    const [last] = [...found].sort((a, b) => b.at - a.at);
    if (last !== undefined) return { context, by: last.by, login: last.login };
  }
  return null;
}

interface Published {
  readonly at: number;
  readonly by: number | null;
  readonly login: string;
}

async function resultsOf(
  client: GitHubClient,
  about: {
    readonly owner: string;
    readonly repo: string;
    readonly context: string;
    readonly commit: string;
  },
): Promise<readonly Published[]> {
  const { owner, repo, context, commit } = about;
  const place = { owner, repo, commit, per_page: 100 };
  const [listed, checked] = await Promise.all([
    client.get('/repos/{owner}/{repo}/commits/{commit}/statuses', place),
    client.get('/repos/{owner}/{repo}/commits/{commit}/check-runs', {
      ...place,
      check_name: context,
    }),
  ]);
  return [
    ...readAs(statuses, listed, 'statuses')
      .filter((one) => one.context === context)
      .map((one) => ({
        at: Date.parse(one.created_at),
        by: null,
        login: one.creator?.login ?? 'a deleted account',
      })),
    ...readAs(runs, checked, 'check runs')
      .check_runs.filter((one) => one.name === context)
      .map(({ app, started_at: started }) => ({
        at: started === null ? 0 : Date.parse(started),
        by: app?.id ?? null,
        login: app?.slug === undefined ? 'an unknown App' : `${app.slug}[bot]`,
      })),
  ];
}
