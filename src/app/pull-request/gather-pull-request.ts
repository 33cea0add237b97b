import type { PullRequestReading } from '../../forge.ts';
import type { Bench } from './bench.ts';
import { gatherKnown, type GatheredPullRequest } from './gather-known.ts';
import { judgeSiblings } from './siblings.ts';

/**
 * Gathers everything about a pull request. What the change means comes from git alone; whose rights
 * and teams matter follows from that, so that nobody else is asked about; `also` names logins that are, all the same.
 */
export async function gatherPullRequest(
  reading: PullRequestReading,
  bench: Bench,
  also: readonly string[] = [],
): Promise<GatheredPullRequest> {
  const { forge } = bench;
  const [neighbours, pushers, collaborators, permissions] = await Promise.all([
    forge.readNeighbours(reading),
    forge.readPushers(reading),
    forge.readCollaborators(),
    Promise.all(also.map((login) => forge.readPermission(login))),
  ]);
  const siblings = await judgeSiblings(neighbours, bench);
  const first = { reading, neighbours, pushers, collaborators, siblings };
  return gatherKnown({ ...first, teams: [], permissions }, bench);
}
