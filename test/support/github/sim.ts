import type { SimAccount, SimPullRequest, SimRepository, SimToken, World } from './world.ts';
import { ACTIONS_APP, ACTIONS_BOT } from './world.ts';

/** What a webhook would have told, frozen at that moment, and where workflows for it come from. */
export interface HubEvent {
  readonly name: string;
  readonly action: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
  /** `owner/name` in whose Actions it runs. */
  readonly repository: string;
  readonly ref: string;
  readonly sha: string;
  /** Null: nothing runs, as for a `pull_request` with a conflict. */
  readonly workflowsFrom: { readonly repository: string; readonly commit: string } | null;
  /** Read-only token, no secrets. */
  readonly fork: boolean;
  /** By a token of a workflow: starts nothing but `*_dispatch`. */
  readonly byActions: boolean;
  /** The file that a `workflow_dispatch` or a completed run is of; else null. */
  readonly workflow: string | null;
}

/** The world and what only the simulator itself needs. */
export interface Sim {
  readonly world: World;
  readonly events: HubEvent[];
  /** Everything on disk is under it. */
  readonly root: string;
}

/** Tuesday 2026-11-24 09:00 UTC. */
const START = 1_795_510_800_000;

export function newWorld(url: string): World {
  const world: World = {
    url,
    now: START,
    accounts: new Map(),
    organisations: new Set(),
    teams: new Map(),
    apps: new Map(),
    tokens: new Map(),
    repositories: new Map(),
    calls: [],
    faults: [],
    violations: [],
    nextId: 1000,
    nextLongId: 3_000_000_000,
  };
  world.accounts.set(ACTIONS_BOT, {
    id: ACTIONS_BOT,
    login: 'github-actions[bot]',
    type: 'Bot',
    emails: ['41898282+github-actions[bot]@users.noreply.github.com'],
    deleted: false,
  });
  world.apps.set(ACTIONS_APP, {
    id: ACTIONS_APP,
    slug: 'github-actions',
    owner: 'github',
    account: ACTIONS_BOT,
    publicKey: null,
    permissions: {},
    installations: [],
  });
  return world;
}

/** The time of a write, and one second passes. */
export function tick(world: World): string {
  const at = new Date(world.now).toISOString().replace('.000Z', 'Z');
  world.now += 1000;
  return at;
}

export function newId(world: World): number {
  world.nextId += 1;
  return world.nextId;
}

/** Of a review or a comment: their numbers no longer fit into the 32 bits of an `Int` of GraphQL. */
export function newLongId(world: World): number {
  world.nextLongId += 1;
  return world.nextLongId;
}

/** By login, whatever its case; a test that names nobody is a mistake of the test. */
export function accountNamed(world: World, login: string): SimAccount {
  const found = findAccount(world, login);
  if (found === null) throw new Error(`there is no account ${login}`);
  return found;
}

export function findAccount(world: World, login: string): SimAccount | null {
  const wanted = login.toLowerCase();
  const all = [...world.accounts.values()];
  return all.find((one) => !one.deleted && one.login.toLowerCase() === wanted) ?? null;
}

/** Without a name the only one, or the first that was made. */
export function repositoryNamed(world: World, name?: string): SimRepository {
  const found = name === undefined ? firstRepository(world) : findRepository(world, name);
  if (found === null) throw new Error(`there is no repository ${name ?? ''}`);
  return found;
}

function firstRepository(world: World): SimRepository | null {
  const [first] = world.repositories.values();
  return first ?? null;
}

export function findRepository(world: World, name: string): SimRepository | null {
  const wanted = name.toLowerCase();
  const all = [...world.repositories.values()];
  return all.find((one) => fullName(one).toLowerCase() === wanted) ?? null;
}

export function fullName(repository: Pick<SimRepository, 'owner' | 'name'>): string {
  return `${repository.owner}/${repository.name}`;
}

export function pullRequestOf(repository: SimRepository, number: number): SimPullRequest {
  const found = repository.pullRequests.get(number);
  if (found === undefined) throw new Error(`there is no pull request ${number}`);
  return found;
}

/** Who acts, and by which token; null: in the browser. */
export interface Actor {
  readonly account: number;
  readonly token: SimToken | null;
}

export function person(world: World, login: string): Actor {
  return { account: accountNamed(world, login).id, token: null };
}

export function byActions(actor: Actor): boolean {
  return actor.token?.kind === 'actions';
}
