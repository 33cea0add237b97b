import { expect, test } from 'vitest';

import { acme, call, get } from '../support/github/acme.ts';
import type { Hub } from '../support/github/hub.ts';

const pulls = '/repos/acme/identities/pulls';

function opened(hub: Hub): number {
  hub.push({ branch: 'grant', as: 'ada', files: { 'a.yaml': 'a: 1\n', 'b.yaml': 'b: 1\n' } });
  return hub.open({ head: 'grant', as: 'ada' });
}

async function commitOf(hub: Hub, review: number): Promise<unknown> {
  const token = hub.token({ kind: 'pat', as: 'bob' });
  const { body } = await get(hub, token, `${pulls}/1/reviews`);
  const all = Array.isArray(body) ? (body as { id: number; commit_id: string }[]) : [];
  return all.find((one) => one.id === review)?.commit_id;
}

test('an approval is stamped anew by an update of the branch, but not by a push of content', async () => {
  await using hub = await acme();
  const number = opened(hub);
  const first = hub.review({ number, as: 'dana', state: 'APPROVED', body: 'as it is' });
  hub.push({ branch: 'main', as: 'root', files: { 'other.txt': 'x\n' } });
  const updated = hub.updateBranch(number, { as: 'ada' });
  expect(await commitOf(hub, first)).toBe(updated);

  hub.push({ branch: 'grant', as: 'ada', files: { 'a.yaml': 'a: 2\n' } });
  expect(await commitOf(hub, first)).toBe(updated);
  expect(hub.violations).toEqual([]);
});

test('an approval is stamped anew by a force-push with the same patch, not with another', async () => {
  await using hub = await acme();
  const number = opened(hub);
  const start = hub.world.repositories.get('acme/identities')?.pullRequests.get(number)?.headCommit;
  const approval = hub.review({ number, as: 'dana', state: 'APPROVED' });
  const base = hub.push({ branch: 'main', as: 'root', files: { 'other.txt': 'x\n' } });
  const files = { 'a.yaml': 'a: 1\n', 'b.yaml': 'b: 1\n' };
  const rebased = hub.push({ branch: 'grant', as: 'ada', from: base, files, force: true });
  expect(rebased).not.toBe(start);
  expect(await commitOf(hub, approval)).toBe(rebased);

  const other = { 'a.yaml': 'a: 1\n', 'b.yaml': 'b: 9\n' };
  hub.push({ branch: 'grant', as: 'ada', from: base, files: other, force: true });
  expect(await commitOf(hub, approval)).toBe(rebased);

  const token = hub.token({ kind: 'pat', as: 'bob' });
  const timeline = await get(hub, token, `/repos/acme/identities/issues/${number}/timeline`);
  expect(timeline.body).toMatchObject([
    { event: 'head_ref_force_pushed', actor: { login: 'ada' }, commit_id: rebased },
    { event: 'head_ref_force_pushed' },
  ]);
  expect(hub.violations).toEqual([]);
});

test('bodies can be edited by others, and REST says nothing of it', async () => {
  await using hub = await acme();
  const number = opened(hub);
  const id = hub.review({ number, as: 'dana', state: 'APPROVED', body: 'before' });
  hub.editReview(id, { as: 'root', body: 'after' });
  const token = hub.token({ kind: 'pat', as: 'bob' });
  const { body } = await get(hub, token, `${pulls}/${number}/reviews`);
  expect(body).toMatchObject([{ body: 'after', user: { login: 'dana' } }]);
  expect(JSON.stringify(body)).not.toContain('edit');
  expect(hub.events.at(-1)).toMatchObject({
    name: 'pull_request_review',
    action: 'edited',
    payload: { changes: { body: { from: 'before' } }, sender: { login: 'root' } },
  });
  expect(hub.violations).toEqual([]);
});

test('a dismissal is in the timeline, and an older approval of the account counts again', async () => {
  await using hub = await acme();
  hub.ruleset({ pullRequest: { requiredApprovals: 1 } });
  const number = opened(hub);
  hub.review({ number, as: 'dana', state: 'APPROVED' });
  const veto = hub.review({ number, as: 'dana', state: 'CHANGES_REQUESTED', body: 'no' });
  expect(hub.mergeability(number).why).toContain('changes are requested');
  hub.dismiss(veto, { as: 'root' });
  expect(hub.mergeability(number)).toEqual({ mergeable: true, why: [] });
  const token = hub.token({ kind: 'pat', as: 'bob' });
  const timeline = await get(hub, token, `/repos/acme/identities/issues/${number}/timeline`);
  expect(timeline.body).toMatchObject([
    {
      event: 'review_dismissed',
      actor: { login: 'root' },
      dismissed_review: { review_id: veto, state: 'changes_requested' },
    },
  ]);
  expect(hub.violations).toEqual([]);
});

test('reviews by the API: not for one’s own, not by Actions', async () => {
  await using hub = await acme();
  const number = opened(hub);
  const path = `POST ${pulls}/${number}/reviews`;
  const own = hub.token({ kind: 'pat', as: 'ada' });
  const approve = { event: 'APPROVE', body: 'fine' };
  expect(await call(hub, own, path, approve)).toMatchObject({
    status: 422,
    body: { errors: ['Can not approve your own pull request'] },
  });
  const bot = hub.token({ kind: 'actions', permissions: { 'pull-requests': 'write' } });
  expect((await call(hub, bot, path, approve)).status).toBe(422);
  const dana = hub.token({ kind: 'pat', as: 'dana' });
  expect(await call(hub, dana, path, approve)).toMatchObject({
    status: 200,
    body: { state: 'APPROVED', user: { login: 'dana' } },
  });
  expect(hub.violations).toEqual([]);
});

test('stale approvals go where a rule says so, and only when the patch changes', async () => {
  await using hub = await acme();
  hub.ruleset({ pullRequest: { requiredApprovals: 1, dismissStale: true } });
  const number = opened(hub);
  hub.review({ number, as: 'dana', state: 'APPROVED' });
  hub.push({ branch: 'grant', as: 'ada', files: {}, message: 'nothing' });
  expect(hub.mergeability(number).mergeable).toBe(true);
  hub.push({ branch: 'grant', as: 'ada', files: { 'a.yaml': 'a: 3\n' } });
  expect(hub.mergeability(number).mergeable).toBe(false);
});

test('a pull request, its commits, files and reviews', async () => {
  await using hub = await acme();
  hub.push({ branch: 'grant', as: 'ada', files: { 'sa/ci.yaml': 'kind: ServiceAccount\n' } });
  const number = hub.open({ head: 'grant', as: 'ada', title: 'A service account' });
  const head = hub.push({ branch: 'grant', as: 'ada', files: { 'README.md': null } });
  hub.review({ number, as: 'dana', state: 'APPROVED', body: 'fine' });
  const token = hub.token({
    kind: 'actions',
    permissions: { contents: 'read', 'pull-requests': 'read' },
  });

  const pull = await get(hub, token, `/repos/acme/identities/pulls/${number}`);
  expect(pull.body).toMatchObject({
    number,
    state: 'open',
    title: 'A service account',
    user: { login: 'ada', type: 'User' },
    head: { ref: 'grant', sha: head, repo: { full_name: 'acme/identities' } },
    base: { ref: 'main' },
    commits: 2,
    changed_files: 2,
    merged: false,
  });
  const files = await get(hub, token, `/repos/acme/identities/pulls/${number}/files`);
  expect(files.body).toMatchObject([
    { filename: 'README.md', status: 'removed' },
    { filename: 'sa/ci.yaml', status: 'added', additions: 1 },
  ]);
  const commits = await get(hub, token, `/repos/acme/identities/pulls/${number}/commits`);
  expect(commits.body).toMatchObject([{ author: { login: 'ada' } }, { sha: head }]);
  const reviews = await get(hub, token, `/repos/acme/identities/pulls/${number}/reviews`);
  expect(reviews.body).toMatchObject([
    { user: { login: 'dana' }, state: 'APPROVED', commit_id: head },
  ]);
  const list = await get(hub, token, '/repos/acme/identities/pulls?head=acme:grant&state=open');
  expect(list.body).toMatchObject([{ number }]);
  expect(hub.violations).toEqual([]);
});

test('the head of a fork pushed to the base counts as merged, by whoever pushed it', async () => {
  await using hub = await acme({ visibility: 'public' });
  hub.repository('mallory/identities', { parent: 'acme/identities' });
  const fork = { repository: 'mallory/identities', branch: 'grant', as: 'mallory' };
  const head = hub.push({ ...fork, files: { 'a.yaml': 'a: 1\n' } });
  const number = hub.open({
    repository: 'acme/identities',
    headRepository: 'mallory/identities',
    head: 'grant',
    as: 'mallory',
  });
  hub.repository('bob/identities', { parent: 'acme/identities' });
  expect(hub.push({ repository: 'bob/identities', branch: 'early', as: 'bob', from: head })).toBe(
    head,
  );
  hub.push({ repository: 'acme/identities', branch: 'main', as: 'root', from: head });
  const token = hub.token({ kind: 'pat', as: 'bob' });
  expect((await get(hub, token, `${pulls}/${number}`)).body).toMatchObject({
    merged: true,
    merge_commit_sha: head,
    merged_by: { login: 'root' },
    commits: 1,
  });
  expect(hub.violations).toEqual([]);
});
