import { fullPullRequest } from '../shapes/pull-request.ts';
import { fullName, type Actor, type Sim } from '../sim.ts';
import { testMerge } from '../test-merge.ts';
import type { SimPullRequest, SimRepository } from '../world.ts';
import { emit, onDefaultBranch } from './emit.ts';

export interface PullRequestActivity {
  readonly action: string;
  readonly actor: Actor;
  readonly more?: Readonly<Record<string, unknown>>;
}

/**
 * Two events from one activity: `pull_request` runs the files of the merge of base and head, which
 * the pull request can change; `pull_request_target` those of the default branch.
 */
export function emitPullRequest(
  sim: Sim,
  repository: SimRepository,
  pull: SimPullRequest,
  { action, actor, more }: PullRequestActivity,
): void {
  const place = mergePlace(sim, repository, pull);
  const payload = {
    number: pull.number,
    pull_request: fullPullRequest(sim.world, repository, pull),
    ...more,
  };
  const base = { action, repository, actor, payload } as const;
  emit(sim, { ...base, name: 'pull_request', ...place });
  emit(sim, {
    ...base,
    name: 'pull_request_target',
    like: 'pull_request',
    ...onDefaultBranch(repository),
  });
}

/** Where `pull_request` and `pull_request_review` run: nowhere, if base and head conflict. */
export function mergePlace(sim: Sim, repository: SimRepository, pull: SimPullRequest) {
  const fork = isFork(repository, pull);
  if (pull.state === 'merged') {
    const sha = pull.mergeCommit ?? pull.headCommit;
    return { ref: `refs/heads/${pull.baseBranch}`, sha, workflowsAt: sha, fork };
  }
  const commit = testMerge(sim.world, repository, pull);
  return {
    ref: `refs/pull/${pull.number}/merge`,
    sha: commit ?? pull.headCommit,
    workflowsAt: commit,
    fork,
  };
}

export function isFork(repository: SimRepository, pull: SimPullRequest): boolean {
  return pull.headRepository !== fullName(repository);
}
