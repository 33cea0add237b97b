import { headOf } from '../commits.ts';
import { ownerOf, repositoryShape } from '../shapes/repository.ts';
import { userOrGhost } from '../shapes/account.ts';
import { byActions, fullName, type Actor, type HubEvent, type Sim } from '../sim.ts';
import type { SimRepository } from '../world.ts';
import { seed } from './seed.ts';

export interface Emission {
  readonly name: string;
  /** The webhook whose published example it starts from, if it has another name. */
  readonly like?: string;
  readonly action: string | null;
  readonly repository: SimRepository;
  readonly actor: Actor;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly ref: string;
  readonly sha: string;
  /** The commit with the workflow files; null: nothing runs. */
  readonly workflowsAt: string | null;
  readonly fork?: boolean;
  readonly workflow?: string;
}

/** Keeps an event as it is now: later changes of the world do not reach its payload. */
export function emit(sim: Sim, emission: Emission): HubEvent {
  const { repository } = emission;
  const payload = {
    ...seed(emission.like ?? emission.name, emission.action),
    ...(emission.action === null ? {} : { action: emission.action }),
    ...emission.payload,
    repository: repositoryShape(sim.world, repository),
    sender: userOrGhost(sim.world, emission.actor.account),
    ...(sim.world.organisations.has(repository.owner)
      ? { organization: ownerOf(sim.world, repository) }
      : {}),
  };
  const event: HubEvent = {
    name: emission.name,
    action: emission.action,
    payload: deepFreeze(structuredClone(payload)),
    repository: fullName(repository),
    ref: emission.ref,
    sha: emission.sha,
    workflowsFrom:
      emission.workflowsAt === null
        ? null
        : { repository: fullName(repository), commit: emission.workflowsAt },
    fork: (emission.fork ?? false) || asFromFork(sim, emission),
    byActions: byActions(emission.actor),
    workflow: emission.workflow ?? null,
  };
  sim.events.push(event);
  return event;
}

/** Runs that Dependabot causes are treated as if they came from a fork. */
function asFromFork(sim: Sim, { name, actor }: Emission): boolean {
  const restricted = ['pull_request', 'pull_request_review', 'push'].includes(name);
  return restricted && sim.world.accounts.get(actor.account)?.login === 'dependabot[bot]';
}

/** Where events without a ref of their own run: the tip of the default branch. */
export function onDefaultBranch(repository: SimRepository) {
  const sha = headOf(repository);
  return { ref: `refs/heads/${repository.defaultBranch}`, sha, workflowsAt: sha };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
