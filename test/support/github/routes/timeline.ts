import { onRepository, type RepositoryCall } from '../answer.ts';
import { page } from '../pages.ts';
import { nodeId, userOrGhost } from '../shapes/account.ts';
import { repositoryUrl } from '../shapes/repository.ts';
import type { SimEvent } from '../world.ts';
import { ofPull } from './pull-requests.ts';

const names = {
  HeadRefForcePushedEvent: 'head_ref_force_pushed',
  BaseRefChangedEvent: 'base_ref_changed',
  ReviewDismissedEvent: 'review_dismissed',
} as const;

export const timelineRoutes = [
  onRepository(
    'GET',
    '/issues/:number/timeline',
    [
      ['issues', 'read'],
      ['pull_requests', 'read'],
    ],
    (call) => ofPull(call, (pull) => page(call, pull.events, (one) => shape(call, pull.id, one))),
  ),
];

/** REST tells neither the branches of a retarget nor what a force-push replaced. */
function shape(call: RepositoryCall, pull: number, event: SimEvent) {
  const api = repositoryUrl(call.sim.world, call.repository);
  const id = pull * 1000 + (Math.floor(Date.parse(event.at) / 1000) % 1000);
  const common = {
    id,
    node_id: nodeId('EV', id),
    url: `${api}/issues/events/${id}`,
    actor: userOrGhost(call.sim.world, event.actor),
    event: names[event.kind],
    commit_id: event.kind === 'HeadRefForcePushedEvent' ? event.after : null,
    commit_url: event.kind === 'HeadRefForcePushedEvent' ? `${api}/commits/${event.after}` : null,
    created_at: event.at,
    performed_via_github_app: null,
  };
  if (event.kind !== 'ReviewDismissedEvent') return common;
  return {
    ...common,
    dismissed_review: {
      state: event.was.toLowerCase(),
      review_id: event.review,
      dismissal_message: 'Dismissed',
    },
  };
}
