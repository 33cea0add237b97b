import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { disqualificationCodes } from '../../src/core/judgment/judgment.ts';
import { tiers } from '../../src/core/policy/documents/tiers.ts';
import { commandKinds } from '../support/model/commands.ts';
import { holdAgainst, statesOf } from '../support/model/play.ts';
import { story } from '../support/model/story.ts';
import { startCounting, type Counter } from '../support/model/tally.ts';
import { COUNTEREXAMPLES } from './counterexamples.ts';

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 3000);
const counter: Counter = startCounting();
/** A state is judged after this many commands, and the last one always. */
const EVERY = 4;

describe('the gate opens for a judgment and for nothing else', () => {
  it('whatever happens, in whatever order', { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(story(11), (told) => {
        const states = statesOf(told);
        const differences: string[] = [];
        for (const [at, world] of states.entries()) {
          const last = at === states.length - 1;
          if (!last && at % EVERY !== EVERY - 1) continue;
          const held = holdAgainst(world);
          counter.see(held.verdict);
          if (last) counter.end(told, held.verdict);
          differences.push(...held.differences.map((one) => `after ${at} commands: ${one}`));
        }
        expect(differences).toEqual([]);
      }),
      { numRuns, examples: COUNTEREXAMPLES.map((one) => [one.story]) },
    );
  });

  it.skipIf(numRuns < 3000)('and all of it has occurred', () => {
    const { stories, evaluations, seen } = counter.counts();
    const often = (what: string): number => seen.get(what) ?? 0;
    expect(stories).toBeGreaterThanOrEqual(numRuns);
    expect(evaluations).toBeGreaterThan(2 * stories);
    expect(often('ends allowed')).toBeGreaterThan(stories / 10);
    const must = [
      ...commandKinds.flatMap((kind) => [`${kind} before allowed`, `${kind} before pending`]),
      ...disqualificationCodes.map((code) => `code ${code}`),
      ...tiers.flatMap((tier) => [`allowed at ${tier}`, `pending at ${tier}`, `denied at ${tier}`]),
      'hold facts-missing unknown',
      'hold sibling-unsatisfied unknown',
      'hold sibling-unsatisfied unsatisfied',
      'hold intermediate-revision unknown',
      'hold intermediate-revision unsatisfied',
      'verdict unknown',
      'allowed by override',
      'override refused',
      'approval carried',
      'veto',
    ];
    const rare = must.filter((what) => often(what) < numRuns / 2000);
    expect(rare).toEqual([]);
  });
});
