import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { merge, type MergeOptions } from './acts/merge.ts';
import { advanceQueue, enqueue } from './acts/merge-queue.ts';
import { deleteAccount, deleteRepository, rename } from './acts/people.ts';
import { comment, editComment, type CommentOptions } from './acts/comments.ts';
import * as pulls from './acts/pull-requests.ts';
import {
  deleteBranch,
  push,
  pushMany,
  type PushManyOptions,
  type PushOptions,
} from './acts/push.ts';
import { dismiss, editReview, review, type ReviewOptions } from './acts/reviews.ts';
import * as accounts from './acts/accounts.ts';
import { addApp, type AppOptions } from './acts/app.ts';
import { addRepository, type RepositoryOptions } from './acts/repository.ts';
import { addRuleset, type RulesetOptions } from './acts/ruleset.ts';
import { isRecord } from './events/seed.ts';
import { emitDispatch, emitSchedule, type Dispatch } from './events/timed.ts';
import { emitWorkflowRun } from './events/workflow-run.ts';
import { mergeability } from './mergeability.ts';
import { postStatus, type NewStatus } from './routes/statuses.ts';
import { createHubServer } from './server.ts';
import {
  accountNamed,
  newWorld,
  person,
  pullRequestOf,
  repositoryNamed,
  type HubEvent,
  type Sim,
} from './sim.ts';
import { mintToken, type TokenOptions } from './tokens.ts';
import { workflowRuns, type WorkflowRun } from './workflow-runs.ts';
import type { Permission, SimFault } from './world.ts';

export type Hub = Awaited<ReturnType<typeof startHub>>;

interface By {
  readonly as: string;
}
/** The number of a pull request, with its repository where there are several. */
type Target = number | pulls.Which;

/** Starts a GitHub of one's own on this machine, with nothing in it. Close it, or use `await using`. */
export async function startHub() {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'jitl-hub-')));
  const server = createHubServer(() => sim);
  await new Promise<void>((settle) => {
    server.listen(0, '127.0.0.1', settle);
  });
  const sim: Sim = { world: newWorld(urlOf(server.address())), events: [], root };
  const { world } = sim;

  async function stop(): Promise<void> {
    server.closeAllConnections();
    await new Promise<void>((settle) => {
      server.close(() => settle());
    });
    rmSync(root, { recursive: true, force: true });
  }

  /** The hub itself, or with a number a pull request. */
  function close(): Promise<void>;
  function close(which: Target, by: By): void;
  function close(which?: Target, by?: By): Promise<void> | void {
    if (which === undefined || by === undefined) return stop();
    return pulls.close(sim, one(which), by);
  }

  return {
    url: world.url,
    world,
    events: sim.events,
    calls: world.calls,
    violations: world.violations,
    close,
    [Symbol.asyncDispose]: stop,

    account: (login: string, options?: accounts.AccountOptions) =>
      accounts.addAccount(world, login, options),
    organisation: (name: string) => accounts.addOrganisation(world, name),
    team: (name: string, options?: accounts.TeamOptions) => accounts.addTeam(world, name, options),
    repository: (name: string, options?: RepositoryOptions) => addRepository(sim, name, options),
    app: (options: AppOptions) => addApp(world, options),
    token: (options: TokenOptions) => mintToken(world, options),
    ruleset: (options: RulesetOptions) => addRuleset(world, options),
    fail: (fault: SimFault) => void world.faults.push(fault),

    push: (options: PushOptions) => push(sim, options),
    pushMany: (options: PushManyOptions) => pushMany(sim, options),
    deleteBranch: (which: Omit<PushManyOptions, 'count'>) => deleteBranch(sim, which),
    open: (options: pulls.OpenOptions) => pulls.open(sim, options),
    review: (options: ReviewOptions) => review(sim, options),
    editReview: (id: number, by: By & { readonly body: string }) => editReview(sim, id, by),
    dismiss: (id: number, by: By) => dismiss(sim, id, by),
    retarget: (which: Target, base: string, by: By) => pulls.retarget(sim, one(which), base, by),
    updateBranch: (which: Target, by: By) => pulls.updateBranch(sim, one(which), by),
    editTitle: (which: Target, by: By & { readonly title: string }) =>
      pulls.editTitle(sim, one(which), by),
    ready: (which: Target, is?: boolean) => pulls.ready(sim, one(which), is),
    reopen: (which: Target, by: By) => pulls.reopen(sim, one(which), by),
    comment: (options: CommentOptions) => comment(sim, options),
    editComment: (id: number, by: By & { readonly body: string }) => editComment(sim, id, by),
    /** What somebody may do from now on; `none` takes it away. */
    permit: (login: string, permission: Permission, repository?: string) => {
      const { collaborators } = repositoryNamed(world, repository);
      collaborators.set(accountNamed(world, login).id, permission);
    },
    expire: (token: string) => {
      const known = world.tokens.get(token);
      if (known !== undefined) known.expired = true;
    },
    rename: (login: string, to: string) => rename(sim, login, to),
    deleteAccount: (login: string) => deleteAccount(sim, login),
    deleteRepository: (name: string) => deleteRepository(sim, name),

    mergeability: (which: Target) => {
      const { repository, number } = one(which);
      const found = repositoryNamed(world, repository);
      return mergeability(world, found, pullRequestOf(found, number));
    },
    merge: (options: MergeOptions) => merge(sim, options),
    enqueue: (which: Target, by: By) => enqueue(sim, one(which), by),
    advanceQueue: (repository?: string) => advanceQueue(sim, repository),
    /** A status by a token, without the way over HTTP. */
    postStatus: (status: StatusOptions) => postByToken(sim, status),
    environment: (name: string, branches: readonly string[], options: EnvironmentOptions = {}) => {
      const { environments } = repositoryNamed(world, options.repository);
      environments.set(name, {
        branches: [...branches],
        adminBypass: options.adminBypass ?? false,
      });
    },

    workflowRuns: (event: HubEvent) => workflowRuns(sim, event),
    completeRun: (run: WorkflowRun, conclusion = 'success') =>
      emitWorkflowRun(sim, run, {
        conclusion,
        actor: { account: senderOf(run.event), token: null },
      }),
    schedule: (cron = '17 3 * * *', repository?: string) =>
      emitSchedule(sim, repositoryNamed(world, repository), cron),
    dispatch: ({ as, repository, ...wanted }: DispatchOptions) =>
      emitDispatch(sim, repositoryNamed(world, repository), {
        ...wanted,
        actor: person(world, as),
      }),
  };
}

interface EnvironmentOptions {
  readonly repository?: string;
  readonly adminBypass?: boolean;
}

interface DispatchOptions extends Omit<Dispatch, 'actor'>, By {
  readonly repository?: string;
}

interface StatusOptions extends Omit<NewStatus, 'token'> {
  readonly repository?: string;
  readonly token: string;
}

function postByToken(sim: Sim, { repository, token, ...status }: StatusOptions): number {
  const known = sim.world.tokens.get(token);
  if (known === undefined) throw new Error('there is no such token');
  const found = repositoryNamed(sim.world, repository);
  const posted = postStatus(sim.world, found, { ...status, token: known });
  if (typeof posted === 'string') throw new Error(posted);
  return posted.id;
}

function senderOf(event: HubEvent): number {
  const { sender } = event.payload;
  return isRecord(sender) && typeof sender['id'] === 'number' ? sender['id'] : 0;
}

function one(which: Target): pulls.Which {
  return typeof which === 'number' ? { number: which } : which;
}

function urlOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}
