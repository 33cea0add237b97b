import { appendFileSync } from 'node:fs';
import { it } from 'vitest';
import { failFrom, GRAPHQL, judgedTwice, kindsOf, LOSSES, REFUSALS } from '../../support/github/faulty.ts';

for (const tier of ['starter', 'hardened'] as const)
it(tier, async () => {
  const say = (t: string) => appendFileSync('/tmp/s25.log', `${t}\n`);
  await using judged = await judgedTwice(tier);
  const healthy = await judged.look();
  const kinds = kindsOf(healthy.calls);
  say(`${tier} healthy ${healthy.step.code} ${healthy.state} ${healthy.step.log.slice(0, 100)}`);
  for (const c of healthy.calls) say(`   ${c.method} ${c.path} ${c.status}`);
  for (const kind of kinds)
    for (const [name, fault] of Object.entries({ ...REFUSALS, ...LOSSES, ...GRAPHQL })) {
      if (name in GRAPHQL && !kind.startsWith('POST /graphql')) continue;
      const t = performance.now();
      failFrom(judged, kind, fault);
      const { step, state, calls } = await judged.look(fault.kind === 'slow' ? 700 : undefined);
      const title = judged.gate.hub.world.repositories.get('acme/identities')?.statuses.at(-1)?.description;
      say(`${tier} | ${kind} | ${name} | code ${step.code} | ${state} | ${title} | ${Math.round(performance.now() - t)} ms | ${calls.length} calls | ${step.log.split('\n').filter((l) => l.startsWith('::') && !l.includes('file=')).join(' // ').slice(0, 200)}`);
    }
  say(JSON.stringify(judged.gate.hub.violations.slice(0, 5)));
}, 900_000);
