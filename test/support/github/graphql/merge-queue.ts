import type { SimRepository } from '../world.ts';
import { commit } from './commits.ts';
import { connection } from './connection.ts';
import type { Node } from './node.ts';
import { pullRequest } from './pull-request.ts';
import type { View } from './view.ts';

/** The queue of a branch; null: no ruleset gives it one. */
export function mergeQueue(view: View, repository: SimRepository, branch: string): Node | null {
  const rules = repository.rulesets.filter(
    (one) => one.mergeQueue && one.enforcement === 'active' && one.branches.includes(branch),
  );
  if (rules.length === 0) return null;
  const queued = repository.queue.filter((one) => one.baseBranch === branch);
  const positions = queued.map((entry, index) => ({ entry, position: index + 1 }));
  return {
    entries: connection(
      { kind: 'entries' },
      () => positions,
      ({ entry, position }) => {
        const pull = repository.pullRequests.get(entry.number);
        return {
          position,
          state: 'AWAITING_CHECKS',
          baseCommit: () => commit(view, repository, entry.groupBase),
          headCommit: () => commit(view, repository, entry.groupCommit),
          pullRequest: () => (pull === undefined ? null : pullRequest(view, repository, pull)),
        };
      },
    ),
  };
}
