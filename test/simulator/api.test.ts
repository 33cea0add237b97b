import { gzipSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { acme, call, get } from '../support/github/acme.ts';
import type { Hub } from '../support/github/hub.ts';

const repository = '/repos/acme/identities';
const pulls = `${repository}/pulls`;

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

test('rules, environments, owners and settings are readable', async () => {
  const owners = '* @acme/security\n/keys/ @nobody @dana\n';
  await using hub = await acme({ files: { '.github/CODEOWNERS': owners, 'a/b.txt': 'hello\n' } });
  const id = hub.ruleset({
    requiredChecks: [{ context: 'jitl/gate@main', integrationId: 7 }],
    pullRequest: { requiredApprovals: 2, lastPushApproval: true },
    mergeQueue: true,
    bypass: [{ actorId: 5, actorType: 'RepositoryRole', mode: 'exempt' }],
  });
  hub.environment('jitl', ['main']);
  const token = hub.token({ kind: 'pat', as: 'root' });
  expect((await get(hub, token, `${repository}/rules/branches/main`)).body).toMatchObject([
    { type: 'non_fast_forward', ruleset_id: id },
    {
      type: 'required_status_checks',
      parameters: { required_status_checks: [{ context: 'jitl/gate@main', integration_id: 7 }] },
    },
    { type: 'pull_request', parameters: { required_approving_review_count: 2 } },
    { type: 'merge_queue' },
  ]);
  expect((await get(hub, token, `${repository}/rules/branches/feature/x`)).body).toEqual([]);
  expect((await get(hub, token, `${repository}/rulesets`)).body).toMatchObject([{ id }]);
  expect((await get(hub, token, `${repository}/rulesets/${id}`)).body).toMatchObject({
    bypass_actors: [{ bypass_mode: 'exempt' }],
  });
  const bob = hub.token({ kind: 'pat', as: 'bob' });
  expect((await get(hub, bob, `${repository}/rulesets/${id}`)).body).not.toHaveProperty(
    'bypass_actors',
  );
  expect((await get(hub, token, `${repository}/codeowners/errors`)).body).toMatchObject({
    errors: [{ line: 2, kind: 'Unknown owner' }],
  });
  const environment = `${repository}/environments/jitl`;
  expect((await get(hub, token, environment)).body).toMatchObject({ name: 'jitl' });
  expect((await get(hub, token, `${environment}/deployment-branch-policies`)).body).toMatchObject({
    branch_policies: [{ name: 'main' }],
  });
  const workflow = `${repository}/actions/permissions/workflow`;
  expect((await get(hub, token, workflow)).body).toMatchObject({
    default_workflow_permissions: 'read',
  });
  expect((await get(hub, bob, workflow)).status).toBe(403);
  expect((await get(hub, token, `${repository}/actions/policies`)).status).toBe(404);
  expect((await get(hub, token, `${repository}/contents/a/b.txt?ref=main`)).body).toMatchObject({
    type: 'file',
    content: 'aGVsbG8K\n',
  });
  expect((await get(hub, token, `${repository}/contents/a`)).body).toMatchObject([
    { path: 'a/b.txt' },
  ]);
  expect((await get(hub, token, `${repository}/git/ref/heads/main`)).body).toMatchObject({
    ref: 'refs/heads/main',
  });
  expect((await get(hub, token, `${repository}/git/ref/heads%2Fnone`)).status).toBe(404);
  expect((await get(hub, token, '/rate_limit')).status).toBe(200);
  expect((await get(hub, token, '/user')).body).toMatchObject({ login: 'root' });
  expect((await get(hub, token, '/users/dana')).body).toMatchObject({ login: 'dana' });
  expect(hub.violations).toEqual([]);
});

test('SARIF, requested reviewers and commits are taken and told', async () => {
  await using hub = await acme();
  const head = hub.push({ branch: 'grant', as: 'ada', files: { a: '1' } });
  const number = hub.open({ head: 'grant', as: 'ada', stackBase: 'main' });
  const token = hub.token({
    kind: 'actions',
    permissions: {
      'security-events': 'write',
      'pull-requests': 'write',
      contents: 'read',
      statuses: 'write',
    },
  });
  const sarif = gzipSync('{"version":"2.1.0"}').toString('base64');
  const body = { commit_sha: head, ref: `refs/pull/${number}/head`, sarif };
  const sent = await call(hub, token, `POST ${repository}/code-scanning/sarifs`, body);
  expect(sent.status).toBe(202);
  const ask = `POST ${repository}/pulls/${number}/requested_reviewers`;
  const asked = await call(hub, token, ask, { reviewers: ['dana'], team_reviewers: ['security'] });
  expect(asked).toMatchObject({
    status: 201,
    body: { requested_reviewers: [{ login: 'dana' }], requested_teams: [{ slug: 'security' }] },
  });
  expect((await call(hub, token, ask, { reviewers: ['ada'] })).status).toBe(422);
  expect((await get(hub, token, `${repository}/pulls/${number}`)).body).toMatchObject({
    stack: { base: { ref: 'main' } },
  });
  expect((await get(hub, token, `${repository}/git/commits/${head}`)).body).toMatchObject({
    sha: head,
    author: { email: 'ada@example.com' },
  });
  await call(hub, token, `POST ${repository}/statuses/${head}`, { state: 'success', context: 'x' });
  expect((await get(hub, token, `${repository}/commits/${head}/status`)).body).toMatchObject({
    state: 'success',
    total_count: 1,
  });
  expect((await get(hub, token, `${repository}/commits/${head}/statuses`)).body).toMatchObject([
    { context: 'x', creator: { login: 'github-actions[bot]' } },
  ]);
  const long = { state: 'success', context: 'x', description: 'd'.repeat(141) };
  expect((await call(hub, token, `POST ${repository}/statuses/${head}`, long)).status).toBe(422);
  expect(hub.violations).toEqual([]);
});

function lengthOf(body: unknown): number {
  return Array.isArray(body) ? body.length : -1;
}

async function followed(hub: Hub, token: string, path: string): Promise<readonly number[]> {
  const { body, headers } = await get(hub, token, path);
  const next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
  const rest = next === undefined ? [] : await followed(hub, token, next.slice(hub.url.length));
  return [lengthOf(body), ...rest];
}

test('pages have 30, or what is asked for up to 100', async () => {
  await using hub = await acme();
  hub.push({ branch: 'grant', as: 'ada', files: { a: '1' } });
  const number = hub.open({ head: 'grant', as: 'ada' });
  for (let count = 0; count < 130; count += 1)
    hub.review({ number, as: 'dana', state: 'COMMENTED', body: `remark ${count}` });
  const token = hub.token({ kind: 'pat', as: 'bob' });
  const path = `${repository}/pulls/${number}/reviews`;
  expect(await followed(hub, token, path)).toEqual([30, 30, 30, 30, 10]);
  expect(await followed(hub, token, `${path}?per_page=100`)).toEqual([100, 30]);
  expect(lengthOf((await get(hub, token, `${path}?per_page=100&page=3`)).body)).toBe(0);
  expect(hub.violations).toEqual([]);
  expect(await followed(hub, token, `${path}?per_page=200`)).toEqual([100, 30]);
  expect(hub.violations[0]).toContain('per_page: 200 is over 100');
});

test('pushes are listed by cursors, with who pushed', async () => {
  await using hub = await acme();
  for (let count = 0; count < 3; count += 1)
    hub.push({
      branch: 'grant',
      as: 'bob',
      files: { a: `${count}` },
      author: { name: 'Ada', email: 'ada@example.com' },
    });
  const token = hub.token({ kind: 'actions', permissions: { contents: 'read' } });
  const path = `${repository}/activity?ref=grant&per_page=2`;
  expect(await followed(hub, token, path)).toEqual([2, 1]);
  expect((await get(hub, token, path)).body).toMatchObject([
    { activity_type: 'push', actor: { login: 'bob' }, ref: 'refs/heads/grant' },
    { activity_type: 'push' },
  ]);
  expect(hub.violations).toEqual([]);
});

test('at most 250 commits of a pull request are listed', async () => {
  await using hub = await acme();
  hub.push({ branch: 'many', as: 'ada', files: { a: '0' } });
  hub.pushMany({ branch: 'many', as: 'ada', count: 254 });
  const number = hub.open({ head: 'many', as: 'ada' });
  const token = hub.token({ kind: 'pat', as: 'bob' });
  const path = `${repository}/pulls/${number}/commits?per_page=100`;
  expect(await followed(hub, token, path)).toEqual([100, 100, 50]);
  expect((await get(hub, token, `${repository}/pulls/${number}`)).body).toMatchObject({
    commits: 255,
  });
  expect(hub.violations).toEqual([]);
});

test('each kind of fault, once', async () => {
  await using hub = await acme();
  for (const branch of ['one', 'two']) {
    hub.push({ branch, as: 'ada', files: { [branch]: '1' } });
    hub.open({ head: branch, as: 'ada' });
  }
  const token = hub.token({ kind: 'pat', as: 'bob' });
  const match = ({ path }: { readonly path: string }) => path.startsWith(pulls);
  const limited = { status: 403, headers: { 'retry-after': '7' }, body: { message: 'slow down' } };
  hub.fail({ match, fault: { kind: 'status', ...limited } });
  const refused = await get(hub, token, pulls);
  expect(refused).toMatchObject({ status: 403, body: { message: 'slow down' } });
  expect(refused.headers.get('retry-after')).toBe('7');

  hub.fail({ match, fault: { kind: 'drop' } });
  await expect(get(hub, token, pulls)).rejects.toThrow('fetch failed');
  hub.fail({ match, fault: { kind: 'truncated' } });
  await expect(get(hub, token, pulls)).rejects.toThrow();
  hub.fail({ match, fault: { kind: 'invalid-json' } });
  expect(typeof (await get(hub, token, pulls)).body).toBe('string');
  hub.fail({ match, fault: { kind: 'no-next-page' } });
  expect((await get(hub, token, `${pulls}?per_page=1`)).headers.get('link')).toBeNull();
  hub.fail({ match, fault: { kind: 'slow', milliseconds: 5 } });
  expect((await get(hub, token, pulls)).status).toBe(200);

  const next = await get(hub, token, `${pulls}?per_page=1`);
  expect(next.headers.get('link')).toContain('rel="next"');
  expect(hub.calls.map((one) => one.status)).toEqual([403, 0, 200, 200, 200, 200, 200]);
  expect(hub.violations).toEqual([]);
});

test('GraphQL tells of errors in the body, and nodes may be null', async () => {
  await using hub = await acme();
  const token = hub.token({ kind: 'pat', as: 'bob' });
  const query = '{ repository(owner: "acme", name: "identities") { defaultBranchRef { name } } }';
  const match = ({ path }: { readonly path: string }) => path === '/graphql';
  hub.fail({ match, fault: { kind: 'graphql-errors', message: 'no', type: 'RATE_LIMITED' } });
  expect((await call(hub, token, 'POST /graphql', { query })).body).toEqual({
    data: null,
    errors: [{ message: 'no', type: 'RATE_LIMITED' }],
  });
  hub.fail({ match, fault: { kind: 'graphql-null', path: ['repository', 'defaultBranchRef'] } });
  expect((await call(hub, token, 'POST /graphql', { query })).body).toEqual({
    data: { repository: { defaultBranchRef: null } },
  });
  expect((await call(hub, token, 'POST /graphql', { query })).body).toMatchObject({
    data: { repository: { defaultBranchRef: { name: 'main' } } },
  });
  expect(hub.violations).toEqual([]);
});
