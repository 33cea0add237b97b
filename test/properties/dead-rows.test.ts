import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { RiskModel } from '../../src/core/policy/documents/risk-model.ts';
import { deadRows, unusedLevels, type RowPlace } from '../../src/core/policy/lint/dead-rows.ts';
import { tierOf } from '../../src/core/risk/tier.ts';
import { shippedBasis } from '../support/judge-files.ts';

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 400);
const TIERS = ['critical', 'high', 'moderate'] as const;
const DIMENSIONS = {
  a: ['none', 'some', 'most'],
  b: ['none', 'some', 'most', 'all'],
  c: ['none', 'some'],
};
type Vector = Readonly<Record<string, string>>;

/** Every combination of levels; the lowest is left out, as it is where nothing is raised. */
const VECTORS: readonly Vector[] = Object.entries(DIMENSIONS).reduce<readonly Vector[]>(
  (found, [dimension, levels]) =>
    found.flatMap((vector) =>
      levels.map((level) => (level === 'none' ? vector : { ...vector, [dimension]: level })),
    ),
  [{}],
);

const { model: shipped, policies } = shippedBasis();

const bounds = fc.uniqueArray(
  fc.constantFrom(
    ...Object.entries(DIMENSIONS).flatMap(([dimension, levels]) =>
      levels.map((level) => [dimension, level] as const),
    ),
  ),
  { minLength: 1, maxLength: 3, selector: ([dimension]) => dimension },
);
const row = bounds.map((all): Vector => Object.fromEntries(all));
const rows = fc.array(row, { maxLength: 4 });
const model: fc.Arbitrary<RiskModel> = fc
  .record({ critical: rows, high: rows, moderate: rows })
  .map((table) => ({ ...shipped, spec: { ...shipped.spec, dimensions: DIMENSIONS, table } }));

function without(of: RiskModel, gone: readonly RowPlace[]): RiskModel {
  const kept = (tier: RowPlace['tier']) =>
    of.spec.table[tier].filter(
      (_, at) => !gone.some((one) => one.tier === tier && one.index === at),
    );
  const table = { critical: kept('critical'), high: kept('high'), moderate: kept('moderate') };
  return { ...of, spec: { ...of.spec, table } };
}

const tiersOf = (of: RiskModel, vectors = VECTORS): readonly string[] =>
  vectors.map((vector) => tierOf(of, vector).tier);

describe('a dead row', () => {
  it('decides nothing, alone or with all others, and every other row decides something', () => {
    const counted = { dead: 0, alive: 0 };
    fc.assert(
      fc.property(model, (of) => {
        const dead = deadRows(of);
        const before = tiersOf(of);
        for (const one of dead) expect(tiersOf(without(of, [one]))).toEqual(before);
        const lean = without(of, dead);
        expect(tiersOf(lean)).toEqual(before);
        expect(deadRows(lean)).toEqual([]);
        for (const tier of TIERS)
          for (const index of lean.spec.table[tier].keys())
            expect(tiersOf(without(lean, [{ tier, index }]))).not.toEqual(before);
        for (const { by } of dead)
          expect(dead.some(({ tier, index }) => tier === by.tier && index === by.index)).toBe(
            false,
          );
        counted.dead += dead.length;
        counted.alive += Object.values(lean.spec.table).flat().length;
      }),
      { numRuns },
    );
    expect(Math.min(counted.dead, counted.alive)).toBeGreaterThan(numRuns / 2);
  });

  it('that is no duplicate of another decides nothing; one that is not reported does', () => {
    fc.assert(
      fc.property(model, (of) => {
        const dead = deadRows(of);
        const before = tiersOf(of);
        for (const tier of TIERS)
          for (const index of of.spec.table[tier].keys()) {
            if (dead.some((one) => one.tier === tier && one.index === index)) continue;
            const same = dead.filter(
              ({ by, duplicate }) => duplicate && by.tier === tier && by.index === index,
            );
            expect(tiersOf(without(of, [{ tier, index }, ...same]))).not.toEqual(before);
          }
      }),
      { numRuns },
    );
  });
});

describe('a row that can never hold', () => {
  it('is one that no level which factors raise lets hold', () => {
    const [document] = policies.map((one) => one.document);
    const rule = policies[0]?.factors[0]?.rule;
    if (document === undefined || rule === undefined) throw new Error('no factor is shipped');
    fc.assert(
      fc.property(model, fc.array(row, { maxLength: 2 }), (of, raised) => {
        const factors = raised.map((raises) => ({ ...rule, raises }));
        const found = unusedLevels(of, [{ ...document, spec: { ...document.spec, factors } }]);
        const levels = Object.entries(DIMENSIONS);
        const reached = VECTORS.filter((vector) =>
          Object.entries(vector).every(([dimension, level]) =>
            raised.some((raises) => raises[dimension] === level),
          ),
        );
        for (const tier of TIERS)
          for (const [index, asked] of of.spec.table[tier].entries()) {
            const alone = { ...of.spec, table: { critical: [], high: [], moderate: [asked] } };
            const holds = tiersOf({ ...of, spec: alone }, reached).includes('moderate');
            expect(found.rows.some((one) => one.tier === tier && one.index === index)).toBe(!holds);
          }
        const unused = levels.flatMap(([dimension, [, ...above]]) =>
          above
            .filter((level) => !raised.some((raises) => raises[dimension] === level))
            .map((level) => ({ dimension, level })),
        );
        expect(found.levels).toEqual(unused);
      }),
      { numRuns },
    );
  });
});
