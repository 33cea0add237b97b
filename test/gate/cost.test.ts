import { expect, it } from 'vitest';

import { gated, role, type Gated } from '../support/github/gated.ts';

/** Requests to the API since a point; those of git are none. */
function requests(gate: Gated, since: number): readonly string[] {
  return gate.hub.calls
    .slice(since)
    .filter(({ path }) => !path.startsWith('/git/'))
    .map(({ method, path }) => `${method} ${path.split('?')[0] ?? ''}`);
}

const TEAMS = `/identities/ @acme/security
/identities/five.yaml @acme/payments
`;

/** Ten gated files, two teams that own them, and three reviews. */
async function typical(tier: 'starter' | 'hardened'): Promise<{ gate: Gated; number: number }> {
  const gate = await gated({ tier, codeowners: TEAMS });
  const { hub } = gate;
  for (const login of ['erin', 'frank']) hub.account(login);
  hub.team('acme/payments', { members: ['erin'] });
  const repository = hub.world.repositories.get('acme/identities');
  repository?.teamPermissions.set('acme/payments', 'write');
  const names = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
  const files = names.map((name) => [
    `identities/${name}.yaml`,
    role('get', 'secrets').replaceAll('settlement', name),
  ]);
  hub.push({ branch: 'ten', as: 'ada', files: Object.fromEntries(files) });
  const number = hub.open({ head: 'ten', base: 'main', as: 'ada' });
  hub.review({ number, as: 'bob', state: 'COMMENTED', body: 'What for?' });
  hub.review({ number, as: 'erin', state: 'COMMENTED', body: 'For the report.' });
  hub.review({ number, as: 'bob', state: 'COMMENTED', body: 'I see.' });
  return { gate, number };
}

it.each([
  // A team cannot be read by the token of a workflow; it is asked for all the same.
  ['starter', 15],
  ['hardened', 15],
] as const)(
  'takes at most 15 requests for a typical pull request in the %s tier',
  async (tier, most) => {
    const { gate, number } = await typical(tier);
    await using _ = gate;
    const before = gate.hub.calls.length;
    const payload = { pull_request: { number } };
    const token = gate.hub.token({
      kind: 'actions',
      as: 'root',
      repository: 'acme/identities',
      permissions: { contents: 'read', pull_requests: 'write', statuses: 'write' },
    });
    const step = await gate.step('pull_request_target', payload, { token });
    const made = requests(gate, before);
    expect(made.length, made.join('\n')).toBeLessThanOrEqual(most);
    expect(step.log).toContain(`${made.length} requests to the API`);
    expect(gate.hub.violations).toEqual([]);
  },
);

it('takes at most 40, however many stand beside it', async () => {
  const { gate, number } = await typical('hardened');
  await using _ = gate;
  const { hub } = gate;
  const head =
    hub.world.repositories.get('acme/identities')?.pullRequests.get(number)?.headCommit ?? '';
  for (let at = 0; at < 6; at += 1) {
    hub.push({ branch: `twin-${at}`, as: 'ada', from: head });
    hub.open({ head: `twin-${at}`, base: 'main', as: 'ada' });
  }
  const before = hub.calls.length;
  await gate.step('pull_request_target', { pull_request: { number } });
  const made = requests(gate, before);
  expect(made.length, made.join('\n')).toBeLessThanOrEqual(40);
  expect(made.length).toBeGreaterThan(10);
  expect(hub.violations).toEqual([]);
});
