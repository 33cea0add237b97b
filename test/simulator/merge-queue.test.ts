import { expect, test } from 'vitest';

import { acme } from '../support/github/acme.ts';
import type { Hub } from '../support/github/hub.ts';

const context = 'jitl/gate@main';

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
