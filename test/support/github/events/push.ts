import { readCommits } from '../commits.ts';
import type { Actor, HubEvent, Sim } from '../sim.ts';
import type { SimRepository } from '../world.ts';
import { emit } from './emit.ts';

export interface PushFacts {
  readonly repository: SimRepository;
  readonly ref: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly forced: boolean;
  readonly actor: Actor;
}

const none = '0'.repeat(40);

/** The workflow files are those of the pushed commit itself. A deletion runs nothing. */
export function emitPush(sim: Sim, push: PushFacts): HubEvent {
  const { repository, before, after } = push;
  const commits =
    after === null
      ? []
      : readCommits(
          repository,
          ...(before === null ? ['-1', after] : ['-20', after, `^${before}`]),
        );
  const listed = commits.map((commit) => ({
    id: commit.oid,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.date,
    author: { name: commit.author.name, email: commit.author.email },
    committer: { name: commit.committer.name, email: commit.committer.email },
  }));
  return emit(sim, {
    name: 'push',
    action: null,
    repository,
    actor: push.actor,
    payload: {
      ref: push.ref,
      before: before ?? none,
      after: after ?? none,
      created: before === null,
      deleted: after === null,
      forced: push.forced,
      base_ref: null,
      commits: listed.toReversed(),
      head_commit: listed[0] ?? null,
    },
    ref: push.ref,
    sha: after ?? none,
    workflowsAt: after,
  });
}
