import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { evaluate } from '../../src/core/evaluate.ts';
import { suppose } from '../../src/core/what-if.ts';
import type { JudgedVerdict } from '../../src/core/verdict.ts';
import { applyReview } from '../support/model/apply-review.ts';
import { story } from '../support/model/story.ts';
import { factsOf } from '../support/model/facts.ts';
import { statesOf } from '../support/model/play.ts';
import { addedFact, dismissOne } from '../support/model/spoil.ts';
import { shuffled } from '../support/model/shuffle.ts';
import type { World } from '../support/model/world.ts';

const runs = Number(process.env['PROPERTY_RUNS'] ?? 500);
const timeout = { timeout: 600_000 };
const world = story(9).map((told): World => statesOf(told).at(-1) ?? expect.fail());
const judge = (of: World): JudgedVerdict => evaluate(factsOf(of));

/** What a verdict says, without the order in which it says it and without texts that name one of many. */
function essence(verdict: JudgedVerdict) {
  return {
    kind: verdict.kind,
    brief: verdict.brief,
    judgments: verdict.judgments.map(({ requirement, status, approvedBy }) => [
      requirement.id,
      status,
      approvedBy,
    ]),
    reviews: verdict.reviews.map(({ review, outcome }) =>
      outcome.kind === 'approval' ? outcome : [review, outcome.code],
    ),
    vetoes: new Set(verdict.vetoes.map((one) => one.review)),
    holds: verdict.holds.map((one) => one.message).sort(),
    override: verdict.override,
  };
}

describe('laws of judgment', () => {
  it('the order in which the forge lists things decides nothing', timeout, () => {
    fc.assert(
      fc.property(world, fc.nat(), (of, seed) => {
        const facts = factsOf(of);
        const other = evaluate(shuffled(facts, seed));
        expect(essence(other)).toEqual(essence(evaluate(facts)));
      }),
      { numRuns: runs },
    );
  });

  it('taking an approval away never opens', timeout, () => {
    let closed = 0;
    fc.assert(
      fc.property(world, fc.nat(), (of, pick) => {
        const before = judge(of);
        const less = dismissOne(of, before, pick);
        if (less === null) return;
        const after = judge(less).kind;
        if (before.kind === 'allowed' && after !== 'allowed') closed += 1;
        if (before.kind !== 'allowed') expect(after).not.toBe('allowed');
      }),
      { numRuns: runs },
    );
    expect(closed).toBeGreaterThan(runs / 100);
  });

  it('a fact that disqualifies never opens', timeout, () => {
    let closed = 0;
    fc.assert(
      fc.property(world, addedFact, (of, add) => {
        const before = judge(of).kind;
        const more = add(of);
        if (more === null) return;
        const after = judge(more).kind;
        if (before === 'allowed' && after !== 'allowed') closed += 1;
        if (before !== 'allowed') expect(after).not.toBe('allowed');
      }),
      { numRuns: runs * 2 },
    );
    expect(closed).toBeGreaterThan(runs / 100);
  });

  it('an assumed approval leads where a perfect one by the same person would', timeout, () => {
    let opened = 0;
    fc.assert(
      fc.property(world, fc.constantFrom(1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 14), (of, who) => {
        const login = of.actors.find(({ id }) => id === who)?.login ?? '';
        const supposed = suppose(factsOf(of), [{ login, state: 'approved', body: null }]);
        if ('unknownLogin' in supposed) return;
        const real = applyReview(of, {
          do: 'review',
          who,
          says: 'approved',
          text: 'own',
          brief: 'present',
          head: 'present',
          incidents: 0,
        });
        const kind = judge(real).kind;
        if (kind === 'allowed') opened += 1;
        expect(supposed.verdict.kind).toBe(kind);
      }),
      { numRuns: runs },
    );
    expect(opened).toBeGreaterThan(runs / 100);
  });
});
