import * as z from 'zod';

import { JitlError } from '../../errors.ts';
import { quoted } from '../git/printable.ts';
import type { GitHubClient } from './api.ts';
import type { PullRequestPlace } from './connection.ts';
import { branch, objectId, readAs } from './payload.ts';

/** Where rules come from: the base of the stack for a stacked pull request, else its own base. */
export interface Basis {
  /** `refs/heads/…`. */
  readonly ref: string;
  readonly commit: string;
}

const restPullRequest = z.object({
  head: z.object({ sha: objectId }),
  base: z.object({ ref: branch }),
  stack: z.object({ base: z.object({ ref: branch }) }).nullish(),
});

/** What only REST tells: the stack, and with it the two ends as it sees them. */
export interface StackReading {
  readonly headCommit: string;
  /** Without `refs/heads/`. */
  readonly base: string;
  /** Of the stack; null: it is in none. */
  readonly stackBase: string | null;
}

export async function readStack(
  client: GitHubClient,
  { owner, repo, number }: PullRequestPlace,
): Promise<StackReading> {
  const route = '/repos/{owner}/{repo}/pulls/{number}';
  const answer = await client.get(route, { owner, repo, number });
  const { head, base, stack } = readAs(restPullRequest, answer, `pull request ${number}`);
  return { headCommit: head.sha, base: base.ref, stackBase: stack?.base.ref ?? null };
}

const ref = z.object({ object: z.object({ sha: objectId, type: z.string() }) });

/** The tip of a branch, by name. */
export async function branchTip(
  client: GitHubClient,
  { owner, repo }: Pick<PullRequestPlace, 'owner' | 'repo'>,
  name: string,
): Promise<string> {
  const route = '/repos/{owner}/{repo}/git/ref/heads/{+branch}';
  const path = name.split('/').map(encodeURIComponent).join('/');
  const answer = await client.get(route, { owner, repo, branch: path }, { orNull: [404] });
  if (answer === null) throw baseGone(name);
  return readAs(ref, answer, `branch ${quoted(name)}`).object.sha;
}

export function baseGone(name: string): JitlError {
  return new JitlError('forge-not-found', `the branch ${quoted(name)} does not exist any more`, {
    help: 'change the base of the pull request to a branch that exists',
  });
}
