import { expect, test } from 'vitest';

import { acme, call, get } from '../support/github/acme.ts';
import { MergeBlocked } from '../support/github/acts/merge.ts';
import { appJwt } from '../support/github/app-jwt.ts';
import type { Hub } from '../support/github/hub.ts';
import { ACTIONS_APP } from '../support/github/world.ts';

const context = 'jitl/gate@main';
const repository = '/repos/acme/identities';

function opened(hub: Hub): { readonly number: number; readonly head: string } {
  const head = hub.push({ branch: 'grant', as: 'ada', files: { 'a.yaml': 'a: 1\n' } });
  return { number: hub.open({ head: 'grant', as: 'ada' }), head };
}

function postBy(hub: Hub, token: string, commit: string, state: string) {
  return call(hub, token, `POST ${repository}/statuses/${commit}`, { state, context });
}

test('only results of the named App count', async () => {
  await using hub = await acme();
  const { number, head } = opened(hub);
  hub.ruleset({ requiredChecks: [{ context, integrationId: ACTIONS_APP }] });
  expect(hub.mergeability(number).mergeable).toBe(false);

  const person = hub.token({ kind: 'pat', as: 'bob' });
  expect((await postBy(hub, person, head, 'success')).status).toBe(201);
  expect(hub.mergeability(number).mergeable).toBe(false);
  expect(() => hub.merge({ number, as: 'root' })).toThrow(MergeBlocked);

  const gate = hub.token({ kind: 'actions', permissions: { statuses: 'write' } });
  expect(await postBy(hub, gate, head, 'success')).toMatchObject({
    status: 201,
    body: { creator: { login: 'github-actions[bot]' } },
  });
  expect(hub.mergeability(number)).toEqual({ mergeable: true, why: [] });
  expect(hub.violations).toEqual([]);
});

test('without an App anybody’s success is enough', async () => {
  await using hub = await acme();
  const { number, head } = opened(hub);
  hub.ruleset({ requiredChecks: [{ context }] });
  await postBy(hub, hub.token({ kind: 'pat', as: 'bob' }), head, 'success');
  expect(hub.mergeability(number).mergeable).toBe(true);
});

test('skipped and neutral pass, a status of the same name is required besides', async () => {
  await using hub = await acme();
  const { number, head } = opened(hub);
  hub.ruleset({ requiredChecks: [{ context }] });
  const token = hub.token({ kind: 'actions', permissions: { checks: 'write', statuses: 'write' } });
  const path = `POST ${repository}/check-runs`;
  for (const conclusion of ['skipped', 'neutral', 'success']) {
    // oxlint-disable-next-line no-await-in-loop -- the latest counts
    const answer = await call(hub, token, path, { name: context, head_sha: head, conclusion });
    expect(answer.status).toBe(201);
    expect(hub.mergeability(number).mergeable).toBe(true);
  }
  await postBy(hub, token, head, 'failure');
  expect(hub.mergeability(number).why).toEqual([`required check ${context} is failure`]);
  await postBy(hub, token, head, 'success');
  expect(hub.mergeability(number).mergeable).toBe(true);
  expect(hub.violations).toEqual([]);
});

test('a success on another commit does not count, and a push takes it away', async () => {
  await using hub = await acme();
  const { number, head } = opened(hub);
  hub.ruleset({ requiredChecks: [{ context }] });
  const token = hub.token({ kind: 'actions', permissions: { statuses: 'write' } });
  await postBy(hub, token, head, 'success');
  expect(hub.mergeability(number).mergeable).toBe(true);
  hub.push({ branch: 'grant', as: 'ada', files: { 'a.yaml': 'a: 2\n' } });
  expect(hub.mergeability(number).why).toEqual([`required check ${context} is expected`]);
});

test('a check run belongs to the App that made it', async () => {
  await using hub = await acme();
  const { head } = opened(hub);
  const app = hub.app({ slug: 'jitl', owner: 'acme', permissions: { checks: 'write' } });
  const jwt = appJwt(app);
  const found = await get(hub, jwt, `${repository}/installation`);
  expect(found).toMatchObject({ status: 200, body: { id: app.installation, app_slug: 'jitl' } });
  const minted = await call(hub, jwt, `POST /app/installations/${app.installation}/access_tokens`, {
    repositories: ['identities'],
    permissions: { checks: 'write' },
  });
  expect(minted.status).toBe(201);
  const { token } = minted.body as { token: string };

  const made = await call(hub, token, `POST ${repository}/check-runs`, {
    name: context,
    head_sha: head,
    status: 'in_progress',
    output: { title: 'Waiting', summary: 'for one' },
  });
  expect(made).toMatchObject({ status: 201, body: { app: { id: app.id }, conclusion: null } });
  const { id } = made.body as { id: number };
  const other = hub.token({ kind: 'actions', permissions: { checks: 'write' } });
  const change = { status: 'completed', conclusion: 'success' };
  expect((await call(hub, other, `PATCH ${repository}/check-runs/${id}`, change)).status).toBe(403);
  expect(await call(hub, token, `PATCH ${repository}/check-runs/${id}`, change)).toMatchObject({
    status: 200,
    body: { status: 'completed', conclusion: 'success' },
  });
  const person = hub.token({ kind: 'pat', as: 'bob' });
  const made2 = await call(hub, person, `POST ${repository}/check-runs`, {
    name: 'x',
    head_sha: head,
  });
  expect(made2.status).toBe(403);

  const reader = hub.token({ kind: 'actions', permissions: { checks: 'read' } });
  const query = `check_name=${encodeURIComponent(context)}&app_id=${app.id}`;
  const list = await get(hub, reader, `${repository}/commits/${head}/check-runs?${query}`);
  expect(list.body).toMatchObject({ total_count: 1, check_runs: [{ id }] });
  const forged = appJwt({
    id: app.id,
    privateKey: hub.app({ slug: 'x', owner: 'acme', permissions: {} }).privateKey,
  });
  expect((await get(hub, forged, '/app')).status).toBe(401);
  expect((await get(hub, jwt, '/app')).body).toMatchObject({ slug: 'jitl' });
  expect(hub.violations).toEqual([]);
});

test('a bypass list lets past, for pull requests alone if it says so', async () => {
  await using hub = await acme();
  const { number } = opened(hub);
  const dana = [...hub.world.accounts.values()].find((one) => one.login === 'dana')?.id ?? 0;
  hub.ruleset({
    requiredChecks: [{ context }],
    pullRequest: { requiredApprovals: 1 },
    bypass: [{ actorId: dana, actorType: 'User', mode: 'pull_request' }],
  });
  expect(() => hub.push({ branch: 'main', as: 'dana', files: { x: '1' } })).toThrow('protected');
  expect(() => hub.merge({ number, as: 'bob' })).toThrow(MergeBlocked);
  const landed = hub.merge({ number, as: 'dana', method: 'squash' });
  const token = hub.token({
    kind: 'actions',
    permissions: { 'pull-requests': 'read', contents: 'read' },
  });
  expect((await get(hub, token, `${repository}/pulls/${number}`)).body).toMatchObject({
    merged: true,
    merge_commit_sha: landed,
    merged_by: { login: 'dana' },
    commits: 1,
  });
  expect((await get(hub, token, `${repository}/commits/${landed}/pulls`)).body).toMatchObject([
    { number },
  ]);
  expect(hub.violations).toEqual([]);
});

function queued(hub: Hub, branch: string): { readonly number: number; readonly group: string } {
  const commit = hub.push({ branch, as: 'ada', from: 'main', files: { [branch]: '1\n' } });
  const number = hub.open({ head: branch, as: 'ada' });
  hub.postStatus({
    commit,
    context,
    state: 'success',
    token: hub.token({ kind: 'pat', as: 'bob' }),
  });
  return { number, group: hub.enqueue(number, { as: 'bob' }) };
}

test('groups stand on each other, land in order, and are made anew behind one that failed', async () => {
  await using hub = await acme();
  hub.ruleset({ requiredChecks: [{ context }], mergeQueue: true });
  const token = hub.token({ kind: 'actions', permissions: { statuses: 'write' } });
  const first = queued(hub, 'one');
  const second = queued(hub, 'two');
  const third = queued(hub, 'three');
  expect(() => hub.merge({ number: first.number, as: 'bob' })).toThrow('merge queue');
  expect(hub.events.findLast((one) => one.name === 'merge_group')).toMatchObject({
    action: 'checks_requested',
    sha: third.group,
    workflowsFrom: { commit: third.group },
    payload: {
      merge_group: {
        head_sha: third.group,
        base_sha: second.group,
        head_ref: `refs/heads/gh-readonly-queue/main/pr-3-${second.group}`,
        base_ref: 'refs/heads/main',
      },
    },
  });
  expect(hub.advanceQueue()).toEqual({ landed: [], removed: [] });
  hub.postStatus({ commit: first.group, context, state: 'success', token });
  hub.postStatus({ commit: second.group, context, state: 'failure', token });
  hub.postStatus({ commit: third.group, context, state: 'success', token });
  expect(hub.advanceQueue()).toEqual({ landed: [1], removed: [2] });
  const anew = hub.world.repositories.get('acme/identities')?.queue[0];
  expect(anew).toMatchObject({ number: 3, groupBase: first.group });
  hub.postStatus({ commit: anew?.groupCommit ?? '', context, state: 'success', token });
  expect(hub.advanceQueue()).toEqual({ landed: [3], removed: [] });
});

test('a merge by each method', async () => {
  await using hub = await acme();
  for (const method of ['merge', 'squash', 'rebase'] as const) {
    hub.push({ branch: method, as: 'ada', from: 'main', files: { [method]: '1\n' } });
    hub.push({ branch: 'main', as: 'root', files: { other: method } });
    const number = hub.open({ head: method, as: 'ada' });
    const commit = hub.merge({ number, as: 'bob', method });
    const pull = hub.world.repositories.get('acme/identities')?.pullRequests.get(number);
    expect(pull).toMatchObject({ state: 'merged', mergeCommit: commit });
  }
  expect(hub.events.findLast((one) => one.name === 'pull_request')).toMatchObject({
    action: 'closed',
  });
});
