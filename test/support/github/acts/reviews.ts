import { emitReview } from '../events/review.ts';
import { rulesetsFor } from '../rules.ts';
import {
  newLongId,
  person,
  pullRequestOf,
  repositoryNamed,
  tick,
  type Actor,
  type Sim,
} from '../sim.ts';
import type { SimPullRequest, SimRepository, SimReview } from '../world.ts';

export interface ReviewOptions {
  readonly repository?: string;
  readonly number: number;
  readonly as: string;
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'PENDING';
  readonly body?: string;
  /** What was looked at; else the head as it is now. */
  readonly commit?: string | null;
}

export function review(sim: Sim, options: ReviewOptions): number {
  const repository = repositoryNamed(sim.world, options.repository);
  const pull = pullRequestOf(repository, options.number);
  const actor = person(sim.world, options.as);
  if (options.state !== 'COMMENTED' && options.state !== 'PENDING' && pull.author === actor.account)
    throw new Error(`${options.as} opened it and can only comment`);
  return submitReview(sim, repository, pull, { ...options, actor });
}

export interface Submission {
  readonly actor: Actor;
  readonly state: SimReview['state'];
  readonly body?: string;
  readonly commit?: string | null;
}

export function submitReview(
  sim: Sim,
  repository: SimRepository,
  pull: SimPullRequest,
  submission: Submission,
): number {
  const submitted: SimReview = {
    id: newLongId(sim.world),
    account: submission.actor.account,
    state: submission.state,
    body: submission.body ?? '',
    submittedAt: tick(sim.world),
    commit: submission.commit === undefined ? pull.headCommit : submission.commit,
    edits: [],
    dismissal: null,
  };
  pull.reviews.push(submitted);
  pull.updatedAt = submitted.submittedAt;
  if (submitted.state !== 'PENDING')
    emitReview(sim, repository, pull, {
      action: 'submitted',
      review: submitted,
      actor: submission.actor,
    });
  return submitted.id;
}

/** The body is another one then; who changed it and what it was before stays known. */
export function editReview(sim: Sim, id: number, by: { as: string; body: string }): void {
  const { repository, pull, found } = findReview(sim, id);
  const actor = person(sim.world, by.as);
  const before = found.body;
  found.edits.push({ editor: actor.account, at: tick(sim.world), body: before });
  found.body = by.body;
  emitReview(sim, repository, pull, {
    action: 'edited',
    review: found,
    actor,
    more: { changes: { body: { from: before } } },
  });
}

export function dismiss(sim: Sim, id: number, by: { as: string }): void {
  const { repository, pull, found } = findReview(sim, id);
  dismissOne(sim, { repository, pull, found, actor: person(sim.world, by.as) });
}

interface Dismissed {
  readonly repository: SimRepository;
  readonly pull: SimPullRequest;
  readonly found: SimReview;
  readonly actor: Actor;
}

function dismissOne(sim: Sim, { repository, pull, found, actor }: Dismissed): void {
  if (found.state !== 'APPROVED' && found.state !== 'CHANGES_REQUESTED')
    throw new Error(`a review that is ${found.state} cannot be dismissed`);
  const at = tick(sim.world);
  const was = found.state;
  found.dismissal = { by: actor.account, was, at };
  found.state = 'DISMISSED';
  pull.events.push({
    kind: 'ReviewDismissedEvent',
    actor: actor.account,
    at,
    review: found.id,
    was,
  });
  emitReview(sim, repository, pull, { action: 'dismissed', review: found, actor });
}

/** `dismiss_stale_reviews_on_push`: approvals go when the patch becomes another one. */
export function dismissStale(
  sim: Sim,
  repository: SimRepository,
  pull: SimPullRequest,
  actor: Actor,
): void {
  const rules = rulesetsFor(repository, pull.stack?.base ?? pull.baseBranch);
  if (!rules.some((ruleset) => ruleset.pullRequest?.dismissStale === true)) return;
  for (const found of pull.reviews)
    if (found.state === 'APPROVED') dismissOne(sim, { repository, pull, found, actor });
}

function findReview(sim: Sim, id: number) {
  for (const repository of sim.world.repositories.values())
    for (const pull of repository.pullRequests.values()) {
      const found = pull.reviews.find((one) => one.id === id);
      if (found !== undefined) return { repository, pull, found };
    }
  throw new Error(`there is no review ${id}`);
}
