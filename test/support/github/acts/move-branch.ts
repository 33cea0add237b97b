import { emitPush } from '../events/push.ts';
import { isAncestor, readRef, writeRef } from '../git.ts';
import { newId, tick, type Actor, type Sim } from '../sim.ts';
import type { SimActivity, SimRepository } from '../world.ts';
import { closeLanded, followHeads } from './follow-heads.ts';

export interface Move {
  readonly repository: SimRepository;
  readonly branch: string;
  readonly commit: string | null;
  readonly actor: Actor;
  readonly force?: boolean;
  /** It is known to stand on what the branch was at. */
  readonly onTop?: boolean;
  readonly type?: SimActivity['type'];
}

/** A branch goes somewhere else: the log of pushes, the event, and all open heads that follow it. */
export function moveBranch(sim: Sim, move: Move): void {
  const { repository, branch, commit } = move;
  const ref = `refs/heads/${branch}`;
  const before = readRef(repository.directory, ref);
  if (before === commit) return;
  const rewound =
    before !== null &&
    commit !== null &&
    move.onTop !== true &&
    !isAncestor(repository, before, commit);
  if (rewound && move.force !== true)
    throw new Error(`${branch} would lose commits: push it with \`force\``);
  writeRef(repository.directory, ref, commit);
  const at = tick(sim.world);
  repository.activity.push({
    id: newId(sim.world),
    before: before ?? '0'.repeat(40),
    after: commit ?? '0'.repeat(40),
    ref,
    at,
    type: move.type ?? typeOf(before, commit, rewound),
    actor: move.actor.account,
  });
  emitPush(sim, { repository, ref, before, after: commit, forced: rewound, actor: move.actor });
  if (commit === null) return;
  const moved = { repository, branch, before, commit, at, rewound, actor: move.actor };
  followHeads(sim, moved);
  closeLanded(sim, moved);
}

function typeOf(
  before: string | null,
  after: string | null,
  rewound: boolean,
): SimActivity['type'] {
  if (before === null) return 'branch_creation';
  if (after === null) return 'branch_deletion';
  return rewound ? 'force_push' : 'push';
}
