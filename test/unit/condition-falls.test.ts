import { describe, expect, it } from 'vitest';

import type { Dependent } from '../../src/core/inventory/fact.ts';
import { scopeEngines, scopeLanguages } from '../../src/core/policy/inputs.ts';
import type { Scope } from '../support/condition-inputs.ts';
import { rate, type Rated } from '../support/rate-change.ts';

const languages = scopeLanguages();
const engines = scopeEngines();

interface Fall {
  readonly scope: Scope;
  readonly when: string;
  /** The part that is underlined. */
  readonly at?: string;
  readonly help: string;
  readonly less: Rated;
  readonly more: Rated;
}

const level = (name: 'read' | 'write' | 'admin' | 'identity'): Rated => ({
  permission: { level: name },
});
const held = (...levels: readonly ('read' | 'write' | 'admin' | 'identity')[]): Rated => ({
  held: levels.map((name) => ({ level: name })),
});
const standing: Rated = { permission: { until: null } };
const dependent = (some: Partial<Dependent>): Dependent => ({
  id: 'd',
  environment: 'staging',
  impact: 'none',
  failover: 'automatic',
  failoverTested: null,
  location: { path: 'a.yaml', side: 'head', start: ORIGIN, end: ORIGIN, excerpt: '' },
  ...some,
});
const ORIGIN = { line: 1, column: 1 } as const;

/** Each is type-correct CEL that the library runs; each would let more authority pass more easily. */
const FALLS: readonly Fall[] = [
  {
    scope: 'item',
    when: 'item.level == 3',
    help: 'write `item.level >= 3`',
    less: level('admin'),
    more: level('identity'),
  },
  {
    scope: 'item',
    when: 'item.level >= 1 && item.level < 3',
    at: 'item.level < 3',
    help: 'say from which number on it is riskier, with `>=`',
    less: level('write'),
    more: level('admin'),
  },
  {
    scope: 'item',
    when: '!item.standing',
    help: 'say what makes it riskier, without `!` and `-`',
    less: {},
    more: standing,
  },
  {
    scope: 'item',
    when: 'item.standing == false',
    help: 'write the field alone, without a comparison',
    less: {},
    more: standing,
  },
  {
    scope: 'item',
    when: 'item.ttl_hours <= 24',
    help: 'say from which number on it is riskier, with `>=`',
    less: {},
    more: { permission: { until: '2027-11-25T12:00:00Z' } },
  },
  {
    scope: 'item',
    when: 'item.actions.size() < 3',
    help: 'say from which number on it is riskier, with `>=`',
    less: {},
    more: { permission: { actions: ['create', 'delete', 'read'] } },
  },
  {
    scope: 'item',
    when: "item.actions.all(a, a == 'read')",
    help: 'write `exists`, with what makes one of them risky',
    less: {},
    more: { permission: { actions: ['delete', 'read'] } },
  },
  {
    scope: 'item',
    when: 'item.mutates ? item.level >= 4 : item.level >= 1',
    help: 'write the two cases with `&&` and `||`',
    less: {},
    more: { permission: { actions: ['delete', 'read'] } },
  },
  {
    scope: 'item',
    when: '5 - item.level > 3',
    help: 'compare fields that grow, each on its own',
    less: level('read'),
    more: level('admin'),
  },
  {
    scope: 'item',
    when: 'item.level % 2 == 1',
    help: 'compare fields that grow, each on its own',
    less: level('read'),
    more: level('write'),
  },
  {
    scope: 'item',
    when: '!item.unresolved && item.level >= 1',
    at: '!item.unresolved',
    help: 'say what makes it riskier, without `!` and `-`',
    less: {},
    more: { permission: { unresolved: true } },
  },
  {
    scope: 'state',
    when: 'state.permissions.exists(p, p.level < 3)',
    at: 'p.level < 3',
    help: 'say from which number on it is riskier, with `>=`',
    less: held('write'),
    more: held('identity'),
  },
  {
    scope: 'state',
    when: 'state.permissions.exists(p, p.level == 2)',
    at: 'p.level == 2',
    help: 'write `p.level >= 2`',
    less: held('write'),
    more: held('identity'),
  },
  {
    scope: 'state',
    when: "state.permissions.exists(p, !('bind' in p.primitives))",
    at: "!('bind' in p.primitives)",
    help: 'say what makes it riskier, without `!` and `-`',
    less: held('write'),
    more: { held: [{ primitives: ['bind'] }] },
  },
  {
    scope: 'state',
    when: 'state.permissions.size() < 3',
    help: 'say from which number on it is riskier, with `>=`',
    less: held('read'),
    more: held('read', 'write', 'admin'),
  },
  {
    scope: 'state',
    when: '!state.permissions.exists(p, p.level >= 3)',
    help: 'say what makes it riskier, without `!` and `-`',
    less: held('write'),
    more: held('write', 'admin'),
  },
  {
    scope: 'state',
    when: 'state.permissions.all(p, p.level >= 3)',
    help: 'write `exists`, with what makes one of them risky',
    less: held('admin'),
    more: held('admin', 'read'),
  },
  {
    scope: 'state',
    when: 'state.permissions.exists_one(p, p.level >= 3)',
    help: 'write `exists`, or `filter(…).size() >= 1`',
    less: held('admin'),
    more: held('admin', 'admin'),
  },
  {
    scope: 'state',
    when: 'state.permissions.filter(p, p.level <= 2).size() >= 1',
    at: 'p.level <= 2',
    help: 'say from which number on it is riskier, with `>=`',
    less: held('write'),
    more: held('admin'),
  },
  {
    scope: 'state',
    when: '3 in state.permissions.map(p, p.level)',
    help: 'say what makes it riskier: `>=` on numbers, `in` and `exists` on lists',
    less: held('admin'),
    more: held('identity'),
  },
  {
    scope: 'subject',
    when: "subject.environment == 'staging'",
    help: 'it grows in the order development, staging, unknown, production; write `in` with one of these and all after it',
    less: { subject: { environment: 'staging' } },
    more: { subject: { environment: 'production' } },
  },
  {
    scope: 'subject',
    when: "subject.environment.startsWith('unknown')",
    help: 'use text functions on fields that name something, and not on those that grow',
    less: { subject: { environment: 'unknown' } },
    more: { subject: { environment: 'production' } },
  },
  {
    scope: 'subject',
    when: 'subject.environment_level < 3',
    help: 'say from which number on it is riskier, with `>=`',
    less: {},
    more: { subject: { environment: 'production' } },
  },
  {
    scope: 'subject',
    when: 'subject.dependents.size() == 0',
    help: 'say what makes it riskier, and not what is absent',
    less: {},
    more: { subject: { dependents: [dependent({})] } },
  },
  {
    scope: 'subject',
    when: "subject.dependents.exists(d, [d.impact, d.failover].exists(t, t == 'manual'))",
    at: "t == 'manual'",
    help: 'compare fields that grow, each on its own',
    less: { subject: { dependents: [dependent({ failover: 'manual' })] } },
    more: { subject: { dependents: [dependent({ failover: 'none' })] } },
  },
  {
    // Of what is taken away, more is riskier too.
    scope: 'item',
    when: "item.change == 'grant-removed' && item.level <= 2",
    at: 'item.level <= 2',
    help: 'say from which number on it is riskier, with `>=`',
    less: { kind: 'grant-removed', permission: { level: 'write' } },
    more: { kind: 'grant-removed', permission: { level: 'admin' } },
  },
];

describe('a condition that could fall', () => {
  it.each(FALLS)('$when is refused', ({ scope, when, at, help }) => {
    const compiled = languages[scope].compile(when);
    if ('matches' in compiled) throw new Error('it was accepted');
    expect(compiled.problems).toHaveLength(1);
    const [problem] = compiled.problems;
    const { start = 0, end = 0 } = problem?.range ?? {};
    expect(when.slice(start, end)).toBe(at ?? when);
    expect(problem?.message).toMatch(
      / can become (?:false|less) as .* grows, so a riskier change/u,
    );
    expect(problem?.help).toBe(help);
  });

  it.each(FALLS)('$when would have rated more authority lower', ({ scope, when, less, more }) => {
    const compiled = engines[scope].compile(when);
    if (!('matches' in compiled)) throw new Error(compiled.message);
    expect(rate(scope, compiled, less)).toBe('critical');
    expect(rate(scope, compiled, more)).toBe('low');
  });
});

describe('its counterpart that grows', () => {
  it.each<readonly [Scope, string, Rated, Rated]>([
    ['item', 'item.level >= 3', level('admin'), level('identity')],
    ['item', 'item.standing', standing, standing],
    ['state', 'state.permissions.exists(p, p.level >= 2)', held('write'), held('identity')],
    [
      'subject',
      "subject.environment in ['staging', 'unknown', 'production']",
      { subject: { environment: 'staging' } },
      { subject: { environment: 'production' } },
    ],
  ])('%s: %s', (scope, when, less, more) => {
    const compiled = languages[scope].compile(when);
    if (!('matches' in compiled)) throw new Error(compiled.problems[0]?.message);
    expect(rate(scope, compiled, less)).toBe('critical');
    expect(rate(scope, compiled, more)).toBe('critical');
  });
});

describe('inputs at and beyond the bounds that conditions are checked for', () => {
  const never = engines.item.compile('false');
  const rateNever = (rated: Rated): string => {
    if (!('matches' in never)) throw new Error(never.message);
    return rate('item', never, rated);
  };
  const many = Array.from({ length: 501 }, (_, at) => `n${at}`);

  it('what is cut is critical, whatever the conditions say', () => {
    expect(rateNever({})).toBe('low');
    expect(rateNever({ permission: { names: many.slice(1), resource: 'r'.repeat(1024) } })).toBe(
      'low',
    );
    expect(rateNever({ permission: { names: many } })).toBe('critical');
    expect(rateNever({ permission: { actions: many } })).toBe('critical');
    expect(rateNever({ permission: { resource: 'r'.repeat(1025) } })).toBe('critical');
    expect(rateNever({ subject: { dependents: many.map((id) => dependent({ id })) } })).toBe(
      'critical',
    );
    expect(rateNever({ subject: { criticality: 'tier-0' } })).toBe('critical');
  });

  it('an expiry beyond a hundred years is no longer than none', () => {
    const compiled = languages.item.compile('item.ttl_hours >= 876000');
    if (!('matches' in compiled)) throw new Error(compiled.problems[0]?.message);
    const until = (text: string | null): Rated => ({ permission: { until: text } });
    expect(rate('item', compiled, until('9999-12-31T00:00:00Z'))).toBe('critical');
    expect(rate('item', compiled, until(null))).toBe('critical');
    const longer = engines.item.compile('item.ttl_hours > 876000');
    if (!('matches' in longer)) throw new Error(longer.message);
    expect(rate('item', longer, until('9999-12-31T00:00:00Z'))).toBe('low');
  });
});
