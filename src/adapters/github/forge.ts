import type { Forge, Neighbours, PullRequestReading } from '../../forge.ts';
import type { GitHubClient } from './api.ts';
import { readEnds } from './ends.ts';
import { findByHead, listOpen } from './find.ts';
import { readNeighbours } from './neighbours.ts';
import { readPullRequest, type Mode } from './pull-request.ts';
import { readPushers } from './pushers.ts';
import { readQueueGroup } from './queue.ts';
import { restNeighbours } from './rest-neighbours.ts';
import { readCollaborators, readPermission, readTeam } from './rights.ts';

export interface ForgeOptions {
  readonly owner: string;
  readonly repo: string;
  /** Where git is served: `https://github.com`. */
  readonly server: string;
  /** `auto` takes REST where GraphQL is not to be had, never where it refuses. */
  readonly mode: Mode;
}

/** GitHub as a forge. It reads, and decides nothing. */
export function createForge(client: GitHubClient, options: ForgeOptions): Forge {
  const { owner, repo, mode } = options;
  const home = { owner, repo };
  /** What was read of stacks, so that the ends of such a pull request are read with them; null: in none. */
  const stackBases = new Map<number, string | null>();

  async function pullRequest(number: number): Promise<PullRequestReading> {
    const reading = await readPullRequest(client, { owner, repo, number }, mode);
    const { baseRef } = reading.pullRequest;
    const stacked = reading.basisRef !== baseRef;
    stackBases.set(number, stacked ? reading.basisRef.replace('refs/heads/', '') : null);
    return reading;
  }

  async function neighbours(reading: PullRequestReading): Promise<Neighbours> {
    if (mode === 'rest') return restNeighbours(client, home, reading);
    const found = await readNeighbours(client, home, reading);
    if (!('unavailable' in found)) return found;
    if (mode === 'graphql') throw found.unavailable;
    return restNeighbours(client, home, reading);
  }

  return {
    readPullRequest: pullRequest,
    readNeighbours: neighbours,
    readPushers: (reading) => readPushers(client, reading),
    readTeam: (name) => readTeam(client, name),
    readPermission: (login) => readPermission(client, home, login),
    readCollaborators: () => readCollaborators(client, home),
    readEnds: (number) => {
      const stackBase = stackBases.get(number);
      return readEnds(client, { owner, repo, number }, { mode, stackBase });
    },
    readQueueGroup: (headRef, commit) => readQueueGroup(client, home, { headRef, commit, mode }),
    findByHead: (head) => findByHead(client, home, head),
    listOpen: (limit, into) => listOpen(client, home, { limit, into }),
    objects: {
      url: `${options.server.replace(/\/$/, '')}/${owner}/${repo}.git`,
      authorization: client.gitAuthorization,
    },
  };
}
