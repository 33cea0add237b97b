import { emitComment } from '../events/comment.ts';
import {
  newLongId,
  person,
  pullRequestOf,
  repositoryNamed,
  tick,
  type Actor,
  type Sim,
} from '../sim.ts';
import type { SimComment, SimPullRequest, SimRepository } from '../world.ts';

export interface CommentOptions {
  readonly repository?: string;
  readonly number: number;
  readonly as: string;
  readonly body: string;
}

export function comment(sim: Sim, options: CommentOptions): number {
  const repository = repositoryNamed(sim.world, options.repository);
  const pull = pullRequestOf(repository, options.number);
  const actor = person(sim.world, options.as);
  return addComment(sim, repository, pull, { actor, body: options.body }).id;
}

export function addComment(
  sim: Sim,
  repository: SimRepository,
  pull: SimPullRequest,
  { actor, body }: { readonly actor: Actor; readonly body: string },
): SimComment {
  const added: SimComment = {
    id: newLongId(sim.world),
    account: actor.account,
    app: actor.token?.app ?? null,
    body,
    createdAt: tick(sim.world),
    edits: [],
    reactions: [],
  };
  pull.comments.push(added);
  emitComment(sim, repository, pull, { action: 'created', comment: added, actor });
  return added;
}

export function editComment(sim: Sim, id: number, by: { as: string; body: string }): void {
  changeComment(sim, id, { actor: person(sim.world, by.as), body: by.body });
}

export function changeComment(
  sim: Sim,
  id: number,
  { actor, body }: { readonly actor: Actor; readonly body: string },
): void {
  const { repository, pull, found } = findComment(sim, id);
  const before = found.body;
  found.edits.push({ editor: actor.account, at: tick(sim.world) });
  found.body = body;
  emitComment(sim, repository, pull, {
    action: 'edited',
    comment: found,
    actor,
    more: { changes: { body: { from: before } } },
  });
}

export function findComment(sim: Sim, id: number) {
  for (const repository of sim.world.repositories.values())
    for (const pull of repository.pullRequests.values()) {
      const found = pull.comments.find((one) => one.id === id);
      if (found !== undefined) return { repository, pull, found };
    }
  throw new Error(`there is no comment ${id}`);
}
