import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { generateKeyPairSync } from 'node:crypto';

import { commitFiles, type FileChange } from '../commit-files.ts';
import { initBare, writeRef } from '../git.ts';
import { accountNamed, findAccount, fullName, newId, repositoryNamed, type Sim } from '../sim.ts';
import type { Permission, SimAccount, SimRepository, SimRuleset, World } from '../world.ts';
import { gitIdentity } from './identity.ts';

export interface AccountOptions {
  readonly id?: number;
  readonly type?: SimAccount['type'];
  /** Addresses of commits that are this account's; the one of GitHub's own is always among them. */
  readonly emails?: readonly string[];
}

export function addAccount(world: World, login: string, options: AccountOptions = {}): number {
  if (findAccount(world, login) !== null) throw new Error(`${login} exists already`);
  const id = options.id ?? newId(world);
  if (world.accounts.has(id)) throw new Error(`account ${id} exists already`);
  const noreply = `${id}+${login}@users.noreply.github.com`;
  world.accounts.set(id, {
    id,
    login,
    type: options.type ?? 'User',
    emails: [...(options.emails ?? []), noreply],
    deleted: false,
  });
  return id;
}

export function addOrganisation(world: World, name: string): number {
  world.organisations.add(name);
  return findAccount(world, name)?.id ?? addAccount(world, name, { type: 'Organization' });
}

export interface TeamOptions {
  readonly members?: readonly string[];
  /** Invited and not there yet. */
  readonly pending?: readonly string[];
  /** Slug of the team above it. */
  readonly parent?: string;
}

/** `organisation/slug`. Calling it again changes who is in it. */
export function addTeam(world: World, name: string, options: TeamOptions = {}): void {
  const [organisation = '', slug = ''] = name.toLowerCase().split('/');
  addOrganisation(world, organisation);
  const members = (options.members ?? []).map((login) => member(world, login, 'active'));
  const pending = (options.pending ?? []).map((login) => member(world, login, 'pending'));
  world.teams.set(`${organisation}/${slug}`, {
    id: world.teams.get(`${organisation}/${slug}`)?.id ?? newId(world),
    organisation,
    slug,
    parent: options.parent ?? null,
    members: [...members, ...pending],
  });
}

function member(world: World, login: string, state: 'active' | 'pending') {
  return { account: accountNamed(world, login).id, state };
}

export interface RepositoryOptions {
  readonly visibility?: SimRepository['visibility'];
  readonly defaultBranch?: string;
  /** The first commit of the default branch; a fork starts with what its parent has. */
  readonly files?: Readonly<Record<string, FileChange>>;
  /** Who makes that commit; the owner, if nobody is named. */
  readonly as?: string;
  readonly collaborators?: Readonly<Record<string, Permission>>;
  readonly teams?: Readonly<Record<string, Permission>>;
  readonly mergeMethods?: Partial<SimRepository['mergeMethods']>;
  /** `owner/name` of what it is a fork of. */
  readonly parent?: string;
}

export function addRepository(sim: Sim, name: string, options: RepositoryOptions = {}): string {
  const { world } = sim;
  const [owner = '', repositoryName = ''] = name.split('/');
  if (findAccount(world, owner) === null) addOrganisation(world, owner);
  const parent = options.parent === undefined ? null : repositoryNamed(world, options.parent);
  const repository: SimRepository = {
    id: newId(world),
    owner,
    name: repositoryName,
    directory: join(sim.root, owner, `${repositoryName}.git`),
    defaultBranch: options.defaultBranch ?? parent?.defaultBranch ?? 'main',
    visibility: options.visibility ?? parent?.visibility ?? 'private',
    parent: parent === null ? null : fullName(parent),
    collaborators: new Map(
      Object.entries(options.collaborators ?? {}).map(([login, permission]) => [
        accountNamed(world, login).id,
        permission,
      ]),
    ),
    teamPermissions: new Map(
      Object.entries(options.teams ?? {}).map(([team, one]) => [team.toLowerCase(), one]),
    ),
    mergeMethods: { merge: true, squash: true, rebase: true, ...options.mergeMethods },
    pullRequests: new Map(),
    statuses: [],
    checkRuns: [],
    rulesets: [],
    activity: [],
    queue: [],
    sarifs: [],
    environments: new Map(),
    settings: { workflowPermissions: 'read', actionsMayApprove: false, actionsPolicies: null },
  };
  if (parent === null) firstCommit(world, repository, options);
  else cpSync(parent.directory, repository.directory, { recursive: true });
  world.repositories.set(name, repository);
  return name;
}

function firstCommit(world: World, repository: SimRepository, options: RepositoryOptions): void {
  initBare(repository.directory, repository.defaultBranch);
  const author = gitIdentity(accountNamed(world, options.as ?? repository.owner));
  const commit = commitFiles({
    directory: repository.directory,
    files: options.files ?? {},
    parents: [],
    message: 'Start',
    author,
    committer: author,
    date: Math.floor(world.now / 1000),
  });
  writeRef(repository.directory, `refs/heads/${repository.defaultBranch}`, commit);
}

export interface AppOptions {
  readonly slug: string;
  /** The account that it belongs to, and where it is installed. */
  readonly owner: string;
  readonly permissions: Readonly<Record<string, 'read' | 'write'>>;
  readonly id?: number;
}

/** An App with a key of its own, installed on everything that its owner has. */
export function addApp(world: World, options: AppOptions) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const id = options.id ?? newId(world);
  const installation = newId(world);
  world.apps.set(id, {
    id,
    slug: options.slug,
    owner: options.owner,
    account: addAccount(world, `${options.slug}[bot]`, { type: 'Bot' }),
    publicKey,
    permissions: options.permissions,
    installations: [{ id: installation, owner: options.owner }],
  });
  return { id, privateKey, installation };
}

export interface RulesetOptions {
  readonly repository?: string;
  readonly name?: string;
  readonly enforcement?: SimRuleset['enforcement'];
  readonly branches?: readonly string[];
  readonly requiredChecks?: readonly {
    readonly context: string;
    readonly integrationId?: number | null;
  }[];
  /** Given at all, a branch takes pull requests only. */
  readonly pullRequest?: Partial<NonNullable<SimRuleset['pullRequest']>>;
  readonly bypass?: SimRuleset['bypass'];
  readonly mergeQueue?: boolean;
  readonly blockForcePush?: boolean;
}

export function addRuleset(world: World, options: RulesetOptions): number {
  const id = newId(world);
  const none = { requiredApprovals: 0, dismissStale: false, lastPushApproval: false };
  repositoryNamed(world, options.repository).rulesets.push({
    id,
    name: options.name ?? 'main',
    enforcement: options.enforcement ?? 'active',
    branches: [...(options.branches ?? ['main'])],
    requiredChecks: (options.requiredChecks ?? []).map(({ context, integrationId }) => ({
      context,
      integrationId: integrationId ?? null,
    })),
    pullRequest:
      options.pullRequest === undefined
        ? null
        : { ...none, codeOwners: false, ...options.pullRequest },
    bypass: options.bypass ?? [],
    mergeQueue: options.mergeQueue ?? false,
    blockForcePush: options.blockForcePush ?? true,
  });
  return id;
}
