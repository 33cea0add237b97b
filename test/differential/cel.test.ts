import { readFileSync, readdirSync } from 'node:fs';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { CompiledCondition } from '../../src/core/policy/cel.ts';
import { ingredientsOf, oracleCondition } from '../support/bufbuild-oracle.ts';
import { compare, KNOWN_DIFFERENCES } from '../support/cel-agreement.ts';
import { randomCondition } from '../support/condition-grammar.ts';
import {
  isList,
  samples,
  scopeInput,
  type Input,
  type Scope,
} from '../support/condition-inputs.ts';
import { shippedBasis } from '../support/judge-files.ts';
import { compileIn, isReadable } from '../support/own-language.ts';
import {
  PROFILE_CALLS,
  PROFILE_CONDITIONS,
  PROFILE_MACROS,
} from '../support/profile-conditions.ts';

/** The least number of evaluations of each of the two parts. */
const LEAST = 20_000;
const PER_RANDOM_CONDITION = 10;

interface Asked {
  readonly name: string;
  readonly scope: Scope;
  readonly when: string;
  readonly own: CompiledCondition;
  /** Why it has only one answer, or null where both must be seen. */
  readonly constant: string | null;
}

const shipped: readonly Asked[] = shippedBasis().policies.flatMap((policy) =>
  policy.factors.map(({ rule, condition }) => ({
    name: `${policy.document.metadata.id}/${rule.id}`,
    scope: rule.scope,
    when: rule.when,
    own: condition,
    constant: null,
  })),
);
const byHand: readonly Asked[] = PROFILE_CONDITIONS.map(({ scope, when, constant }) => ({
  name: when,
  scope,
  when,
  own: compiled(scope, when),
  constant: constant ?? null,
}));

function compiled(scope: Scope, when: string): CompiledCondition {
  const condition = compileIn(scope, when);
  if ('matches' in condition) return condition;
  throw new Error(`${when}: ${condition.message}`);
}

/** Counts what was seen, so that agreement about nothing does not pass for agreement. */
function tally(): { readonly seen: Set<boolean | 'indeterminate'>; evaluations: number } {
  return { seen: new Set(), evaluations: 0 };
}

function agree(
  asked: Pick<Asked, 'when' | 'own'>,
  inputs: readonly Input[],
): ReturnType<typeof tally> {
  const oracle = oracleCondition(asked.when);
  const counted = tally();
  for (const input of inputs) {
    const compared = compare(asked.own, oracle, input);
    if (!compared.agreed) throw new Error(`${asked.when}: ${JSON.stringify(compared)}`);
    counted.seen.add(compared.value);
    counted.evaluations += 1;
  }
  return counted;
}

describe.each([
  ['every shipped condition', shipped],
  ['conditions that use every function and operator of the profile', byHand],
])('%s means what the second implementation says', (_name, all) => {
  const numRuns = Number(process.env['PROPERTY_RUNS'] ?? Math.ceil(LEAST / all.length));
  let evaluations = 0;

  it.each(all)('$name', (asked) => {
    const seen = new Set<boolean | 'indeterminate'>();
    fc.assert(
      fc.property(scopeInput(asked.scope, ingredientsOf(asked.when)), (input) => {
        const counted = agree(asked, [input]);
        for (const value of counted.seen) seen.add(value);
        evaluations += counted.evaluations;
      }),
      { numRuns },
    );
    const wanted = asked.constant === null ? 2 : 1;
    const answers = (): number => [true, false].filter((answer) => seen.has(answer)).length;
    // A condition on several fields at once is met seldom: it is asked until it has been.
    for (let round = 1; answers() < wanted && round <= 20; round += 1)
      for (const input of fc.sample(scopeInput(asked.scope, ingredientsOf(asked.when)), {
        numRuns: 500,
        seed: round,
      }))
        for (const value of agree(asked, [input]).seen) seen.add(value);
    expect(answers()).toBe(wanted);
  });

  it(`was asked at least ${LEAST} times`, () => {
    expect(evaluations).toBeGreaterThanOrEqual(Math.min(LEAST, numRuns * all.length));
  });
});

describe('random conditions mean what the second implementation says', () => {
  const scopes: readonly Scope[] = ['item', 'subject', 'state'];
  const numRuns = Number(
    process.env['PROPERTY_RUNS'] ?? Math.ceil(LEAST / PER_RANDOM_CONDITION / scopes.length),
  );
  const counted = { evaluations: 0, conditions: 0, both: 0, errors: 0 };

  it.each(scopes)('of scope %s', (scope) => {
    const asked = randomCondition(scope).chain((when) =>
      fc.tuple(
        fc.constant(when),
        fc.array(scopeInput(scope, ingredientsOf(when)), {
          minLength: PER_RANDOM_CONDITION,
          maxLength: PER_RANDOM_CONDITION,
        }),
      ),
    );
    fc.assert(
      fc.property(asked, ([when, inputs]) => {
        const { seen, evaluations } = agree({ when, own: compiled(scope, when) }, inputs);
        counted.evaluations += evaluations;
        counted.conditions += 1;
        if (seen.has(true) && seen.has(false)) counted.both += 1;
        if (seen.has('indeterminate')) counted.errors += 1;
      }),
      { numRuns },
    );
  });

  it(`were asked at least ${LEAST} times, and many of them have two answers`, () => {
    const { evaluations, conditions, both, errors } = counted;
    expect(evaluations).toBeGreaterThanOrEqual(
      Math.min(LEAST, numRuns * scopes.length * PER_RANDOM_CONDITION),
    );
    // Ten inputs to each: the others are constant, or depend on something rare.
    expect(both / conditions).toBeGreaterThan(0.25);
    expect(errors / conditions).toBeGreaterThan(0.05);
    expect(errors / conditions).toBeLessThan(0.5);
  });
});

describe('glob', () => {
  it('matches what the table of the tests matches', () => {
    const symbols = fc.array(fc.constantFrom('a', 'b', '*', '\u{1f600}', '\ud83d'), {
      maxLength: 9,
    });
    const own = compiled('item', 'glob(item.from, item.to)');
    const oracle = oracleCondition('glob(item.from, item.to)');
    const seen = new Set<unknown>();
    fc.assert(
      fc.property(symbols, symbols, (text, pattern) => {
        const input = itemWith({ from: text.join(''), to: pattern.join('') });
        const compared = compare(own, oracle, input);
        if (!compared.agreed) throw new Error(JSON.stringify(compared));
        seen.add(compared.value);
      }),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 3000) },
    );
    expect(seen).toEqual(new Set([true, false]));
  });
});

describe('what the two are known to differ in', () => {
  it.each(KNOWN_DIFFERENCES)(
    '$name, which happens to no policy',
    ({ scope, when, level, error, own }) => {
      const input = scope === 'item' ? itemWith({ level }) : samples[scope];
      // Once both say the same, the entry has to go.
      expect(compiled(scope, when).matches(input)).toBe(own);
      const outcome = oracleCondition(when).evaluate(input);
      expect(outcome).toHaveProperty('error', expect.stringMatching(error));
      // The condition may stand in a policy, because no input has such a value.
      expect(isReadable(scope, when)).toBe(true);
    },
  );

  it('is not the order of texts, in which both differ from the specification', () => {
    // By code point U+FFFF comes before U+1F600, by UTF-16 code unit after it.
    const input = itemWith({ from: '\uffff', to: '\u{1f600}' });
    const when = 'item.from > item.to';
    expect(compiled('item', when).matches(input)).toBe(true);
    expect(oracleCondition(when).evaluate(input)).toBe(true);
  });
});

describe('the comparison is about all of the profile', () => {
  it('by hand', () => {
    const used = byHand.flatMap(({ when }) => [...ingredientsOf(when).calls]);
    expect(PROFILE_CALLS.filter((call) => !used.includes(call))).toEqual([]);
    const whole = byHand.map(({ when }) => when).join('\n');
    expect(PROFILE_MACROS.filter((name) => !whole.includes(`${name}(`))).toEqual([]);
  });

  it('at random', () => {
    const some = fc.sample(randomCondition('item'), 1000);
    const used = new Set(some.flatMap((when) => [...ingredientsOf(when).calls]));
    expect(PROFILE_CALLS.filter((call) => !used.has(call))).toEqual([]);
    const whole = some.join('\n');
    expect(PROFILE_MACROS.filter((name) => !whole.includes(`${name}(`))).toEqual([]);
  });

  it('and the second implementation and its test data are imported by one file each', () => {
    const root = new URL('../../', import.meta.url);
    const wanted = / from '@bufbuild\//u;
    const importers = ['src', 'bin', 'bench', 'test'].flatMap((folder) =>
      readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
        .filter((path) => /\.m?[jt]s$/u.test(path))
        .map((path) => `${folder}/${path}`)
        .filter((path) => wanted.test(readFileSync(new URL(path, root), 'utf8'))),
    );
    expect(importers.sort()).toEqual([
      'test/support/bufbuild-oracle.ts',
      'test/support/cel-spec-cases.ts',
    ]);
  });
});

function itemWith(fields: Input): Input {
  const { item } = samples.item;
  if (typeof item !== 'object' || isList(item)) throw new Error('the sample has no item');
  return { ...samples.item, item: { ...item, ...fields } };
}
