import { join } from 'node:path';

import { createRepository, type TestRepository } from '../support/git-repository.ts';
import { newWorld } from '../support/github/sim.ts';
import type {
  SimAccount,
  SimComment,
  SimPullRequest,
  SimRepository,
  SimReview,
  SimToken,
  World,
} from '../support/github/world.ts';

/** A world with one repository on disk, made by hand: no server, no rules. */
export interface SmallWorld {
  readonly world: World;
  readonly files: TestRepository;
  readonly repository: SimRepository;
  readonly dispose: () => void;
}

export const AT = '2026-01-02T03:04:05Z';

export function smallWorld(): SmallWorld {
  const files = createRepository();
  files.write('README', 'base');
  files.commit('base');
  const world = newWorld('http://127.0.0.1:1');
  addAccount(world, { id: 1, login: 'ada' });
  addAccount(world, { id: 2, login: 'ben', deleted: true });
  addAccount(world, { id: 3, login: 'agent[bot]', type: 'Bot' });
  const repository = addRepository(world, files, 'acme/identities');
  return { world, files, repository, dispose: files.dispose };
}

export function addAccount(
  world: World,
  {
    id,
    login,
    type = 'User',
    emails = [`${login}@example.com`],
    deleted = false,
  }: Pick<SimAccount, 'id' | 'login'> & Partial<SimAccount>,
): void {
  world.accounts.set(id, { id, login, type, emails, deleted });
}

export function addRepository(
  world: World,
  files: TestRepository,
  fullName: string,
): SimRepository {
  const [owner = '', name = ''] = fullName.split('/');
  world.organisations.add(owner);
  const repository: SimRepository = {
    id: 900 + world.repositories.size,
    owner,
    name,
    directory: join(files.directory, '.git'),
    defaultBranch: 'main',
    visibility: 'private',
    parent: null,
    collaborators: new Map([[1, 'write']]),
    teamPermissions: new Map(),
    mergeMethods: { merge: true, squash: true, rebase: false },
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
  world.repositories.set(fullName, repository);
  return repository;
}

/** Of a branch that is there; by `ada` unless said otherwise. */
export function addPullRequest(
  { repository, files }: SmallWorld,
  branch: string,
  change: Partial<SimPullRequest> = {},
): SimPullRequest {
  const number = repository.pullRequests.size + 1;
  const pull: SimPullRequest = {
    id: 5000 + number,
    number,
    nodeId: `PR_${number}`,
    title: 'Rotate a key',
    body: 'because',
    author: 1,
    assignees: [],
    baseBranch: 'main',
    headRepository: 'acme/identities',
    headOwner: 'acme',
    headBranch: branch,
    headCommit: files.git('rev-parse', branch),
    state: 'open',
    draft: false,
    mergeCommit: null,
    landedOn: null,
    mergedBy: null,
    closedAt: null,
    testMerge: null,
    stack: null,
    createdAt: AT,
    updatedAt: AT,
    reviews: [],
    events: [],
    comments: [],
    requested: { people: [], teams: [] },
    ...change,
  };
  repository.pullRequests.set(number, pull);
  return pull;
}

export function aReview(change: Partial<SimReview> & Pick<SimReview, 'id'>): SimReview {
  return {
    account: 1,
    state: 'COMMENTED',
    body: 'hm',
    submittedAt: AT,
    commit: null,
    edits: [],
    dismissal: null,
    ...change,
  };
}

export function aComment(change: Partial<SimComment> & Pick<SimComment, 'id'>): SimComment {
  return { account: 1, app: null, body: 'hm', createdAt: AT, edits: [], reactions: [], ...change };
}

export function aToken(change: Partial<SimToken> = {}): SimToken {
  return {
    value: 'ghp_test',
    kind: 'pat',
    account: 1,
    repository: null,
    permissions: null,
    app: null,
    expired: false,
    ...change,
  };
}

/** A branch from `main` with this many empty commits, by one process. */
export function addBranch(files: TestRepository, name: string, commits: number): void {
  const person = (index: number) => `Ada <ada@example.com> ${1_767_400_000 + index} +0000`;
  const stream = Array.from({ length: commits }, (_, index) => {
    const parent = index === 0 ? 'from refs/heads/main\n' : '';
    const by = person(index);
    return `commit refs/heads/${name}\nauthor ${by}\ncommitter ${by}\ndata 1\nx\n${parent}\n`;
  });
  files.gitWith(stream.join(''), 'fast-import', '--quiet');
}
