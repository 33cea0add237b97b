import { tip } from '../git.ts';
import type { Actor, HubEvent, Sim } from '../sim.ts';
import type { SimRepository } from '../world.ts';
import { emit, onDefaultBranch } from './emit.ts';

/** What runs by the clock, on the default branch. */
export function emitSchedule(sim: Sim, repository: SimRepository, cron: string): HubEvent {
  return emit(sim, {
    name: 'schedule',
    // A schedule is no webhook; its payload says nothing but when.
    like: 'none',
    action: null,
    repository,
    actor: { account: 0, token: null },
    payload: { schedule: cron },
    ...onDefaultBranch(repository),
  });
}

export interface Dispatch {
  /** File name in `.github/workflows`. */
  readonly workflow: string;
  /** Branch; the default one if left out. */
  readonly branch?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly actor: Actor;
}

/** Somebody starts a workflow by hand, on a branch of their choice. */
export function emitDispatch(sim: Sim, repository: SimRepository, dispatch: Dispatch): HubEvent {
  const branch = dispatch.branch ?? repository.defaultBranch;
  const sha = tip(repository, branch);
  if (sha === null) throw new Error(`there is no branch ${branch}`);
  return emit(sim, {
    name: 'workflow_dispatch',
    action: null,
    repository,
    actor: dispatch.actor,
    payload: {
      inputs: dispatch.inputs ?? {},
      ref: `refs/heads/${branch}`,
      workflow: `.github/workflows/${dispatch.workflow}`,
    },
    ref: `refs/heads/${branch}`,
    sha,
    workflowsAt: sha,
    workflow: dispatch.workflow,
  });
}
