import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { scopeEngines, scopeLanguages } from '../../src/core/policy/inputs.ts';
import type { CompiledCondition } from '../../src/core/policy/cel.ts';
import type { Scope } from '../support/condition-inputs.ts';
import { growingPair, type GrowingPair } from '../support/growing-inputs.ts';
import { profileCondition } from '../support/random-conditions.ts';

const scopes: readonly Scope[] = ['item', 'subject', 'state'];
const languages = scopeLanguages();
const engines = scopeEngines();

/** At least 5,000 evaluations of pairs by accepted conditions per run. */
const LEAST = 5000;
const PAIRS = 25;
const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 800);

/** Whether the condition matches the first and not the second, which holds at least as much. */
function falls(condition: CompiledCondition, { less, more }: GrowingPair): boolean {
  return condition.matches(less) !== false && condition.matches(more) === false;
}

const several = (scope: Scope): fc.Arbitrary<readonly GrowingPair[]> =>
  fc.array(growingPair(scope), { minLength: PAIRS, maxLength: PAIRS });

describe('a condition that is accepted', () => {
  const counted = { pairs: 0, changed: 0 };

  it.each(scopes)('of scope %s never stops matching while an input grows', (scope) => {
    fc.assert(
      fc.property(profileCondition(scope), several(scope), (when, pairs) => {
        const compiled = languages[scope].compile(when);
        if (!('matches' in compiled)) return;
        for (const pair of pairs) {
          counted.pairs += 1;
          if (falls(compiled, pair)) throw new Error(`${when} falls`);
          if (compiled.matches(pair.less) !== compiled.matches(pair.more)) counted.changed += 1;
        }
      }),
      { numRuns },
    );
  });

  it(`was evaluated on at least ${LEAST} pairs, and many of them told the two apart`, () => {
    expect(counted.pairs).toBeGreaterThanOrEqual(Math.min(LEAST, numRuns * scopes.length));
    expect(counted.changed / counted.pairs).toBeGreaterThan(0.02);
  });

  it.each(scopes)('of scope %s has a value on every input', (scope) => {
    fc.assert(
      fc.property(profileCondition(scope), growingPair(scope), (when, { less, more }) => {
        const compiled = languages[scope].compile(when);
        if (!('matches' in compiled)) return;
        for (const input of [less, more]) expect(compiled.matches(input)).not.toBe('indeterminate');
      }),
      { numRuns },
    );
  });
});

describe('a condition that is refused because it could fall', () => {
  // A figure and no law: some conditions rise for reasons that no local rule sees.
  it('does fall on some pair, most of the time', async ({ annotate }) => {
    const found = { falls: 0, seemsToRise: 0, accepted: 0 };
    for (const scope of scopes)
      fc.assert(
        fc.property(
          profileCondition(scope),
          fc.infiniteStream(growingPair(scope)),
          (when, pairs) => {
            const compiled = languages[scope].compile(when);
            if ('matches' in compiled) {
              found.accepted += 1;
              return;
            }
            if (!compiled.problems.some(({ message }) => message.includes(' grows, so '))) return;
            const engine = engines[scope].compile(when);
            if (!('matches' in engine)) throw new Error(`${when}: ${engine.message}`);
            const tried = [...pairs.take(10 * PAIRS)];
            if (tried.some((pair) => falls(engine, pair))) found.falls += 1;
            else found.seemsToRise += 1;
          },
        ),
        { numRuns: Math.ceil(numRuns / 4) },
      );
    const rising = found.seemsToRise + found.accepted;
    const share = Math.round((100 * found.seemsToRise) / rising);
    await annotate(
      `of ${rising} conditions without a counterexample, ${found.seemsToRise} are refused (${share} %); of ${found.falls} with one, all`,
    );
    expect(found.falls).toBeGreaterThan(0);
  });
});
