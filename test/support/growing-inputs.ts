import fc from 'fast-check';

import type { CelValue } from '../../src/core/policy/cel.ts';
import type { ConditionType } from '../../src/core/policy/condition-type.ts';
import type { Motion } from '../../src/core/policy/declare.ts';
import { inputRecords, scopeVariables } from '../../src/core/policy/input-fields.ts';
import type { Input, Scope } from './condition-inputs.ts';

/** Two inputs of which the second holds at least what the first holds. */
export interface GrowingPair {
  readonly less: Input;
  readonly more: Input;
}

/** From the declarations alone: what is constant is the same in both, what grows may have grown. */
export function growingPair(scope: Scope): fc.Arbitrary<GrowingPair> {
  const names = Object.entries(scopeVariables[scope]);
  const pairs = names.map(([, { type, motion }]) => pairOf(type, motion));
  return fc.tuple(...pairs).map((found) => {
    const side = (at: 0 | 1): Input =>
      Object.fromEntries(names.map(([name], index) => [name, found[index]?.[at] ?? '']));
    return { less: side(0), more: side(1) };
  });
}

type Pair = readonly [less: CelValue, more: CelValue];

function pairOf(type: ConditionType, motion: Motion): fc.Arbitrary<Pair> {
  switch (type.kind) {
    case 'bool':
      return ordered(fc.boolean(), motion, (a, b) => Number(a) - Number(b));
    case 'int':
      return ordered(number(type), motion, (a, b) => Number(a - b));
    case 'string': {
      const { values } = type;
      if (values === null) return same(fc.constantFrom(...TEXTS));
      return ordered(
        fc.constantFrom(...values),
        motion,
        (a, b) => values.indexOf(a) - values.indexOf(b),
      );
    }
    case 'record':
      return recordPair(type.name, motion);
    case 'list':
      return listPair(type, motion);
    default:
      throw new Error('a declaration has a type');
  }
}

/** Few, so that a random condition and a random input often speak of the same. */
export const TEXTS = ['', 'a', 'pods', 'secrets', 'x*'] as const;

function number(type: Extract<ConditionType, { readonly kind: 'int' }>): fc.Arbitrary<bigint> {
  const near = [0n, 1n, 2n, 3n, 4n, 180n, 720n, type.greatest - 1n, type.greatest];
  return fc.constantFrom(...near.filter((one) => one >= type.least && one <= type.greatest));
}

function same(value: fc.Arbitrary<CelValue>): fc.Arbitrary<Pair> {
  return value.map((one) => [one, one]);
}

function ordered<T extends CelValue>(
  value: fc.Arbitrary<T>,
  { way }: Motion,
  compare: (a: T, b: T) => number,
): fc.Arbitrary<Pair> {
  if (way === 'constant') return same(value);
  return fc.tuple(value, value).map(([a, b]) => (compare(a, b) <= 0 ? [a, b] : [b, a]));
}

function recordPair(name: string, { way }: Motion): fc.Arbitrary<Pair> {
  const fields = Object.entries(inputRecords[name as keyof typeof inputRecords]);
  const still: Motion = { way: 'constant', within: null };
  const pairs = fields.map(([, field]) => pairOf(field.type, way === 'up' ? field.motion : still));
  return fc.tuple(...pairs).map((found) => {
    const side = (at: 0 | 1): CelValue =>
      Object.fromEntries(fields.map(([field], index) => [field, found[index]?.[at] ?? '']));
    return [side(0), side(1)];
  });
}

/** Elements that have grown, more of them, in another order. */
function listPair(
  type: Extract<ConditionType, { readonly kind: 'list' }>,
  { way, within }: Motion,
): fc.Arbitrary<Pair> {
  const element = pairOf(type.of ?? type, within ?? { way: 'constant', within: null });
  const kept = fc.array(element, { maxLength: 3 });
  if (way === 'constant') return kept.map((all) => [all.map(([a]) => a), all.map(([a]) => a)]);
  return fc
    .tuple(kept, fc.array(element, { maxLength: 2 }), fc.boolean())
    .map(([all, new_, turn]) => {
      const more = [...all, ...new_].map(([, b]) => b);
      return [all.map(([a]) => a), turn ? more.reverse() : more];
    });
}
