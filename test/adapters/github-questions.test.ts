import { afterEach, describe, expect, it } from 'vitest';

import { acme } from '../support/github/acme.ts';
import {
  closeDesks,
  openDesk,
  typicalPullRequest,
  type GithubDesk,
} from '../support/github-desk.ts';

const MARKED = '<!-- jitl:gate -->\nearlier';

afterEach(closeDesks);

const idOf = ({ hub }: GithubDesk, login: string): number | undefined =>
  [...hub.world.accounts.values()].find((one) => one.login === login)?.id;

describe.each(['graphql', 'rest'] as const)('other pull requests by %s', (mode) => {
  it('are siblings where they have the same head', async () => {
    const { hub, forge } = await openDesk({ mode });
    const number = typicalPullRequest(hub);
    hub.push({ branch: 'release', from: 'main', as: 'root' });
    const other = hub.open({ head: 'grant', base: 'release', as: 'bob' });
    hub.push({ branch: 'else', as: 'bob', files: { 'z.yaml': 'z\n' } });
    hub.open({ head: 'else', as: 'bob' });
    const found = await forge.readNeighbours(await forge.readPullRequest(number));
    expect(found).toMatchObject({
      siblings: [{ number: other, baseRef: 'refs/heads/release' }],
      past: [],
      missing: [],
    });
  });

  it('that are over give reviews and our comment, the last touched first', async () => {
    const desk = await openDesk({ mode });
    const { hub, forge, publisher } = desk;
    const refused = typicalPullRequest(hub);
    await publisher.upsertComment(refused, null, MARKED);
    hub.close(refused, { as: 'ada' });
    hub.push({ branch: 'second', as: 'bob', files: { 'b.yaml': 'b\n' } });
    const merged = hub.open({ head: 'second', as: 'bob' });
    hub.comment({ number: merged, as: 'mallory', body: MARKED });
    hub.merge({ number: merged, as: 'root', method: 'squash' });
    hub.push({ branch: 'third', as: 'bob', files: { 'c.yaml': 'c\n' } });
    const number = hub.open({ head: 'third', as: 'bob' });
    const found = await forge.readNeighbours(await forge.readPullRequest(number));
    expect(found.missing).toEqual([]);
    expect(found.past).toMatchObject([
      { number: merged, state: 'merged', reviews: [], comment: null },
      {
        number: refused,
        state: 'closed',
        reviews: [{}, { account: idOf(desk, 'bob'), state: 'changes-requested' }, {}],
        comment: { body: MARKED, intact: true },
      },
    ]);
  });
});

describe('other pull requests', () => {
  it('with more than 20 reviews are read to the end', async () => {
    const { hub, forge } = await openDesk();
    const past = typicalPullRequest(hub);
    for (let index = 0; index < 20; index += 1)
      hub.review({ number: past, as: 'bob', state: 'COMMENTED', body: `${index}` });
    hub.close(past, { as: 'ada' });
    hub.push({ branch: 'second', as: 'bob', files: { 'b.yaml': 'b\n' } });
    const number = hub.open({ head: 'second', as: 'bob' });
    const found = await forge.readNeighbours(await forge.readPullRequest(number));
    expect(found.past[0]?.reviews).toHaveLength(23);
    expect(found.missing).toEqual([]);
  });

  it('are searched page by page', async () => {
    const { hub, forge } = await openDesk();
    const number = typicalPullRequest(hub);
    hub.push({ branch: 'release', from: 'main', as: 'root' });
    const sibling = hub.open({ head: 'grant', base: 'release', as: 'bob' });
    const repository = hub.world.repositories.get('acme/identities');
    const one = repository?.pullRequests.get(number);
    if (one === undefined) throw new Error('no pull request');
    for (let index = 0; index < 120; index += 1)
      repository?.pullRequests.set(1000 + index, {
        ...one,
        number: 1000 + index,
        headCommit: '0'.repeat(40),
        updatedAt: '2099-01-01T00:00:00Z',
      });
    const found = await forge.readNeighbours(await forge.readPullRequest(number));
    expect(found.siblings).toEqual([{ number: sibling, baseRef: 'refs/heads/release' }]);
    expect(found.missing).toEqual([]);
  });
});

describe('who pushed', () => {
  it('is everybody since the branch was made, whoever the commits name', async () => {
    const desk = await openDesk();
    const { hub, forge } = desk;
    const ada = { name: 'Ada', email: 'ada@example.com' };
    hub.push({ branch: 'grant', as: 'ada', files: { 'a.yaml': 'a\n' } });
    hub.push({ branch: 'grant', as: 'bob', files: { 'a.yaml': 'b\n' }, author: ada });
    const number = hub.open({ head: 'grant', as: 'ada' });
    const reading = await forge.readPullRequest(number);
    expect(reading.commits.map(({ author }) => author)).toEqual([
      idOf(desk, 'ada'),
      idOf(desk, 'ada'),
    ]);
    const found = await forge.readPushers(reading);
    expect(new Set(found.pushers)).toEqual(new Set([idOf(desk, 'ada'), idOf(desk, 'bob')]));
    expect(found.missing).toEqual([]);
  });

  it('of a fork is asked for at the fork', async () => {
    const hub = await acme({ visibility: 'public' });
    const desk = await openDesk({ hub });
    hub.repository('mallory/identities', { parent: 'acme/identities' });
    const head = { repository: 'mallory/identities', branch: 'grant' };
    hub.push({ ...head, as: 'mallory', files: { 'm.yaml': 'm\n' } });
    const number = hub.open({
      repository: 'acme/identities',
      headRepository: 'mallory/identities',
      head: 'grant',
      as: 'mallory',
    });
    const found = await desk.forge.readPushers(await desk.forge.readPullRequest(number));
    expect(found).toMatchObject({ pushers: [idOf(desk, 'mallory')], missing: [] });
  });

  it('of the branch that a fork was made with reaches back to what is not the pull request’s', async () => {
    const { hub, forge } = await openDesk();
    const number = typicalPullRequest(hub);
    const reading = await forge.readPullRequest(number);
    const log = hub.world.repositories.get('acme/identities')?.activity ?? [];
    const made = log.findIndex(
      ({ type, ref }) => type === 'branch_creation' && !ref.endsWith('main'),
    );
    const first = log[made];
    if (first === undefined) throw new Error('the branch was never made');
    log[made] = { ...first, type: 'push', before: reading.baseCommit };
    expect((await forge.readPushers(reading)).missing).toEqual([]);
    log[made] = { ...first, type: 'push', before: reading.pullRequest.headCommit };
    expect((await forge.readPushers(reading)).missing).toEqual([
      { what: 'pushers', why: 'the activity does not reach back to the first push' },
    ]);
  });

  it('is not known where the log is cut', async () => {
    const { hub, forge, count } = await openDesk();
    const number = typicalPullRequest(hub);
    const log = hub.world.repositories.get('acme/identities')?.activity;
    const last = log?.at(-1);
    if (last === undefined) throw new Error('no push');
    for (let index = 0; index < 1001; index += 1)
      log?.push({ ...last, id: 1_000_000 + index, type: 'push', before: last.after });
    const { result, calls } = await count(async () =>
      forge.readPushers(await forge.readPullRequest(number)),
    );
    expect(result.missing).toEqual([{ what: 'pushers', why: 'there are more than 300 pushes' }]);
    expect(calls.filter((call) => call.includes('/activity'))).toHaveLength(3);
  });

  it('is not known of a deleted fork, or before GitHub lists the push', async () => {
    const { hub, forge } = await openDesk();
    const number = typicalPullRequest(hub);
    const reading = await forge.readPullRequest(number);
    const gone = await forge.readPushers({ ...reading, head: { repository: null, branch: 'x' } });
    expect(gone.missing).toMatchObject([
      { what: 'pushers', why: expect.stringContaining('deleted') },
    ]);
    const log = hub.world.repositories.get('acme/identities')?.activity ?? [];
    log.splice(0);
    const late = await forge.readPushers(reading);
    expect(late.missing).toMatchObject([
      { what: 'pushers', why: expect.stringContaining('no push of the head') },
    ]);
  });
});

describe('rights', () => {
  it('are those of a team for an App, and unread for a workflow', async () => {
    const app = await openDesk();
    app.hub.team('acme/security', { members: ['dana'], pending: ['bob'] });
    expect(await app.forge.readTeam('acme/security')).toMatchObject({
      team: { name: 'acme/security', members: [{ account: idOf(app, 'dana'), state: 'active' }] },
      missing: [],
    });
    const actions = await openDesk({ as: 'actions' });
    expect(await actions.forge.readTeam('acme/security')).toMatchObject({
      team: { members: null },
      missing: [{ what: 'team acme/security', why: expect.stringContaining('members: read') }],
    });
  });

  it('are those that an account has now', async () => {
    const desk = await openDesk({ as: 'actions' });
    expect(await desk.forge.readPermission('dana')).toMatchObject({
      asked: 'dana',
      account: { id: idOf(desk, 'dana'), login: 'dana', type: 'user', permission: 'maintain' },
      missing: [],
    });
    expect((await desk.forge.readPermission('mallory')).account).toMatchObject({
      permission: 'none',
    });
    expect(await desk.forge.readPermission('nobody-at-all')).toEqual({
      asked: 'nobody-at-all',
      account: null,
      missing: [],
    });
  });

  it('are listed at once', async () => {
    const { forge } = await openDesk();
    const { accounts } = await forge.readCollaborators();
    expect(accounts?.find(({ login }) => login === 'ada')).toMatchObject({ permission: 'write' });
  });
});

describe('finding pull requests', () => {
  it('by their head, in the right repository', async () => {
    const hub = await acme({ visibility: 'public' });
    const desk = await openDesk({ hub });
    hub.repository('mallory/identities', { parent: 'acme/identities' });
    const number = typicalPullRequest(hub);
    hub.push({
      repository: 'mallory/identities',
      branch: 'grant',
      as: 'mallory',
      files: { 'm.yaml': 'm\n' },
    });
    const repository = 'acme/identities';
    const fork = hub.open({
      repository,
      headRepository: 'mallory/identities',
      head: 'grant',
      as: 'mallory',
    });
    const { forge } = desk;
    expect(await forge.findByHead({ repository, branch: 'grant' })).toEqual([number]);
    const forked = { repository: 'mallory/Identities', branch: 'grant' };
    expect(await forge.findByHead(forked)).toEqual([fork]);
    expect(await forge.findByHead({ repository: null, branch: 'grant' })).toEqual([]);
    expect(await forge.listOpen(10, null)).toEqual([fork, number]);
    expect(await forge.listOpen(10, 'refs/heads/release')).toEqual([]);
  });

  it.each(['graphql', 'rest'] as const)('of a queue, by %s', async (mode) => {
    const { hub, forge } = await openDesk({ mode });
    hub.ruleset({ name: 'queue', branches: ['main'], mergeQueue: true });
    const heads = ['one', 'two'].map((branch) =>
      hub.push({ branch, as: 'ada', files: { [`${branch}.yaml`]: 'x\n' } }),
    );
    const numbers = ['one', 'two'].map((head) => hub.open({ head, as: 'ada' }));
    const [first, second] = numbers.map((number) => hub.enqueue(number, { as: 'root' }));
    const { queue = [], directory } = hub.world.repositories.get('acme/identities') ?? {};
    expect(directory).toBeDefined();
    const [bottom, top] = queue;
    const group = await forge.readQueueGroup(top?.groupRef ?? '', second ?? '');
    const all = numbers.map((number, index) => ({ number, headCommit: heads[index] }));
    expect(group).toEqual(
      mode === 'graphql'
        ? { baseRef: 'refs/heads/main', baseCommit: bottom?.groupBase, entries: all }
        : { baseRef: 'refs/heads/main', baseCommit: first, entries: all.slice(1) },
    );
    expect(await forge.readQueueGroup('refs/heads/main', second ?? '')).toBeNull();
  });
});
