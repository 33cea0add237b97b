import { emitPullRequest } from '../events/pull-request.ts';
import { carry, isAncestor, tip } from '../git.ts';
import { pullRequestNodeId } from '../shapes/pull-request.ts';
import {
  accountNamed,
  fullName,
  newId,
  person,
  pullRequestOf,
  repositoryNamed,
  tick,
  type Actor,
  type Sim,
} from '../sim.ts';
import { commitTree, mergedTree } from '../test-merge.ts';
import type { SimPullRequest, SimRepository } from '../world.ts';
import { takeHead } from './follow-heads.ts';
import { moveBranch } from './move-branch.ts';

export interface OpenOptions {
  readonly repository?: string;
  /** Where the head is, if in a fork. */
  readonly headRepository?: string;
  readonly head: string;
  readonly base?: string;
  readonly as: string;
  readonly title?: string;
  readonly body?: string;
  readonly draft?: boolean;
  readonly assignees?: readonly string[];
  /** The base of the stack that it is part of. */
  readonly stackBase?: string;
  /** Where a workflow or an App opens it. */
  readonly token?: string;
}

export function open(sim: Sim, options: OpenOptions): number {
  const { world } = sim;
  const repository = repositoryNamed(world, options.repository);
  const head = repositoryNamed(world, options.headRepository ?? fullName(repository));
  const commit = tip(head, options.head);
  if (commit === null) throw new Error(`there is no branch ${options.head} in ${fullName(head)}`);
  const token = options.token === undefined ? null : (world.tokens.get(options.token) ?? null);
  const actor: Actor = { ...person(world, options.as), token };
  const at = tick(world);
  const id = newId(world);
  const pull: SimPullRequest = {
    id,
    number: repository.pullRequests.size + 1,
    nodeId: pullRequestNodeId(id),
    title: options.title ?? `Merge ${options.head}`,
    body: options.body ?? '',
    author: actor.account,
    assignees: (options.assignees ?? []).map((login) => accountNamed(world, login).id),
    baseBranch: options.base ?? repository.defaultBranch,
    headRepository: fullName(head),
    headOwner: head.owner,
    headBranch: options.head,
    headCommit: commit,
    state: 'open',
    draft: options.draft ?? false,
    mergeCommit: null,
    landedOn: null,
    mergedBy: null,
    closedAt: null,
    testMerge: null,
    stack: options.stackBase === undefined ? null : { base: options.stackBase },
    createdAt: at,
    updatedAt: at,
    reviews: [],
    events: [],
    comments: [],
    requested: { people: [], teams: [] },
  };
  if (tip(repository, pull.baseBranch) === null)
    throw new Error(`there is no branch ${pull.baseBranch}`);
  repository.pullRequests.set(pull.number, pull);
  takeHead(repository, pull.number, head, options.head);
  emitPullRequest(sim, repository, pull, { action: 'opened', actor });
  return pull.number;
}

export interface Which {
  readonly repository?: string;
  readonly number: number;
}

function target(sim: Sim, which: Which): readonly [SimRepository, SimPullRequest] {
  const repository = repositoryNamed(sim.world, which.repository);
  return [repository, pullRequestOf(repository, which.number)];
}

/** Another base; the head stays, and so do the reviews. */
export function retarget(sim: Sim, which: Which, to: string, by: { as: string }): void {
  const [repository, pull] = target(sim, which);
  if (tip(repository, to) === null) throw new Error(`there is no branch ${to}`);
  const actor = person(sim.world, by.as);
  const from = pull.baseBranch;
  const sha = tip(repository, from);
  pull.baseBranch = to;
  pull.updatedAt = tick(sim.world);
  pull.events.push({
    kind: 'BaseRefChangedEvent',
    actor: actor.account,
    at: pull.updatedAt,
    from,
    to,
  });
  emitPullRequest(sim, repository, pull, {
    action: 'edited',
    actor,
    more: { changes: { base: { ref: { from }, sha: { from: sha } } } },
  });
}

/** "Update branch": the base is merged into the head, by the web interface. */
export function updateBranch(sim: Sim, which: Which, by: { as: string }): string {
  const [repository, pull] = target(sim, which);
  const head =
    pull.headRepository === null ? null : repositoryNamed(sim.world, pull.headRepository);
  const base = tip(repository, pull.baseBranch);
  if (head === null || base === null) throw new Error('there is nothing to update');
  const tree = mergedTree(repository, base, pull.headCommit);
  if (tree === null) throw new Error('base and head conflict');
  const author = accountNamed(sim.world, by.as);
  const commit = commitTree(sim.world, repository, {
    tree,
    parents: [pull.headCommit, base],
    message: `Merge branch '${pull.baseBranch}' into ${pull.headBranch}`,
    author: { name: author.login, email: author.emails[0] ?? '' },
  });
  if (head !== repository) carry(repository.directory, head.directory, commit);
  const actor = person(sim.world, by.as);
  moveBranch(sim, { repository: head, branch: pull.headBranch, commit, actor, onTop: true });
  return commit;
}

export function editTitle(sim: Sim, which: Which, by: { as: string; title: string }): void {
  const [repository, pull] = target(sim, which);
  const from = pull.title;
  pull.title = by.title;
  pull.updatedAt = tick(sim.world);
  const more = { changes: { title: { from } } };
  emitPullRequest(sim, repository, pull, {
    action: 'edited',
    actor: person(sim.world, by.as),
    more,
  });
}

/** Out of draft, or back into it. */
export function ready(sim: Sim, which: Which, is = true): void {
  const [repository, pull] = target(sim, which);
  pull.draft = !is;
  pull.updatedAt = tick(sim.world);
  emitPullRequest(sim, repository, pull, {
    action: is ? 'ready_for_review' : 'converted_to_draft',
    actor: { account: pull.author ?? 0, token: null },
  });
}

export function close(sim: Sim, which: Which, by: { as: string }): void {
  const [repository, pull] = target(sim, which);
  if (pull.state !== 'open') throw new Error(`${pull.number} is ${pull.state}`);
  pull.state = 'closed';
  pull.closedAt = tick(sim.world);
  pull.updatedAt = pull.closedAt;
  emitPullRequest(sim, repository, pull, { action: 'closed', actor: person(sim.world, by.as) });
}

/** Its head is what its branch is at by then. */
export function reopen(sim: Sim, which: Which, by: { as: string }): void {
  const [repository, pull] = target(sim, which);
  if (pull.state !== 'closed') throw new Error(`${pull.number} is ${pull.state}`);
  const head =
    pull.headRepository === null ? null : repositoryNamed(sim.world, pull.headRepository);
  const commit = head === null ? null : tip(head, pull.headBranch);
  if (head === null || commit === null) throw new Error('its branch is gone');
  takeHead(repository, pull.number, head, pull.headBranch);
  if (!isAncestor(repository, pull.headCommit, commit))
    throw new Error('its branch was force-pushed meanwhile, and GitHub does not open it again');
  pull.headCommit = commit;
  pull.state = 'open';
  pull.closedAt = null;
  pull.updatedAt = tick(sim.world);
  emitPullRequest(sim, repository, pull, { action: 'reopened', actor: person(sim.world, by.as) });
}
