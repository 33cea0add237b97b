import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { story } from '../support/model/commands.ts';
import { holdAgainst, statesOf } from '../support/model/play.ts';
import { startCounting } from '../support/model/tally.ts';

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 20_000);

describe('the gate opens for a judgment and for nothing else', () => {
  it('whatever happens, in whatever order', { timeout: 600_000 }, () => {
    const counter = startCounting();
    fc.assert(
      fc.property(story(12), (told) => {
        const states = statesOf(told);
        const differences: string[] = [];
        for (const [at, world] of states.entries()) {
          const last = at === states.length - 1;
          if (!last && at % 3 !== 2) continue;
          const held = holdAgainst(world);
          counter.see(held.verdict);
          if (last) counter.end(told, held.verdict);
          differences.push(...held.differences.map((one) => `after ${at} commands: ${one}`));
        }
        expect(differences).toEqual([]);
      }),
      { numRuns },
    );
    const { stories, evaluations, seen } = counter.counts();
    console.log(stories, evaluations, [...seen].sort());
  });
});
