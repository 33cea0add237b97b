import { gzipSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { acme, call, get } from '../support/github/acme.ts';

const repository = '/repos/acme/identities';

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
