import { isAncestor, tip } from '../git.ts';
import { fullName } from '../sim.ts';
import type { SimPullRequest, SimRepository } from '../world.ts';
import { commitsOf } from './commits.ts';

/**
 * Pull requests that a commit came with. One on the default branch has those that landed it, any
 * other also the open ones. The head of a fork is known to none of them before it landed.
 */
export function associated(repository: SimRepository, oid: string): readonly SimPullRequest[] {
  const main = tip(repository, repository.defaultBranch);
  const landed = main !== null && isAncestor(repository, oid, main);
  return [...repository.pullRequests.values()].filter((pull) => {
    if (pull.mergeCommit === oid && pull.state === 'merged') return true;
    if (landed ? pull.state !== 'merged' : pull.headRepository !== fullName(repository))
      return false;
    if (pull.state === 'closed') return false;
    return commitsOf(repository, pull).some((one) => one.oid === oid);
  });
}
