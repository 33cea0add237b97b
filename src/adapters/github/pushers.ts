import * as z from 'zod';

import type { PullRequestReading, PusherReading } from '../../forge.ts';
import { createRoster, user } from './accounts.ts';
import type { GitHubClient } from './api.ts';
import { limits } from './limits.ts';
import { objectId, readAs } from './payload.ts';
import { reasonOf } from './reason.ts';
import type { Listed } from './pages.ts';
import { createGaps } from './unread.ts';

const activity = z.object({
  before: objectId,
  after: objectId,
  ref: z.string(),
  activity_type: z.string(),
  actor: user,
});

type Activity = z.output<typeof activity>;

/**
 * Who pushed to the branch of the head since it was made, whoever the commits say wrote them. The
 * log of a fork is asked for at the fork. A log that does not reach back to where the branch was
 * made, or to a commit that is none of the pull request's, or does not know the head yet, is a gap.
 */
export async function readPushers(
  client: GitHubClient,
  { head, pullRequest, commits }: PullRequestReading,
): Promise<PusherReading> {
  if (head.repository === null) return unread('the repository of the head was deleted');
  const [owner = '', repo = ''] = head.repository.split('/');
  const ref = `refs/heads/${head.branch}`;
  for (let attempt = 1; ; attempt += 1) {
    let listed: Listed;
    try {
      const route = '/repos/{owner}/{repo}/activity';
      const options = { limit: limits.pushes, cursor: true } as const;
      listed = await client.pages(route, { owner, repo, ref }, options);
    } catch (error) {
      return unread(reasonOf(error, 'the token may not read the activity of its repository'));
    }
    const all = readAs(z.array(activity), listed.items, 'the activity of a branch');
    const since = sinceCreation(all.filter((one) => one.ref === ref));
    if (since.pushes.some(({ after }) => after === pullRequest.headCommit))
      return pushersOf(listed.complete ? reachingBack(since, commits) : since, listed.complete);
    if (attempt < limits.readings && (await client.pause(attempt))) continue;
    return unread('GitHub lists no push of the head commit');
  }
}

interface Since {
  readonly pushes: readonly Activity[];
  readonly whole: boolean;
}

/** The log is read from its end. A branch of the same name that was deleted before is another one. */
function sinceCreation(newestFirst: readonly Activity[]): Since {
  const made = newestFirst.findIndex((one) => one.activity_type === 'branch_creation');
  if (made === -1) return { pushes: newestFirst, whole: false };
  return { pushes: newestFirst.slice(0, made + 1), whole: true };
}

/**
 * The default branch of a fork was made with the fork, which no log tells. A whole log that begins
 * outside of the pull request has every push of what is in it.
 */
function reachingBack({ pushes, whole }: Since, commits: PullRequestReading['commits']): Since {
  const first = pushes.at(-1)?.before ?? '';
  return { pushes, whole: whole || (first !== '' && !commits.some(({ oid }) => oid === first)) };
}

function pushersOf({ pushes, whole }: Since, complete: boolean): PusherReading {
  const [roster, gaps] = [createRoster(), createGaps()];
  if (!whole && complete) gaps.add('pushers', 'the activity does not reach back to the first push');
  if (!whole && !complete) gaps.add('pushers', `there are more than ${limits.pushes} pushes`);
  const pushers = new Set(pushes.map(({ actor }) => roster.user(actor)));
  return { pushers: [...pushers], accounts: roster.all(), missing: gaps.all() };
}

function unread(why: string): PusherReading {
  return { pushers: [], accounts: [], missing: [{ what: 'pushers', why }] };
}
