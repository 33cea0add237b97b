import { pullRequestShape } from '../shapes/pull-request.ts';
import { reviewShape } from '../shapes/review.ts';
import type { Actor, Sim } from '../sim.ts';
import type { SimPullRequest, SimRepository, SimReview } from '../world.ts';
import { emit } from './emit.ts';
import { mergePlace } from './pull-request.ts';

export interface ReviewActivity {
  readonly action: 'submitted' | 'edited' | 'dismissed';
  readonly review: SimReview;
  readonly actor: Actor;
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Its workflow files are of the pull request's merge: a pull request can delete the trigger. */
export function emitReview(
  sim: Sim,
  repository: SimRepository,
  pull: SimPullRequest,
  activity: ReviewActivity,
): void {
  const shape = reviewShape(sim.world, repository, pull, activity.review);
  emit(sim, {
    name: 'pull_request_review',
    action: activity.action,
    repository,
    actor: activity.actor,
    payload: {
      // The webhook writes the state in lower case, the API in upper case.
      review: { ...shape, state: activity.review.state.toLowerCase() },
      pull_request: pullRequestShape(sim.world, repository, pull),
      ...activity.more,
    },
    ...mergePlace(sim, repository, pull),
  });
}
