import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';

import { emitPullRequest } from '../events/pull-request.ts';
import { git, gitIn, tip } from '../git.ts';
import { broken, ownState } from '../mergeability.ts';
import { mayBypass, rulesetsFor } from '../rules.ts';
import { person, pullRequestOf, repositoryNamed, tick, type Actor, type Sim } from '../sim.ts';
import { commitTree, mergedTree } from '../test-merge.ts';
import type { SimActivity, SimPullRequest, SimRepository } from '../world.ts';
import { gitIdentity } from './identity.ts';
import { moveBranch } from './move-branch.ts';

export type MergeMethod = 'merge' | 'squash' | 'rebase';

export interface MergeOptions {
  readonly repository?: string;
  readonly number: number;
  readonly as: string;
  readonly method?: MergeMethod;
  /** The tree that lands instead of the merge result, to show that nobody approved it. */
  readonly tree?: string;
}

/** `reasons` has one sentence for each thing that stands in the way. */
export class MergeBlocked extends Error {
  readonly reasons: readonly string[];

  constructor(reasons: readonly string[]) {
    super(`it cannot be merged: ${reasons.join('; ')}`);
    this.name = 'MergeBlocked';
    this.reasons = reasons;
  }
}

/** Gives what landed. Throws `MergeBlocked` unless everything is fulfilled or may be bypassed. */
export function merge(sim: Sim, options: MergeOptions): string {
  const repository = repositoryNamed(sim.world, options.repository);
  const pull = pullRequestOf(repository, options.number);
  const actor = person(sim.world, options.as);
  const method = options.method ?? 'merge';
  const rules = rulesetsFor(repository, pull.stack?.base ?? pull.baseBranch);
  const reasons = [
    ...ownState(sim.world, repository, pull),
    ...(repository.mergeMethods[method] ? [] : [`${method} is not allowed here`]),
    ...rules
      .filter((ruleset) => !mayBypass(sim.world, repository, ruleset, { actor, merging: true }))
      .flatMap((ruleset) => [
        ...broken(sim.world, repository, pull, ruleset),
        ...(ruleset.mergeQueue ? ['changes must be made through the merge queue'] : []),
      ]),
  ];
  if (reasons.length > 0) throw new MergeBlocked(reasons);
  const commit = landing(sim, repository, pull, { method, actor, tree: options.tree ?? null });
  land(sim, repository, pull, { commit, actor, type: 'pr_merge' });
  return commit;
}

export interface Landing {
  readonly commit: string;
  readonly actor: Actor;
  readonly type: SimActivity['type'];
}

/** The base moves, and the pull request is merged. */
export function land(
  sim: Sim,
  repository: SimRepository,
  pull: SimPullRequest,
  { commit, actor, type }: Landing,
): void {
  pull.landedOn = tip(repository, pull.baseBranch);
  pull.state = 'merged';
  pull.mergeCommit = commit;
  pull.mergedBy = actor.account;
  moveBranch(sim, { repository, branch: pull.baseBranch, commit, actor, type, onTop: true });
  pull.closedAt = tick(sim.world);
  pull.updatedAt = pull.closedAt;
  emitPullRequest(sim, repository, pull, { action: 'closed', actor });
}

interface How {
  readonly method: MergeMethod;
  readonly actor: Actor;
  readonly tree: string | null;
}

function landing(
  sim: Sim,
  repository: SimRepository,
  pull: SimPullRequest,
  { method, actor, tree }: How,
): string {
  const base = tip(repository, pull.baseBranch) ?? '';
  if (method === 'rebase') return rebased(repository, base, pull.headCommit);
  const account = sim.world.accounts.get(actor.account);
  const result = tree ?? mergedTree(repository, base, pull.headCommit) ?? '';
  const title = `${pull.title} (#${pull.number})`;
  return commitTree(sim.world, repository, {
    tree: result,
    parents: method === 'squash' ? [base] : [base, pull.headCommit],
    message: method === 'squash' ? title : `Merge pull request #${pull.number}\n\n${pull.title}`,
    ...(account === undefined ? {} : { author: gitIdentity(account) }),
  });
}

/** Each commit anew on the base. Git needs a work tree for it. */
function rebased(repository: SimRepository, base: string, head: string): string {
  const { directory } = repository;
  const place = join(mkdtempSync(join(directory, 'rebase-')), 'tree');
  git(directory, ['worktree', 'add', '-q', '--detach', place, head]);
  gitIn(place, ['rebase', '-q', base]);
  const commit = gitIn(place, ['rev-parse', 'HEAD']);
  git(directory, ['worktree', 'remove', '--force', place]);
  return commit;
}
