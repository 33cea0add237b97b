import { expect, it } from 'vitest';

import { wording } from '../../src/action/wording.ts';
import { runGate } from '../../src/app/pull-request/gate.ts';
import { openDesk } from '../support/github-desk.ts';
import { gated, role, ROLE, type Gated } from '../support/github/gated.ts';
import { approve, commentOf, headOf, repository, resultOn } from '../support/github/judging.ts';

function propose({ hub }: Gated, draft = false): number {
  hub.push({ branch: 'more', as: 'ada', files: { [ROLE]: role('get, list', 'secrets') } });
  return hub.open({ head: 'more', base: 'main', as: 'ada', draft });
}

/** Judges it once more, with a token that may do these things. */
async function look(
  gate: Gated,
  number: number,
  permissions: Record<string, 'read' | 'write'>,
  sarif = false,
) {
  const token = gate.hub.token({
    kind: 'actions',
    as: 'root',
    repository: 'acme/identities',
    permissions,
  });
  const inputs = { sarif: String(sarif) };
  return gate.step('pull_request_target', { pull_request: { number } }, { token, inputs });
}

const rights = { contents: 'read', pull_requests: 'write', statuses: 'write' } as const;

it('asks those who may decide, once, and nobody for a draft', async () => {
  await using gate = await gated();
  const number = propose(gate, true);
  await gate.settle();
  const asked = () => repository(gate).pullRequests.get(number)?.requested.people ?? [];
  expect(asked()).toEqual([]);
  gate.hub.ready(number);
  await gate.settle();
  const logins = asked().map((id) => gate.hub.world.accounts.get(id)?.login);
  expect(new Set(logins)).toEqual(new Set(['bob', 'dana']));
  const before = gate.hub.calls.length;
  gate.hub.schedule();
  await gate.settle();
  const later = gate.hub.calls.slice(before).map(({ path }) => path);
  expect(later.filter((path) => path.endsWith('/requested_reviewers'))).toEqual([]);
  expect(gate.hub.violations).toEqual([]);
});

it('judges all the same where it may not write a comment', async () => {
  await using gate = await gated();
  const number = propose(gate);
  const step = await look(gate, number, { ...rights, pull_requests: 'read' });
  expect(step.code).toBe(0);
  expect(step.log).toMatch(
    /::warning title=jitl::the comment could not be written: the token may not POST [^\n]*\n/,
  );
  expect(resultOn(gate, headOf(gate, number))?.state).toBe('pending');
  expect(commentOf(gate, number)).toBe('');
});

it('fails where it may not publish, and names the permission', async () => {
  await using gate = await gated();
  const number = propose(gate);
  const step = await look(gate, number, { ...rights, statuses: 'read' });
  expect(step.code).toBe(1);
  expect(step.log).toMatch(/::error title=jitl%3A forge-forbidden::[^\n]*statuses/);
  expect(resultOn(gate, headOf(gate, number))).toBeNull();
});

it('uploads findings to code scanning, on the head, where that is asked for', async () => {
  await using gate = await gated();
  const number = propose(gate);
  const step = await look(gate, number, { ...rights, security_events: 'write' }, true);
  expect(step.code, step.log).toBe(0);
  const [upload] = repository(gate).sarifs;
  expect(upload).toMatchObject({ commit: headOf(gate, number), ref: `refs/pull/${number}/head` });
  // The simulator has unpacked it, as GitHub does.
  const sarif = upload?.sarif ?? '';
  expect(JSON.parse(sarif)).toMatchObject({ version: '2.1.0' });
  expect(sarif).toContain('secrets-read');
  expect(gate.hub.violations).toEqual([]);
});

it('says what changed since the last brief, and keeps saying it while that is the last', async () => {
  await using gate = await gated();
  const number = propose(gate);
  await gate.settle();
  expect(commentOf(gate, number)).not.toContain('Since the last brief');
  gate.hub.push({
    branch: 'more',
    as: 'ada',
    files: { [ROLE]: role('get, list, delete', 'secrets') },
  });
  await gate.settle();
  const second = commentOf(gate, number);
  expect(second).toContain('Since the last brief');
  gate.hub.schedule();
  await gate.settle();
  expect(commentOf(gate, number)).toBe(second);
});

it('uploads findings with the rights of the App too, which asks for one more only then', async () => {
  await using gate = await gated({
    tier: 'hardened',
    appPermissions: { security_events: 'write' },
  });
  const number = propose(gate);
  const payload = { pull_request: { number } };
  await gate.step('pull_request_target', payload, { inputs: { sarif: 'true' } });
  expect(repository(gate).sarifs).toMatchObject([{ commit: headOf(gate, number) }]);
  expect(gate.hub.violations).toEqual([]);
});

it('takes an old success back when the gate itself breaks', async () => {
  await using gate = await gated();
  const number = propose(gate);
  await gate.settle();
  await approve(gate, number, 'dana');
  expect(gate.hub.mergeability(number).mergeable).toBe(true);
  // A defect of ours, as far as the gate can tell: something that no adapter translates.
  const { forge, publisher } = await openDesk({ hub: gate.hub, as: 'actions' });
  const broken = runGate(number, {
    forge,
    publisher,
    fetch: () => Promise.reject(new RangeError('Maximum call stack size exceeded')),
    shipped: [],
    now: gate.now(),
    wording,
    writesComment: true,
    requestsReviewers: false,
    uploadsSarif: false,
  });
  await expect(broken).rejects.toThrow(RangeError);
  expect(resultOn(gate, headOf(gate, number))?.state).toBe('failure');
  expect(gate.hub.mergeability(number).mergeable).toBe(false);
});
