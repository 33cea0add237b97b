import { emitPullRequest } from '../events/pull-request.ts';
import { copyRef, isAncestor, tip, writeRef } from '../git.ts';
import { ownPatch, restamp } from '../restamp.ts';
import { fullName, tick, type Actor, type Sim } from '../sim.ts';
import type { SimPullRequest, SimRepository } from '../world.ts';
import { dismissStale } from './reviews.ts';

/** Where a branch went. */
export interface Moved {
  readonly repository: SimRepository;
  readonly branch: string;
  readonly before: string | null;
  readonly commit: string;
  readonly at: string;
  readonly rewound: boolean;
  readonly actor: Actor;
}

/** Open pull requests from the branch have its tip as their head from now on. */
export function followHeads(sim: Sim, moved: Moved): void {
  const name = fullName(moved.repository);
  for (const base of sim.world.repositories.values())
    for (const pull of base.pullRequests.values())
      if (pull.state === 'open' && pull.headRepository === name && pull.headBranch === moved.branch)
        followHead(sim, base, pull, moved);
}

function followHead(sim: Sim, base: SimRepository, pull: SimPullRequest, moved: Moved): void {
  const before = pull.headCommit;
  takeHead(base, pull.number, moved.repository, moved.branch);
  pull.headCommit = moved.commit;
  pull.updatedAt = moved.at;
  if (moved.rewound)
    pull.events.push({
      kind: 'HeadRefForcePushedEvent',
      actor: moved.actor.account,
      at: moved.at,
      before,
      after: moved.commit,
    });
  // Two diffs, and they matter only where somebody approved.
  const approved = pull.reviews.some((one) => one.state === 'APPROVED');
  const tipOfBase = tip(base, pull.baseBranch) ?? moved.commit;
  const same =
    approved && ownPatch(base, tipOfBase, before) === ownPatch(base, tipOfBase, moved.commit);
  if (same) restamp(pull, before, moved.commit);
  emitPullRequest(sim, base, pull, {
    action: 'synchronize',
    actor: moved.actor,
    more: { before, after: moved.commit },
  });
  if (!same) dismissStale(sim, base, pull, moved.actor);
}

/** Objects of a fork come into the base's repository, as on GitHub. */
export function takeHead(
  base: SimRepository,
  number: number,
  head: SimRepository,
  branch: string,
): void {
  const ref = `refs/pull/${number}/head`;
  if (head === base) writeRef(base.directory, ref, tip(base, branch));
  else copyRef(base.directory, head.directory, `refs/heads/${branch}`, ref);
}

/** What reached the base by another way than its button counts as merged as well. */
export function closeLanded(sim: Sim, moved: Moved): void {
  const { repository, commit } = moved;
  for (const pull of repository.pullRequests.values()) {
    if (pull.state !== 'open' || pull.baseBranch !== moved.branch) continue;
    if (!isAncestor(repository, pull.headCommit, commit)) continue;
    pull.state = 'merged';
    pull.landedOn = moved.before;
    pull.mergeCommit = commit;
    pull.mergedBy = moved.actor.account;
    pull.closedAt = tick(sim.world);
    pull.updatedAt = pull.closedAt;
    emitPullRequest(sim, repository, pull, { action: 'closed', actor: moved.actor });
  }
}
