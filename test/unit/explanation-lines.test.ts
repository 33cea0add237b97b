import { describe, expect, it } from 'vitest';

import type { ConditionExplanation } from '../../src/core/explain/explanation.ts';
import { explanationLines } from '../../src/core/explain/explanation-lines.ts';
import type { CelValue } from '../../src/core/policy/cel.ts';

const LEAF: ConditionExplanation = {
  outcome: 'holds',
  text: 'x',
  join: null,
  parts: [],
  values: [],
  witnesses: [],
};

const labelOf = (some: Partial<ConditionExplanation>): string | undefined =>
  explanationLines({ ...LEAF, ...some })[0]?.label;
const shown = (value: CelValue): string | undefined => labelOf({ values: [{ path: 'v', value }] });
const numbers = (count: number): readonly bigint[] =>
  Array.from({ length: count }, (_, at) => BigInt(at + 1));

describe('the lines of an explanation', () => {
  it('are the tree, each whole before its parts', () => {
    const low: ConditionExplanation = {
      ...LEAF,
      outcome: 'fails',
      text: 'item.level >= 4',
      values: [{ path: 'item.level', value: 3n }],
    };
    const either: ConditionExplanation = {
      ...LEAF,
      text: 'true || item.level >= 4',
      join: 'any',
      parts: [{ ...LEAF, text: 'true' }, low],
    };
    const negated: ConditionExplanation = {
      ...LEAF,
      outcome: 'indeterminate',
      text: '!(f)',
      join: 'not',
      parts: [{ ...LEAF, outcome: 'indeterminate', text: 'f' }],
    };
    const whole: ConditionExplanation = {
      ...LEAF,
      outcome: 'fails',
      text: '(true || item.level >= 4) && !(f) && item.level >= 4',
      join: 'all',
      parts: [either, negated, low],
    };
    expect(explanationLines(whole)).toEqual([
      { depth: 0, mark: '✗', label: 'all of' },
      { depth: 1, mark: '✓', label: 'any of' },
      { depth: 2, mark: '✓', label: 'true' },
      { depth: 2, mark: '✗', label: 'item.level >= 4 [item.level = 3]' },
      { depth: 1, mark: '!', label: 'not' },
      { depth: 2, mark: '!', label: 'f' },
      { depth: 1, mark: '✗', label: 'item.level >= 4 [item.level = 3]' },
    ]);
  });

  it('say what was read and found', () => {
    const values = [
      { path: 'item.level', value: 3n },
      { path: 'now', value: 7n },
    ];
    expect(labelOf({ values })).toBe('x [item.level = 3, now = 7]');
    expect(labelOf({ values, witnesses: ['a', 'b'] })).toBe(
      'x [item.level = 3, now = 7; found: "a", "b"]',
    );
    expect(labelOf({ witnesses: numbers(4) })).toBe('x [found: 1, 2, 3, 4]');
    expect(labelOf({ witnesses: numbers(5) })).toBe('x [the first 5 found: 1, 2, 3, 4, 5]');
  });

  it.each([
    [true, 'true'],
    [-(2n ** 63n), '-9223372036854775808'],
    ['', '""'],
    ['a "b"\n\u001b[31m', '"a \\"b\\"\\n\\u001b[31m"'],
    [[], '[]'],
    [['a', 'b'], '["a", "b"]'],
    [numbers(5), '[1, 2, 3, 4, 5]'],
    [numbers(8), '[1, 2, 3, 4, 5, … 3 more]'],
    [{}, '{}'],
    [{ id: 'a', level: 1n }, '{id: "a", level: 1}'],
    [{ a: 1n, b: 2n, c: 3n, d: 4n, e: 5n }, '{a: 1, b: 2, c: 3, d: 4, e: 5}'],
    [
      { a: 1n, b: 2n, c: 3n, d: 4n, e: 5n, f: 6n, g: 7n },
      '{a: 1, b: 2, c: 3, d: 4, e: 5, … 2 more}',
    ],
    [[{ all: numbers(6) }], '[{all: [1, 2, 3, 4, 5, … 1 more]}]'],
  ] as const)('show %o as %s', (value, text) => {
    expect(shown(value)).toBe(`x [v = ${text}]`);
  });
});
