import { cpSync } from 'node:fs';
import { join } from 'node:path';

import { commitFiles, type FileChange } from '../commit-files.ts';
import { initBare, writeRef } from '../git.ts';
import { accountNamed, findAccount, fullName, newId, repositoryNamed, type Sim } from '../sim.ts';
import type { Permission, SimRepository, World } from '../world.ts';
import { addOrganisation } from './accounts.ts';
import { gitIdentity } from './identity.ts';

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
    answers: new Map(),
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
