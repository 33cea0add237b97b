import type { SimComment, SimPullRequest, SimRepository, SimReview } from '../world.ts';
import { actor } from './actors.ts';
import { commit } from './commits.ts';
import { connection } from './connection.ts';
import type { Field, Node } from './node.ts';
import type { View } from './view.ts';

/** Reviews, the oldest first. A pending one is seen by whoever writes it. */
export function reviews(view: View, repository: SimRepository, pull: SimPullRequest): Field {
  const seen = (one: SimReview) => one.state !== 'PENDING' || one.account === view.token.account;
  return connection(
    { kind: 'reviews' },
    () => pull.reviews.filter(seen),
    (one) => review(view, repository, one),
  );
}

export function review(view: View, repository: SimRepository, one: SimReview): Node {
  return {
    ...written(view, one),
    state: one.state,
    submittedAt: one.state === 'PENDING' ? null : one.submittedAt,
    commit: () => (one.commit === null ? null : commit(view, repository, one.commit)),
  };
}

export function comments(view: View, pull: SimPullRequest): Field {
  return connection(
    { kind: 'comments' },
    () => pull.comments,
    (one) => ({ ...written(view, one), createdAt: one.createdAt }),
  );
}

/** What both have. The number needs more than 32 bits, so it comes as text. */
function written({ world, token }: View, one: SimReview | SimComment): Node {
  const last = one.edits.at(-1);
  return {
    databaseId: one.id,
    fullDatabaseId: String(one.id),
    author: () => actor(world, one.account),
    body: one.body,
    viewerDidAuthor: one.account === token.account,
    includesCreatedEdit: last !== undefined,
    lastEditedAt: last?.at ?? null,
    editor: () => actor(world, last?.editor ?? null),
  };
}
