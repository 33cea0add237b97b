import { expect, test } from 'vitest';

import { acme, call, get } from '../support/github/acme.ts';
import type { Hub } from '../support/github/hub.ts';
import type { HubEvent } from '../support/github/sim.ts';

const signal = `name: signal
on:
  pull_request:
    types: [opened, synchronize]
  pull_request_review:
    types: [submitted]
permissions: {}
jobs:
  poke:
    runs-on: ubuntu-latest
`;
const gate = `name: gate
on:
  workflow_run: { workflows: [signal], types: [completed] }
  issue_comment: { types: [created] }
permissions: {}
jobs:
  gate:
    runs-on: ubuntu-latest
    environment: { name: jitl }
    permissions: { contents: read, statuses: write, pull-requests: write }
`;
const files = { '.github/workflows/signal.yml': signal, '.github/workflows/gate.yml': gate };

function last(hub: Hub, name: string): HubEvent {
  const found = hub.events.findLast((event) => event.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

test('the chain from a pull request to the gate', async () => {
  await using hub = await acme({ files });
  hub.environment('jitl', ['main']);
  const head = hub.push({ branch: 'grant', as: 'ada', files: { a: '1' } });
  hub.open({ head: 'grant', as: 'ada' });
  const event = last(hub, 'pull_request');
  expect(event).toMatchObject({ action: 'opened', ref: 'refs/pull/1/merge', fork: false });
  const [run] = hub.workflowRuns(event);
  expect(run).toMatchObject({
    path: '.github/workflows/signal.yml',
    permissions: {},
    secrets: true,
  });
  if (run === undefined) throw new Error('nothing ran');
  const completed = hub.completeRun(run);
  expect(completed.payload).toMatchObject({
    workflow_run: {
      name: 'signal',
      event: 'pull_request',
      head_sha: head,
      head_branch: 'grant',
      head_repository: { full_name: 'acme/identities' },
      pull_requests: [{ number: 1 }],
    },
  });
  const [privileged] = hub.workflowRuns(completed);
  expect(privileged).toMatchObject({
    path: '.github/workflows/gate.yml',
    ref: 'refs/heads/main',
    permissions: { contents: 'read', statuses: 'write', pull_requests: 'write' },
    jobs: [{ environment: { name: 'jitl', open: true } }],
  });
  const path = `POST /repos/acme/identities/statuses/${head}`;
  const status = { state: 'pending', context: 'jitl/gate@main' };
  expect((await call(hub, privileged?.token ?? '', path, status)).status).toBe(201);
  expect((await call(hub, run.token, path, status)).status).toBe(403);
  expect(hub.violations).toEqual([]);
});

test('a pull request changes what runs for itself, and nothing of the default branch', async () => {
  await using hub = await acme({ files });
  hub.environment('jitl', ['main']);
  const own = gate.replace(
    'workflow_run: { workflows: [signal], types: [completed] }',
    'pull_request: {}',
  );
  hub.push({
    branch: 'grant',
    as: 'ada',
    files: { '.github/workflows/gate.yml': own, '.github/workflows/signal.yml': null },
  });
  const number = hub.open({ head: 'grant', as: 'ada' });
  const [run, ...more] = hub.workflowRuns(last(hub, 'pull_request'));
  expect(more).toEqual([]);
  expect(run).toMatchObject({
    path: '.github/workflows/gate.yml',
    permissions: { statuses: 'write' },
    jobs: [{ environment: { open: false } }],
  });
  hub.review({ number, as: 'dana', state: 'APPROVED' });
  expect(hub.workflowRuns(last(hub, 'pull_request_review'))).toEqual([]);
  hub.comment({ number, as: 'bob', body: '/jitl recheck' });
  const event = last(hub, 'issue_comment');
  expect(hub.workflowRuns(event)).toMatchObject([{ ref: 'refs/heads/main' }]);
  expect(event.payload).toMatchObject({
    issue: { number, pull_request: {} },
    comment: { body: '/jitl recheck' },
  });
});

test('a fork’s run only reads and knows no secret, and its head is not named', async () => {
  await using hub = await acme({ files: { ...files, 'w.txt': 'x' }, visibility: 'public' });
  hub.environment('jitl', []);
  hub.repository('mallory/identities', { parent: 'acme/identities' });
  const own = gate.replace('on:', 'on:\n  pull_request: {}');
  const head = hub.push({
    repository: 'mallory/identities',
    branch: 'main',
    as: 'mallory',
    files: { '.github/workflows/gate.yml': own },
  });
  const number = hub.open({
    repository: 'acme/identities',
    headRepository: 'mallory/identities',
    head: 'main',
    as: 'mallory',
  });
  const event = last(hub, 'pull_request');
  expect(event.fork).toBe(true);
  const runs = hub.workflowRuns(event);
  const forged = runs.find((one) => one.name === 'gate');
  expect(forged).toMatchObject({
    secrets: false,
    permissions: { contents: 'read', statuses: 'read' },
    jobs: [{ environment: { open: false } }],
  });
  const post = `POST /repos/acme/identities/statuses/${head}`;
  const status = { state: 'success', context: 'jitl/gate@main' };
  expect((await call(hub, forged?.token ?? '', post, status)).status).toBe(403);
  const run = runs.find((one) => one.name === 'signal');
  if (run === undefined) throw new Error('nothing ran');
  expect(hub.completeRun(run).payload).toMatchObject({
    workflow_run: {
      pull_requests: [],
      head_branch: 'main',
      head_repository: { full_name: 'mallory/identities' },
    },
  });
  const token = hub.token({
    kind: 'actions',
    permissions: { contents: 'read' },
    repository: 'acme/identities',
  });
  expect((await get(hub, token, `/repos/acme/identities/commits/${head}/pulls`)).body).toEqual([]);
  hub.deleteRepository('mallory/identities');
  expect((await get(hub, token, `/repos/acme/identities/pulls/${number}`)).body).toMatchObject({
    head: { repo: null, sha: head, label: 'mallory:main' },
  });
  expect(hub.violations).toEqual([]);
});

test('a conflict runs nothing for `pull_request`, and events of a workflow start nothing', async () => {
  await using hub = await acme({ files: { ...files, a: '0\n' } });
  hub.push({ branch: 'grant', as: 'ada', files: { a: '1\n' } });
  hub.push({ branch: 'main', as: 'root', files: { a: '2\n' } });
  const number = hub.open({ head: 'grant', as: 'ada' });
  expect(last(hub, 'pull_request').workflowsFrom).toBeNull();
  expect(hub.workflowRuns(last(hub, 'pull_request'))).toEqual([]);
  expect(hub.mergeability(number).why).toEqual(['the branches conflict']);

  const token = hub.token({ kind: 'actions', permissions: { issues: 'write' } });
  const path = `POST /repos/acme/identities/issues/${number}/comments`;
  await call(hub, token, path, { body: '/jitl recheck' });
  expect(hub.workflowRuns(last(hub, 'issue_comment'))).toEqual([]);
});

test('payloads are frozen as they were', async () => {
  await using hub = await acme({ files });
  const before = hub.push({ branch: 'grant', as: 'ada', files: { a: '1' } });
  const number = hub.open({ head: 'grant', as: 'ada', title: 'first' });
  const event = last(hub, 'pull_request');
  hub.push({ branch: 'grant', as: 'ada', files: { a: '2' } });
  hub.editTitle(number, { as: 'ada', title: 'second' });
  hub.retarget(number, 'grant', { as: 'ada' });
  expect(event.payload).toMatchObject({
    pull_request: { title: 'first', head: { sha: before }, base: { ref: 'main' } },
  });
  expect(Object.isFrozen(event.payload['pull_request'])).toBe(true);
  expect(last(hub, 'pull_request').payload).toMatchObject({
    changes: { base: { ref: { from: 'main' } } },
  });
});

test('`pull_request_target` runs the default branch, in a public repository only by a policy', async () => {
  const target = 'name: target\non: { pull_request_target: {} }\njobs: { a: {} }\n';
  await using hub = await acme({
    visibility: 'public',
    files: { '.github/workflows/t.yml': target },
  });
  hub.push({ branch: 'grant', as: 'ada', files: { '.github/workflows/t.yml': 'on: push\n' } });
  hub.open({ head: 'grant', as: 'ada' });
  const event = last(hub, 'pull_request_target');
  expect(event.ref).toBe('refs/heads/main');
  expect(hub.workflowRuns(event)).toEqual([]);
  const { settings } = hub.world.repositories.get('acme/identities') ?? { settings: null };
  Object.assign(settings ?? {}, { actionsPolicies: [{ id: 1 }] });
  expect(hub.workflowRuns(event)).toMatchObject([{ name: 'target', ref: 'refs/heads/main' }]);
});

test('what Dependabot causes runs as from a fork, and what a workflow opens not at all', async () => {
  await using hub = await acme({ files });
  hub.account('dependabot[bot]', { type: 'Bot' });
  hub.push({ branch: 'bump', as: 'dependabot[bot]', files: { a: '1' } });
  hub.open({ head: 'bump', as: 'dependabot[bot]' });
  expect(hub.workflowRuns(last(hub, 'pull_request'))).toMatchObject([{ secrets: false }]);

  const token = hub.token({ kind: 'actions', permissions: { contents: 'write' } });
  hub.push({ branch: 'made', as: 'github-actions[bot]', files: { b: '1' }, token });
  hub.open({ head: 'made', as: 'github-actions[bot]', token });
  expect(hub.workflowRuns(last(hub, 'pull_request'))).toEqual([]);
});

test('by the clock and by hand', async () => {
  const sweep =
    'on: { schedule: [{ cron: "1 2 * * *" }], workflow_dispatch: {} }\njobs: { a: {} }\n';
  await using hub = await acme({ files: { ...files, '.github/workflows/sweep.yml': sweep } });
  expect(hub.workflowRuns(hub.schedule('1 2 * * *'))).toMatchObject([
    { path: '.github/workflows/sweep.yml', permissions: { contents: 'read' } },
  ]);
  const event = hub.dispatch({ workflow: 'sweep.yml', as: 'bob', inputs: { pr: '1' } });
  expect(hub.workflowRuns(event)).toMatchObject([{ path: '.github/workflows/sweep.yml' }]);
  expect(event.payload).toMatchObject({ inputs: { pr: '1' }, sender: { login: 'bob' } });
});
