import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { evaluate } from '../../src/core/evaluate.ts';
import { nextSteps } from '../../src/core/next-steps.ts';
import type { JudgedVerdict } from '../../src/core/verdict.ts';
import { story } from '../support/model/story.ts';
import { factsOf } from '../support/model/facts.ts';
import { followFirst } from '../support/model/follow.ts';
import { statesOf } from '../support/model/play.ts';
import type { World } from '../support/model/world.ts';
import { COUNTEREXAMPLES } from './counterexamples.ts';

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 1000);
/** More things cannot be wrong at once in a story of this length, each put right for good. */
const STEPS = 24;

interface Walk {
  readonly verdict: JudgedVerdict;
  readonly steps: readonly string[];
}

/** Does what the verdict says first, again and again, until it opens or says nothing that helps. */
function walk(start: World): Walk {
  const steps: string[] = [];
  let world = start;
  for (;;) {
    const verdict = evaluate(factsOf(world));
    if (verdict.kind === 'allowed') return { verdict, steps };
    const [first = 'nothing'] = nextSteps(verdict);
    steps.push(first);
    const next = steps.length > STEPS ? null : followFirst(world, verdict);
    if (next === null) return { verdict, steps };
    world = next;
  }
}

describe('whoever does what the verdict says gets the gate open', () => {
  it('from any state', { timeout: 600_000 }, () => {
    let longest = 0;
    fc.assert(
      fc.property(story(10), (told) => {
        const states = statesOf(told);
        const { verdict, steps } = walk(states.at(-1) ?? expect.fail());
        longest = Math.max(longest, steps.length);
        expect({ kind: verdict.kind, steps: verdict.kind === 'allowed' ? [] : steps }).toEqual({
          kind: 'allowed',
          steps: [],
        });
      }),
      { numRuns, examples: COUNTEREXAMPLES.map((one) => [one.story]) },
    );
    expect(longest).toBeGreaterThan(4);
  });
});
