import { describe, expect, it } from 'vitest';

import { explainCondition } from '../../src/core/explain/explain-condition.ts';
import type { ConditionExplanation, ReadValue } from '../../src/core/explain/explanation.ts';
import type { CelValue } from '../../src/core/policy/cel.ts';

type Outcome = ConditionExplanation['outcome'];

const dependent = (id: string, impact: string, days: bigint): CelValue => ({
  id,
  environment: 'production',
  impact,
  failover: 'manual',
  days_since_test: days,
});
const [crm, erp, fax] = [
  dependent('crm', 'outage', 200n),
  dependent('erp', 'none', 10n),
  dependent('fax', 'outage', 5n),
];
const dependents = [crm, erp, fax];
const actions = ['get', 'list', 'create', 'update', 'patch', 'delete', 'watch', 'bind'];

const item = {
  level: 3n,
  reach: 1n,
  mutates: true,
  standing: false,
  resource: 'a && b || !c',
  from: "it's (",
  actions,
  names: [],
};
const inputs = { item, subject: { id: 's', environment: 'production', dependents }, now: 7n };

const reads = (values: Readonly<Record<string, CelValue>>): readonly ReadValue[] =>
  Object.entries(values).map(([path, value]) => ({ path, value }));

function leaf(
  outcome: Outcome,
  text: string,
  values: Readonly<Record<string, CelValue>> = {},
  witnesses: readonly CelValue[] = [],
): ConditionExplanation {
  return { outcome, text, join: null, parts: [], values: reads(values), witnesses };
}

const joined =
  (join: 'all' | 'any' | 'not') =>
  (
    outcome: Outcome,
    text: string,
    ...parts: readonly ConditionExplanation[]
  ): ConditionExplanation => ({ outcome, text, join, parts, values: [], witnesses: [] });
const all = joined('all');
const any = joined('any');
const not = joined('not');

const explain = (condition: string): ConditionExplanation =>
  explainCondition(condition, 'item', inputs);

describe('a condition is taken apart where it joins conditions', () => {
  it('with the value that a single comparison read', () => {
    expect(explain('item.level >= 4')).toEqual(
      leaf('fails', 'item.level >= 4', { 'item.level': 3n }),
    );
  });

  it('all of a chain on one level, also what was never got to', () => {
    expect(explain('item.standing && item.level >= 3 && (item.mutates && now > 9)')).toEqual(
      all(
        'fails',
        'item.standing && item.level >= 3 && (item.mutates && now > 9)',
        leaf('fails', 'item.standing', { 'item.standing': false }),
        leaf('holds', 'item.level >= 3', { 'item.level': 3n }),
        leaf('holds', 'item.mutates', { 'item.mutates': true }),
        leaf('fails', 'now > 9', { now: 7n }),
      ),
    );
  });

  it('any of, within all of, within not', () => {
    expect(explain('!((item.standing || item.mutates) && item.reach > 0)')).toEqual(
      not(
        'fails',
        '!((item.standing || item.mutates) && item.reach > 0)',
        all(
          'holds',
          '(item.standing || item.mutates) && item.reach > 0',
          any(
            'holds',
            'item.standing || item.mutates',
            leaf('fails', 'item.standing', { 'item.standing': false }),
            leaf('holds', 'item.mutates', { 'item.mutates': true }),
          ),
          leaf('holds', 'item.reach > 0', { 'item.reach': 1n }),
        ),
      ),
    );
  });

  it('one `not` for each that is written', () => {
    expect(explain('!!(item.mutates)')).toEqual(
      not(
        'holds',
        '!!(item.mutates)',
        not('fails', '!(item.mutates)', leaf('holds', 'item.mutates', { 'item.mutates': true })),
      ),
    );
  });

  it('and not within a choice or a comparison of conditions', () => {
    const choice = 'item.standing ? item.mutates && now > 9 : item.level == item.level';
    const values = { 'item.standing': false, 'item.mutates': true, now: 7n, 'item.level': 3n };
    expect(explain(choice)).toEqual(leaf('holds', choice, values));
    const same = '(item.mutates && item.standing) == item.standing';
    const both = { 'item.mutates': true, 'item.standing': false };
    expect(explain(same)).toEqual(leaf('holds', same, both));
  });
});

describe('what a part read is listed', () => {
  it('of lists that are written out, without what is only written', () => {
    const text = "item.resource in ['a', item.from] || item.level in [1, 3]";
    expect(explain(text)).toEqual(
      any(
        'holds',
        text,
        leaf('fails', "item.resource in ['a', item.from]", {
          'item.resource': 'a && b || !c',
          'item.from': "it's (",
        }),
        leaf('holds', 'item.level in [1, 3]', { 'item.level': 3n }),
      ),
    );
  });

  it('by functions, each once and in the order of the source', () => {
    const text = "glob(item.from, 'i*') == item.from.contains(item.resource + item.from)";
    const values = { 'item.from': "it's (", 'item.resource': 'a && b || !c' };
    expect(explain(text)).toEqual(leaf('fails', text, values));
  });

  it('of whatever record was chosen', () => {
    const text = "(item.standing ? subject : subject).id == 's'";
    const values = { 'item.standing': false, subject: inputs.subject };
    expect(explain(text)).toEqual(leaf('holds', text, values));
  });

  it('in a macro, but for what stands for the element', () => {
    const text =
      'subject.dependents.exists(item, item.days_since_test > now && item.id == subject.id)';
    const values = { 'subject.dependents': dependents, now: 7n, 'subject.id': 's' };
    expect(explainCondition(text, 'subject', inputs)).toEqual(leaf('fails', text, values));
  });
});

describe('macros name the elements that they found', () => {
  const over = { 'subject.dependents': dependents };

  it.each([
    ["subject.dependents.exists(d, d.impact == 'outage')", 'holds', [crm, fax]],
    ["subject.dependents.exists(d, d.id == 'x')", 'fails', []],
    ["subject.dependents.exists_one(d, d.impact == 'outage')", 'fails', [crm, fax]],
    ["subject.dependents.exists_one(d, d.impact == 'none')", 'holds', [erp]],
    ["subject.dependents.all(d, d.impact == 'outage')", 'fails', [erp]],
    ["subject.dependents.all(d, d.failover == 'manual')", 'holds', []],
    ['subject.dependents.filter(d, d.days_since_test >= 10).size() >= 3', 'fails', [crm, erp]],
    ['2 <= size(subject.dependents.filter(d, d.days_since_test >= 10))', 'holds', [crm, erp]],
    ["(subject.dependents).filter(d, d.impact != 'none').exists(e, e.id > 'd')", 'holds', [fax]],
    ["subject.dependents.filter(d, d.impact != 'none').all(e, e.id > 'd')", 'fails', [crm]],
    ['subject.dependents.map(d, d.days_since_test * 2).exists(n, n == 20)', 'holds', [erp]],
    ["subject.dependents.map(d, d.id != 'erp', d.id).exists(t, t > 'd')", 'holds', [fax]],
    // The body sees the whole list, also while one element is asked about.
    [
      "subject.dependents.exists(d, d.id == 'erp' && subject.dependents.size() == 3)",
      'holds',
      [erp],
    ],
    ["subject.dependents.exists(candidates, candidates.id == 'erp')", 'holds', [erp]],
    ["subject.dependents.exists(subject, subject.id == 'erp')", 'holds', [erp]],
    ["subject.dependents.exists(Dependent, Dependent.id == 'erp')", 'holds', [erp]],
  ] as const)('%s', (text, outcome, witnesses) => {
    expect(explain(text)).toEqual(leaf(outcome, text, over, witnesses));
  });

  it('in lists that are written out', () => {
    const text = "['x', 'get', item.from].exists(a, a in item.actions || a.startsWith('it'))";
    const values = { 'item.from': "it's (", 'item.actions': actions };
    expect(explain(text)).toEqual(leaf('holds', text, values, ['get', "it's ("]));
    const levels = '[1, 3, 5].all(n, n <= item.level)';
    expect(explain(levels)).toEqual(leaf('fails', levels, { 'item.level': 3n }, [5n]));
  });

  it('and no more than five', () => {
    const text = "item.actions.exists(a, a != 'list')";
    const first = ['get', 'create', 'update', 'patch', 'delete'];
    expect(explain(text)).toEqual(leaf('holds', text, { 'item.actions': actions }, first));
  });

  it('and none where the list has to be worked out', () => {
    const text = "(item.actions + item.names).exists(a, a == 'get')";
    const values = { 'item.actions': actions, 'item.names': [] };
    expect(explain(text)).toEqual(leaf('holds', text, values));
    const sum = '[3, item.level + 1].exists(n, n >= 3)';
    expect(explain(sum)).toEqual(leaf('holds', sum, { 'item.level': 3n }));
  });

  it('and none where only elements are counted or made', () => {
    const text = "item.actions.map(a, a) == ['get'] || item.actions.size() == 8";
    const values = { 'item.actions': actions };
    expect(explain(text)).toEqual(
      any(
        'holds',
        text,
        leaf('fails', "item.actions.map(a, a) == ['get']", values),
        leaf('holds', 'item.actions.size() == 8', values),
      ),
    );
  });
});

describe('the layout of a condition tells nothing', () => {
  it('of lines and tabs', () => {
    expect(explain('\n  item.standing\n\t&&   ( item.level\r\n >= 3 )\n')).toEqual(
      all(
        'fails',
        'item.standing && ( item.level >= 3 )',
        leaf('fails', 'item.standing', { 'item.standing': false }),
        leaf('holds', 'item.level >= 3', { 'item.level': 3n }),
      ),
    );
  });

  it('of comments, whatever is in them', () => {
    const text =
      "// it's\n(item.mutates // a ( b\n) || (item.level // '\n > ((3) // )\n))// the end";
    expect(explain(text)).toEqual(
      any(
        'holds',
        '(item.mutates ) || (item.level > ((3) ))',
        leaf('holds', 'item.mutates', { 'item.mutates': true }),
        leaf('fails', 'item.level > ((3) )', { 'item.level': 3n }),
      ),
    );
  });
});

describe('texts in a condition stay as they are', () => {
  it.each([
    ["item.resource == 'a && b || !c'", 'holds'],
    ["item.resource == 'a &&  b || !c'", 'fails'],
    ['item.resource == "a && b // c) \'d"', 'fails'],
    ["item.resource == 'a\\' && (b'", 'fails'],
    ["item.resource == r'a\\' && (b'", 'fails'],
    ["item.resource == '''a' && (b'''", 'fails'],
    ["item.resource == '''a &&\n  b'''", 'fails'],
    ['item.resource == """a" && ("b"""', 'fails'],
  ] as const)('%s', (text, outcome) => {
    const part = leaf(outcome, text, { 'item.resource': 'a && b || !c' });
    expect(explain(text)).toEqual(part);
    const whole = `(${text}) && (item.mutates)`;
    const mutates = leaf('holds', 'item.mutates', { 'item.mutates': true });
    expect(explain(whole)).toEqual(all(outcome, whole, part, mutates));
  });
});

describe('what has no value is indeterminate', () => {
  it('and may be of no consequence', () => {
    const broken = leaf('indeterminate', 'item.level / 0 == 1', { 'item.level': 3n });
    const mutates = leaf('holds', 'item.mutates', { 'item.mutates': true });
    expect(explain('item.level / 0 == 1 || item.mutates')).toEqual(
      any('holds', 'item.level / 0 == 1 || item.mutates', broken, mutates),
    );
    expect(explain('item.mutates && !(item.level / 0 == 1)')).toEqual(
      all(
        'indeterminate',
        'item.mutates && !(item.level / 0 == 1)',
        mutates,
        not('indeterminate', '!(item.level / 0 == 1)', broken),
      ),
    );
  });

  it('as is what is no condition', () => {
    expect(explain("item.level  >= // x\n 'a'")).toEqual(
      leaf('indeterminate', "item.level >= 'a'", { 'item.level': 3n }),
    );
    expect(explain("item.level >=  ('a")).toEqual(leaf('indeterminate', "item.level >= ('a"));
    expect(explain('item.actions.length == 8')).toEqual(
      leaf('indeterminate', 'item.actions.length == 8'),
    );
    expect(explain('\n (')).toEqual(leaf('indeterminate', '('));
    expect(explain('')).toEqual(leaf('indeterminate', ''));
  });
});
