import { expect, it } from 'vitest';

import { gated, role, ROLE } from '../support/github/gated.ts';

it('opens for a judgment on exactly this change', async () => {
  await using gate = await gated();
  const { hub } = gate;
  hub.push({ branch: 'more', as: 'ada', files: { [ROLE]: role('get, list', 'secrets') } });
  const number = hub.open({ head: 'more', base: 'main', as: 'ada' });
  const first = await gate.settle();
  console.log(first.map((one) => [one.event, one.code, one.log, one.outputs]));
  console.log(hub.world.repositories.get('acme/identities')?.statuses, hub.violations);
  console.log(hub.world.repositories.get('acme/identities')?.pullRequests.get(number)?.comments.map((c) => c.body));
  console.log(hub.calls.map((c) => `${c.method} ${c.path} ${c.status}`).join('\n'));
  expect(hub.mergeability(number).mergeable).toBe(false);
});
