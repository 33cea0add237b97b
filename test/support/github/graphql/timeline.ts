import type { SimEvent, SimPullRequest, SimRepository } from '../world.ts';
import { actor } from './actors.ts';
import { commit } from './commits.ts';
import { connection } from './connection.ts';
import { review } from './feedback.ts';
import { mistake, type Field, type Node } from './node.ts';
import type { View } from './view.ts';

/** Other events happen on GitHub and not here: who asks for them would see too little. */
const KINDS: Readonly<Record<string, SimEvent['kind']>> = {
  HEAD_REF_FORCE_PUSHED_EVENT: 'HeadRefForcePushedEvent',
  BASE_REF_CHANGED_EVENT: 'BaseRefChangedEvent',
  REVIEW_DISMISSED_EVENT: 'ReviewDismissedEvent',
};

/** What may be asked for and does not happen here. */
const NEVER: ReadonlySet<unknown> = new Set([
  'AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT',
  'REVIEW_REQUESTED_EVENT',
]);

export function timeline(view: View, repository: SimRepository, pull: SimPullRequest): Field {
  return connection(
    { kind: 'timelineItems', takes: ['itemTypes'] },
    ({ itemTypes }) => {
      const kinds = wanted(itemTypes);
      return pull.events.filter((one) => kinds.includes(one.kind));
    },
    (event) => ({
      __typename: event.kind,
      actor: () => actor(view.world, event.actor),
      createdAt: event.at,
      ...more(view, repository, { pull, event }),
    }),
  );
}

function wanted(itemTypes: unknown): readonly string[] {
  if (!Array.isArray(itemTypes)) throw mistake('timelineItems needs itemTypes in the simulator');
  return itemTypes.flatMap((name) => {
    if (NEVER.has(name)) return [];
    const kind = KINDS[String(name)];
    if (kind === undefined) throw mistake(`the simulator has no timeline items ${name}`);
    return kind;
  });
}

function more(
  view: View,
  repository: SimRepository,
  { pull, event }: { readonly pull: SimPullRequest; readonly event: SimEvent },
): Node {
  if (event.kind === 'BaseRefChangedEvent')
    return { previousRefName: event.from, currentRefName: event.to };
  if (event.kind === 'HeadRefForcePushedEvent')
    return {
      beforeCommit: () => commit(view, repository, event.before),
      afterCommit: () => commit(view, repository, event.after),
    };
  const found = pull.reviews.find((one) => one.id === event.review);
  return {
    previousReviewState: event.was,
    review: () => (found === undefined ? null : review(view, repository, found)),
  };
}
