import { readCommit } from '../commits.ts';
import type { Actor, Sim } from '../sim.ts';
import type { SimQueueEntry, SimRepository } from '../world.ts';
import { emit } from './emit.ts';

/**
 * There is no list of pull requests in it. The workflow files are those of the group itself, with
 * whatever the queued pull requests change in them (inferred, not documented).
 */
export function emitMergeGroup(
  sim: Sim,
  repository: SimRepository,
  entry: SimQueueEntry,
  group: {
    readonly action: 'checks_requested' | 'destroyed';
    readonly actor: Actor;
    readonly reason?: string;
  },
): void {
  const commit = readCommit(repository, entry.groupCommit);
  emit(sim, {
    name: 'merge_group',
    action: group.action,
    repository,
    actor: group.actor,
    payload: {
      ...(group.reason === undefined ? {} : { reason: group.reason }),
      merge_group: {
        head_sha: entry.groupCommit,
        head_ref: entry.groupRef,
        base_sha: entry.groupBase,
        base_ref: `refs/heads/${entry.baseBranch}`,
        head_commit: {
          id: entry.groupCommit,
          tree_id: commit?.tree ?? '',
          message: commit?.message ?? '',
          timestamp: commit?.committer.date ?? '',
          author: { name: commit?.author.name ?? '', email: commit?.author.email ?? '' },
          committer: { name: commit?.committer.name ?? '', email: commit?.committer.email ?? '' },
        },
      },
    },
    ref: entry.groupRef,
    sha: entry.groupCommit,
    workflowsAt: group.action === 'destroyed' ? null : entry.groupCommit,
  });
}
