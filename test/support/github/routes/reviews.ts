import { submitReview } from '../acts/reviews.ts';
import { invalid, ok, onRepository, textOf, type Answer, type RepositoryCall } from '../answer.ts';
import { readCommit } from '../commits.ts';
import { page } from '../pages.ts';
import { reviewShape } from '../shapes/review.ts';
import type { SimPullRequest, SimReview } from '../world.ts';
import { ofPull, readPulls } from './pull-requests.ts';

const states: Readonly<Record<string, SimReview['state']>> = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
};

export const reviewRoutes = [
  onRepository('GET', '/pulls/:number/reviews', readPulls, (call) =>
    ofPull(call, (pull) =>
      page(call, pull.reviews.filter(isVisible(call)), (one) => shape(call, pull, one)),
    ),
  ),
  onRepository('POST', '/pulls/:number/reviews', [['pull_requests', 'write']], (call) =>
    ofPull(call, (pull) => submit(call, pull)),
  ),
];

/** A review that is not submitted is seen by its author alone. */
function isVisible(call: RepositoryCall): (review: SimReview) => boolean {
  return (review) => review.state !== 'PENDING' || review.account === call.token.account;
}

function shape(call: RepositoryCall, pull: SimPullRequest, review: SimReview) {
  return reviewShape(call.sim.world, call.repository, pull, review);
}

function submit(call: RepositoryCall, pull: SimPullRequest): Answer {
  const event = textOf(call.body, 'event');
  const state = event === null ? 'PENDING' : states[event];
  const body = textOf(call.body, 'body') ?? '';
  const commit = textOf(call.body, 'commit_id') ?? pull.headCommit;
  const actor = { account: call.token.account, token: call.token };
  if (state === undefined) return unprocessable('Variable $event was provided invalid value');
  if (state === 'APPROVED' && actor.account === pull.author)
    return unprocessable('Can not approve your own pull request');
  if (state === 'CHANGES_REQUESTED' && actor.account === pull.author)
    return unprocessable('Can not request changes on your own pull request');
  if (state === 'APPROVED' && call.token.kind === 'actions' && !mayApprove(call))
    return unprocessable('GitHub Actions is not permitted to approve pull requests.');
  if (state !== 'APPROVED' && state !== 'PENDING' && body === '')
    return unprocessable('Body cannot be blank');
  if (readCommit(call.repository, commit) === null)
    return unprocessable('commit_id is not part of the pull request');
  const id = submitReview(call.sim, call.repository, pull, { actor, state, body, commit });
  const submitted = pull.reviews.find((one) => one.id === id);
  return submitted === undefined ? unprocessable('gone') : ok(shape(call, pull, submitted));
}

function mayApprove(call: RepositoryCall): boolean {
  return call.repository.settings.actionsMayApprove;
}

function unprocessable(why: string): Answer {
  return invalid('Unprocessable Entity', [why]);
}
