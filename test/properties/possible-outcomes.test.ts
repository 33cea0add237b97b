import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { changeKinds, type Change, type ChangeKind } from '../../src/core/change/change.ts';
import type { CelValue } from '../../src/core/policy/cel.ts';
import { fitInput } from '../../src/core/policy/fit-input.ts';
import { inputRecords } from '../../src/core/policy/input-fields.ts';
import {
  itemInputs,
  scopeEngines,
  stateInput,
  subjectInput,
} from '../../src/core/policy/inputs.ts';
import { namesOf } from '../../src/core/policy/possible/kind-names.ts';
import { possibleOutcomes } from '../../src/core/policy/possible/possible-outcomes.ts';
import type { Possible } from '../../src/core/policy/possible/possible-value.ts';
import { whatKindsCarry } from '../../src/core/policy/possible/what-kinds-carry.ts';
import { randomCondition } from '../support/condition-grammar.ts';
import { isList, type Input, type Scope } from '../support/condition-inputs.ts';
import { anyKind, changeOf, NOW, permission } from '../support/possible-changes.ts';
import { conditionAbout } from '../support/possible-conditions.ts';
import { profileCondition } from '../support/random-conditions.ts';

const scopes: readonly Scope[] = ['item', 'subject', 'state'];
const engines = scopeEngines();
const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 1500);

interface Seen {
  readonly kind: ChangeKind;
  readonly inputs: readonly Input[];
}

const now = BigInt(NOW / 1000);

function fitted(value: CelValue, name: 'item' | 'subject' | 'state'): CelValue {
  const { value: fit, cut } = fitInput(value, name);
  // What is cut has a critical floor and is out of the question.
  if (cut.length > 0) throw new Error(`${cut.join(', ')} is not as declared`);
  return fit;
}

/** The inputs of one change, by the program's own way to make them. */
function inputsOf(change: Change, scope: Scope, state: CelValue): readonly Input[] {
  const subject = fitted(subjectInput(change.subject, NOW), 'subject');
  if (scope === 'subject') return [{ subject, now }];
  if (scope === 'state') return [{ state: fitted(state, 'state'), subject, now }];
  return itemInputs(change, NOW).map((item) => ({ item: fitted(item, 'item'), subject, now }));
}

function seen(scope: Scope): fc.Arbitrary<Seen> {
  const held = fc.array(permission, { maxLength: 3 }).map(stateInput);
  return anyKind.chain((kind) =>
    fc
      .tuple(changeOf(kind), held)
      .map(([change, state]) => ({ kind, inputs: inputsOf(change, scope, state) })),
  );
}

const counted = { evaluated: 0, holds: 0, neverHolds: 0, neverFails: 0 };

/** The law: what a condition really comes to on an input is among what was said to be possible. */
function check(when: string, scope: Scope, { kind, inputs }: Seen): void {
  const parsed = engines[scope].parse(when);
  const compiled = engines[scope].compile(when);
  if (!('kind' in parsed) || !('matches' in compiled)) return;
  const { canHold, canFail } = possibleOutcomes(parsed, scope, kind);
  expect(canHold || canFail).toBe(true);
  if (!canHold) counted.neverHolds += 1;
  if (!canFail) counted.neverFails += 1;
  for (const input of inputs) {
    counted.evaluated += 1;
    // An error counts as a match.
    const matches = compiled.matches(input) !== false;
    if (matches) counted.holds += 1;
    if (matches ? !canHold : !canFail)
      throw new Error(`for ${kind}, \`${when}\` ${matches ? 'holds' : 'fails'}`);
  }
}

const sources: readonly (readonly [string, (scope: Scope) => fc.Arbitrary<string>])[] = [
  ['of the profile', profileCondition],
  ['that need not be of the profile', randomCondition],
];

describe('what is said to be impossible', () => {
  for (const scope of scopes) {
    it.each(sources)(`never happens to a condition on ${scope} %s`, (_, condition) => {
      fc.assert(
        fc.property(condition(scope), seen(scope), (when, one) => {
          check(when, scope, one);
        }),
        { numRuns },
      );
    });

    it(`never happens to a condition on what the ${scope} really is`, () => {
      const both = seen(scope).chain((one) => {
        const [input] = one.inputs;
        const when = input === undefined ? fc.constant('true') : conditionAbout(input);
        return when.map((spelt) => ({ one, spelt }));
      });
      fc.assert(
        fc.property(both, ({ one, spelt }) => {
          check(spelt, scope, one);
        }),
        { numRuns: 2 * numRuns },
      );
    });
  }

  it('was held against many conditions that hold, and was said of many', async ({ annotate }) => {
    await annotate(JSON.stringify(counted));
    expect(counted.evaluated).toBeGreaterThanOrEqual(4 * numRuns);
    expect(counted.holds / counted.evaluated).toBeGreaterThan(0.2);
    expect(counted.neverHolds / counted.evaluated).toBeGreaterThan(0.05);
    expect(counted.neverFails / counted.evaluated).toBeGreaterThan(0.05);
  });
});

describe('what the changes of a kind carry', () => {
  it.each(changeKinds)('%s: every input fits, and what is called empty alone is so', (kind) => {
    const item = namesOf('item', kind).get('item');
    const subject = namesOf('item', kind).get('subject');
    if (item === undefined || subject === undefined) throw new Error('a variable is missing');
    const filled = new Set<string>();
    fc.assert(
      fc.property(changeOf(kind), (change) => {
        for (const input of inputsOf(change, 'item', '')) {
          expect(fits(input['item'] ?? '', item)).toBe(true);
          expect(fits(input['subject'] ?? '', subject)).toBe(true);
          for (const [name, value] of Object.entries(input['item'] ?? {}))
            if (!isEmpty(value)) filled.add(name);
        }
      }),
      { numRuns: 150 },
    );
    const declared = Object.keys(inputRecords.item);
    const { empty } = whatKindsCarry[kind];
    expect(declared.filter((name) => !filled.has(name)).sort()).toEqual([...empty].sort());
  });
});

function isEmpty(value: CelValue): boolean {
  return value === '' || value === 0n || value === false || (isList(value) && value.length === 0);
}

/** Whether a value is among what is possible. */
function fits(value: CelValue, possible: Possible): boolean {
  if (possible.kind === 'bool') return value === true ? possible.yes : possible.no;
  if (possible.kind === 'int')
    return typeof value === 'bigint' && value >= possible.least && value <= possible.greatest;
  if (possible.kind === 'string')
    return typeof value === 'string' && possible.values?.includes(value) !== false;
  if (possible.kind === 'list')
    return (
      isList(value) &&
      value.length >= possible.fewest &&
      value.length <= possible.most &&
      value.every((element) => fits(element, possible.of))
    );
  if (possible.kind === 'unknown' || typeof value !== 'object' || isList(value)) return false;
  return Object.entries(value).every(([name, inner]) => {
    const field = possible.fields[name];
    return field !== undefined && fits(inner, field);
  });
}
