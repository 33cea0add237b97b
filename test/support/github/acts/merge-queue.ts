import { emitMergeGroup } from '../events/merge-group.ts';
import { tip, writeRef } from '../git.ts';
import { broken, ownState } from '../mergeability.ts';
import { resultsFor } from '../required-checks.ts';
import { rulesetsFor } from '../rules.ts';
import { person, pullRequestOf, repositoryNamed, type Actor, type Sim } from '../sim.ts';
import { commitTree, mergedTree } from '../test-merge.ts';
import type { SimPullRequest, SimQueueEntry, SimRepository } from '../world.ts';
import { land, MergeBlocked } from './merge.ts';
import type { Which } from './pull-requests.ts';

/** Puts it at the end of the queue of its base and gives the commit of its group. */
export function enqueue(sim: Sim, which: Which, by: { readonly as: string }): string {
  const repository = repositoryNamed(sim.world, which.repository);
  const pull = pullRequestOf(repository, which.number);
  const rules = rulesetsFor(repository, pull.baseBranch);
  const reasons = [
    ...ownState(sim.world, repository, pull),
    ...rules.flatMap((ruleset) => broken(sim.world, repository, pull, ruleset)),
    ...(rules.some((ruleset) => ruleset.mergeQueue) ? [] : ['there is no merge queue']),
    ...(repository.queue.some((one) => one.number === pull.number) ? ['it is queued already'] : []),
  ];
  if (reasons.length > 0) throw new MergeBlocked(reasons);
  const actor = person(sim.world, by.as);
  const entry = group(sim, repository, pull);
  if (entry === null) throw new MergeBlocked(['it conflicts with what is queued before it']);
  repository.queue.push(entry);
  emitMergeGroup(sim, repository, entry, { action: 'checks_requested', actor });
  return entry.groupCommit;
}

/** What would land if everything before it did; null: a conflict. */
function group(sim: Sim, repository: SimRepository, pull: SimPullRequest): SimQueueEntry | null {
  const before = repository.queue.findLast((one) => one.baseBranch === pull.baseBranch);
  const groupBase = before?.groupCommit ?? tip(repository, pull.baseBranch) ?? '';
  const tree = mergedTree(repository, groupBase, pull.headCommit);
  if (tree === null) return null;
  const groupCommit = commitTree(sim.world, repository, {
    tree,
    parents: [groupBase, pull.headCommit],
    message: `Merge pull request #${pull.number}\n\n${pull.title}`,
  });
  const groupRef = `refs/heads/gh-readonly-queue/${pull.baseBranch}/pr-${pull.number}-${groupBase}`;
  writeRef(repository.directory, groupRef, groupCommit);
  return {
    number: pull.number,
    baseBranch: pull.baseBranch,
    headCommit: pull.headCommit,
    groupCommit,
    groupBase,
    groupRef,
  };
}

export interface Advanced {
  readonly landed: readonly number[];
  readonly removed: readonly number[];
}

/**
 * What the queue does on its own: the first entry lands when the required checks of its group are
 * green, and leaves when one of them failed, upon which those behind it are grouped anew.
 */
export function advanceQueue(sim: Sim, name?: string): Advanced {
  const repository = repositoryNamed(sim.world, name);
  const landed: number[] = [];
  const removed: number[] = [];
  const actor: Actor = { account: [...sim.world.accounts.keys()][0] ?? 0, token: null };
  for (let entry = repository.queue[0]; entry !== undefined; entry = repository.queue[0]) {
    const outcome = outcomeOf(repository, entry);
    if (outcome === 'waiting') break;
    repository.queue.shift();
    writeRef(repository.directory, entry.groupRef, null);
    const pull = pullRequestOf(repository, entry.number);
    if (outcome === 'green') {
      land(sim, repository, pull, { commit: entry.groupCommit, actor, type: 'merge_queue_merge' });
      emitMergeGroup(sim, repository, entry, { action: 'destroyed', actor, reason: 'merged' });
      landed.push(entry.number);
    } else {
      emitMergeGroup(sim, repository, entry, { action: 'destroyed', actor, reason: 'dequeued' });
      removed.push(entry.number);
      regroup(sim, repository, actor);
    }
  }
  return { landed, removed };
}

function outcomeOf(repository: SimRepository, entry: SimQueueEntry) {
  const wanted = rulesetsFor(repository, entry.baseBranch).flatMap((one) => one.requiredChecks);
  const why = wanted.flatMap((one) => resultsFor(repository, one, [entry.groupCommit]));
  if (why.length === 0) return 'green';
  const open = why.every((one) => /(is expected|is pending|is queued|is in_progress)$/.test(one));
  return open ? 'waiting' : 'red';
}

function regroup(sim: Sim, repository: SimRepository, actor: Actor): void {
  const waiting = repository.queue.splice(0);
  for (const old of waiting) {
    writeRef(repository.directory, old.groupRef, null);
    emitMergeGroup(sim, repository, old, { action: 'destroyed', actor, reason: 'invalidated' });
    const entry = group(sim, repository, pullRequestOf(repository, old.number));
    if (entry === null) continue;
    repository.queue.push(entry);
    emitMergeGroup(sim, repository, entry, { action: 'checks_requested', actor });
  }
}
