import { expect, test } from 'vitest';

import { acme, call, get } from '../support/github/acme.ts';

const repository = '/repos/acme/identities';

test('an unknown token is 401, a missing permission 403, a foreign repository 404', async () => {
  await using hub = await acme();
  const unknown = await get(hub, 'ghs_unknown', repository);
  expect(unknown.status).toBe(401);
  const narrow = hub.token({ kind: 'actions', permissions: { statuses: 'write' } });
  expect((await get(hub, narrow, `${repository}/pulls`)).status).toBe(403);
  expect((await get(hub, narrow, repository)).status).toBe(200);
  const stranger = hub.token({ kind: 'pat', as: 'mallory' });
  expect((await get(hub, stranger, `${repository}/pulls`)).status).toBe(404);
  const bob = hub.token({ kind: 'pat', as: 'bob' });
  hub.deleteAccount('bob');
  expect((await get(hub, bob, repository)).status).toBe(401);
  expect(hub.violations).toEqual([]);
});

test('an unknown route is 404 and a violation', async () => {
  await using hub = await acme();
  const token = hub.token({ kind: 'pat', as: 'root' });
  expect((await get(hub, token, `${repository}/branches/main/protection`)).status).toBe(404);
  expect(hub.violations).toEqual([`GET ${repository}/branches/main/protection: no such route`]);
});

test('a token of Actions reads no teams, an App with `members: read` does', async () => {
  await using hub = await acme();
  hub.account('eve');
  hub.team('acme/keys', { members: ['bob'], pending: ['eve'], parent: 'security' });
  hub.team('acme/security', { members: ['dana'], pending: ['eve'] });
  const actions = hub.token({ kind: 'actions', permissions: { contents: 'read' } });
  expect((await get(hub, actions, '/orgs/acme/teams/security/members')).status).toBe(403);
  const dana = hub.token({ kind: 'pat', as: 'dana' });
  const { body } = await get(hub, dana, '/orgs/acme/teams/Security/members');
  expect(body).toMatchObject([{ login: 'bob' }, { login: 'dana' }]);
  const invited = await get(hub, dana, '/orgs/acme/teams/security/invitations');
  expect(invited.body).toMatchObject([{ login: 'eve' }]);
  const of = '/orgs/acme/teams/security/memberships';
  expect((await get(hub, dana, `${of}/BOB`)).body).toMatchObject({ state: 'active' });
  expect((await get(hub, dana, `${of}/eve`)).body).toMatchObject({ state: 'pending' });
  expect((await get(hub, dana, `${of}/ada`)).status).toBe(404);
  expect(hub.violations).toEqual([]);
});

test('permissions are those of any way, and anybody reads a public repository', async () => {
  await using hub = await acme({
    visibility: 'public',
    collaborators: { ada: 'triage', dana: 'read' },
  });
  const token = hub.token({ kind: 'actions', permissions: {} });
  const of = `${repository}/collaborators`;
  expect((await get(hub, token, `${of}/ada/permission`)).body).toMatchObject({
    permission: 'read',
    role_name: 'triage',
    user: { login: 'ada', type: 'User' },
  });
  expect((await get(hub, token, `${of}/dana/permission`)).body).toMatchObject({
    role_name: 'write',
  });
  expect((await get(hub, token, `${of}/mallory/permission`)).body).toMatchObject({
    role_name: 'read',
  });
  expect((await get(hub, token, `${of}/nobody/permission`)).status).toBe(404);
  const all = await get(hub, token, of);
  expect(all.body).toMatchObject([{ login: 'ada' }, { login: 'dana' }]);
  expect(hub.violations).toEqual([]);
});

test('comments: marked with the App, edited by whoever may', async () => {
  await using hub = await acme();
  hub.push({ branch: 'grant', as: 'ada', files: { a: '1' } });
  const number = hub.open({ head: 'grant', as: 'ada' });
  const gate = hub.token({ kind: 'actions', permissions: { 'pull-requests': 'write' } });
  const made = await call(hub, gate, `POST ${repository}/issues/${number}/comments`, {
    body: 'one',
  });
  expect(made).toMatchObject({
    status: 201,
    body: { performed_via_github_app: { id: 15368 }, user: { type: 'Bot' } },
  });
  const { id } = made.body as { id: number };
  const patch = `PATCH ${repository}/issues/comments/${id}`;
  const mallory = hub.token({ kind: 'pat', as: 'mallory' });
  expect((await call(hub, mallory, patch, { body: 'x' })).status).toBe(404);
  expect((await call(hub, gate, patch, { body: 'two' })).body).toMatchObject({ body: 'two' });
  const react = `POST ${repository}/issues/comments/${id}/reactions`;
  expect((await call(hub, gate, react, { content: 'eyes' })).status).toBe(201);
  expect((await call(hub, gate, react, { content: 'eyes' })).status).toBe(200);
  expect(hub.violations).toEqual([]);
});
