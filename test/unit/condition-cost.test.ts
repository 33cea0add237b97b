import { describe, expect, it } from 'vitest';

import { engineOf } from '../../src/core/policy/cel-schema.ts';
import type { CelValue } from '../../src/core/policy/cel.ts';
import type { ConditionType } from '../../src/core/policy/condition-type.ts';
import { costOf, STEP_LIMIT } from '../../src/core/policy/cost.ts';
import { inputRecords, scopeVariables } from '../../src/core/policy/input-fields.ts';
import { scopeEngines, scopeLanguages } from '../../src/core/policy/inputs.ts';
import { readTypes } from '../../src/core/policy/read-types.ts';
import type { TypeReading } from '../../src/core/policy/type-reading.ts';
import type { Scope } from '../support/condition-inputs.ts';

const languages = scopeLanguages();
const engines = scopeEngines();

/** How many times `text` with `§` replaced by 0, 1, 2, … */
const times = (count: number, text: string, join = ''): string =>
  Array.from({ length: count }, (_, at) => text.replaceAll('§', `v${at}`)).join(join);

const nested = (count: number, head: string, core: string, tail: string): string =>
  head.repeat(count) + core + tail.repeat(count);

/** The bound on steps that is computed when a condition is read. */
function cost(scope: Scope, when: string): number {
  const declarations = { variables: scopeVariables[scope], records: inputRecords };
  const parsed = engineOf(declarations).parse(when);
  if (!('kind' in parsed)) throw new Error(parsed.message);
  const reading: TypeReading = { source: when, declarations, types: new Map(), problems: [] };
  readTypes(parsed, reading);
  expect(reading.problems).toEqual([]);
  return costOf(parsed, reading.types);
}

function refusal(scope: Scope, when: string): string | null {
  const compiled = languages[scope].compile(when);
  return 'matches' in compiled ? null : (compiled.problems[0]?.message ?? '');
}

/** Too much, each in another way; a schema would let all of them through. */
const BOMBS: readonly (readonly [string, Scope, string, RegExp])[] = [
  [
    'a list within itself',
    'state',
    'state.permissions.exists(p, state.permissions.exists(q, q.level >= p.reach))',
    /may take [\d,]+ steps, and 1,000,000 are the limit/u,
  ],
  [
    'three lists',
    'state',
    `${times(3, 'state.permissions.exists(§, ')}true)))`,
    /nested more than 2 deep/u,
  ],
  [
    'texts that double: ten characters of condition, twice the memory',
    'item',
    `item.names${times(30, '.map(§, § + §)')}.exists(x, x == 'a')`,
    /may take [\d,]+ steps/u,
  ],
  [
    'more doublings than there are levels',
    'item',
    `item.names${times(60, '.map(§, § + §)')}.exists(x, x == 'a')`,
    /more than 40 levels/u,
  ],
  [
    'lists that double',
    'item',
    `(item.names${times(20, ' + item.names')}).size() > 3`,
    /does not go/u,
  ],
  [
    'a list of lists of lists',
    'item',
    'item.names.map(a, item.names.map(b, item.actions)).exists(x, x.exists(y, y.size() > 2))',
    /may take [\d,]+ steps/u,
  ],
  ['one long text in another', 'item', 'item.from.contains(item.to)', /may take [\d,]+ steps/u],
  ['a pattern from an input', 'item', 'glob(item.from, item.to)', /may take [\d,]+ steps/u],
  [
    'a pattern that starts again at every character',
    'item',
    `glob(item.from, '*${'a'.repeat(1900)}*b')`,
    /may take [\d,]+ steps/u,
  ],
  [
    'a long list of literals for each of many texts',
    'state',
    `state.permissions.exists(p, p.resource in [${times(60, "'12345678901234567890§'", ', ')}]
      || ${times(12, "p.resource.contains('12345§')", ' || ')})`,
    /may take [\d,]+ steps/u,
  ],
  [
    'ternaries',
    'item',
    nested(41, '(true ? (', 'item.standing', ') : false)'),
    /more than 40 levels/u,
  ],
  ['negations', 'item', `${'!'.repeat(600)}item.standing`, /more than 500 operators/u],
  ['operators', 'item', times(180, 'item.standing', ' || '), /more than 500 operators/u],
  [
    'a long list',
    'item',
    `item.resource in [${times(101, "'§'", ', ')}]`,
    /more than 100 elements/u,
  ],
];

describe('a condition that could take long', () => {
  it.each(BOMBS)('is refused: %s', (_name, scope, when, message) => {
    expect(refusal(scope, when)).toMatch(message);
  });

  it('is named with the number of its steps', () => {
    const when = 'item.from.contains(item.to)';
    const steps = Math.ceil(cost('item', when)).toLocaleString('en-US');
    expect(refusal('item', when)).toBe(
      `the condition may take ${steps} steps, and 1,000,000 are the limit`,
    );
  });
});

/** As near to the limit as conditions come that are of some use, or of none. */
const HEAVY = (
  [
    ['item', times(160, 'item.mutates', ' || ')],
    ['item', `item.resource in [${times(100, "'§'", ', ')}]`],
    ['item', nested(19, 'item.can_expire ? (', 'item.standing', ') : item.mutates')],
    ['item', `item.names${times(4, '.map(§, § + §)')}.exists(x, x == 'a')`],
    ['item', `glob(item.to, '*${'a'.repeat(400)}*b')`],
    ['item', 'subject.dependents.exists(d, item.primitives.exists(p, item.mutates))'],
    ['state', "state.permissions.exists(p, glob(p.resource, '*-production-*-secrets-*'))"],
    [
      'state',
      "state.permissions.exists(p, p.primitives.exists(q, q == 'bind' || q == 'escalate'))",
    ],
    ['state', `state.permissions.exists(p, ${times(12, "p.resource.contains('§')", ' || ')})`],
    [
      'state',
      `state.permissions${times(12, '.filter(§, §.level >= 1)')}.map(x, x.resource).size() >= 500`,
    ],
  ] as const satisfies readonly (readonly [Scope, string])[]
).map(([scope, when]) => [when.slice(0, 60), scope, when] as const);

describe('a condition that is accepted', () => {
  it.each(HEAVY)('takes at most the steps that were computed: %s', (_name, scope, when) => {
    expect(refusal(scope, when)).toBeNull();
    const bound = cost(scope, when);
    expect(bound).toBeLessThanOrEqual(STEP_LIMIT);
    const counted = { reads: 0 };
    const compiled = engines[scope].compile(when);
    if (!('matches' in compiled)) throw new Error(compiled.message);
    // As long as they can be, and such that as little as possible is decided early.
    expect(compiled.matches(largest(scope, counted))).not.toBe('indeterminate');
    expect(counted.reads).toBeGreaterThan(0);
    expect(counted.reads).toBeLessThanOrEqual(bound);
  });
});

/** The largest input that there can be; each field and element that is read is counted. */
function largest(scope: Scope, counted: { reads: number }): Record<string, CelValue> {
  return Object.fromEntries(
    Object.entries(scopeVariables[scope]).map(([name, { type }]) => [name, fill(type, counted)]),
  );
}

function fill(type: ConditionType, counted: { reads: number }): CelValue {
  switch (type.kind) {
    case 'bool':
      return false;
    case 'int':
      return type.greatest;
    case 'string':
      return type.values === null ? 'a'.repeat(type.longest) : (type.values.at(-1) ?? '');
    case 'list': {
      const of = type.of ?? type;
      return Array.from({ length: type.longest }, () => fill(of, counted));
    }
    case 'record': {
      const record: Record<string, CelValue> = {};
      const fields = Object.entries(inputRecords[type.name as keyof typeof inputRecords]);
      for (const [name, field] of fields) {
        const value = fill(field.type, counted);
        Object.defineProperty(record, name, {
          enumerable: true,
          get: () => {
            counted.reads += 1;
            return value;
          },
        });
      }
      return record;
    }
    default:
      throw new Error('a declaration has a type');
  }
}
