import { it } from 'vitest';
import { gated } from '../../support/github/gated.ts';
import { commentOf, approve, headOf, resultOn } from '../../support/github/judging.ts';
import { EVERYTHING, propose, isOpen } from '../../support/github/attacking.ts';
it('probe', async () => {
  await using gate = await gated({ tier: 'hardened' });
  const a = propose(gate);
  const t0 = Date.now();
  await gate.settle();
  console.log('settle', Date.now() - t0);
  console.log(commentOf(gate, a));
  const b = propose(gate, { branch: 'all', files: EVERYTHING });
  await gate.settle();
  console.log(commentOf(gate, b), resultOn(gate, headOf(gate, b)));
  await approve(gate, b, 'dana');
  console.log(resultOn(gate, headOf(gate, b)));
  const s = await approve(gate, b, 'bob');
  console.log(
    resultOn(gate, headOf(gate, b)),
    isOpen(gate, b),
    s.map((x) => x.log),
  );
  const n = gate.hub.calls.length;
  gate.hub.dismiss(
    gate.hub.world.repositories.get('acme/identities')!.pullRequests.get(b)!.reviews.at(-1)!.id,
    { as: 'ada' },
  );
  await gate.settle();
  console.log(
    gate.hub.calls
      .slice(n)
      .map((c) => c.method + ' ' + c.path.replace(/[0-9a-f]{40}/, 'SHA') + ' ' + c.status)
      .join('\n'),
  );
  console.log(resultOn(gate, headOf(gate, b)), gate.hub.violations);
}, 120000);
