import { describe, expect, it } from 'vitest';

import { scopeLanguages } from '../../src/core/policy/inputs.ts';
import { shippedBasis } from '../support/judge-files.ts';
import type { Scope } from '../support/condition-inputs.ts';

const languages = scopeLanguages();

interface Found {
  readonly at: string;
  readonly message: string;
  readonly help: string;
}

/** The problems of a condition, each with the part of it that the caret is under. */
function problems(scope: Scope, when: string): readonly Found[] {
  const compiled = languages[scope].compile(when);
  if ('matches' in compiled) return [];
  return compiled.problems.map(({ message, range, help }) => ({
    at: when.slice(range.start, range.end),
    message,
    help: help ?? '',
  }));
}

/** Scope, condition, what is underlined, and words of the message and of the help. */
type Row = readonly [Scope, string, string, RegExp, RegExp];

const NAMES: readonly Row[] = [
  ['item', 'item.levle >= 1', 'levle', /has no field `levle`/u, /did you mean `level`\?/u],
  ['item', 'itm.level >= 1', 'itm', /no `itm` in this scope/u, /did you mean `item`\?/u],
  ['item', "item.owner != ''", 'owner', /no field `owner`/u, /did you mean `subject.owner`\?/u],
  ['item', 'state.permissions.size() > 3', 'state', /no `state`/u, /item, subject, now/u],
  ['item', 'has(item.levle)', 'levle', /has no field `levle`/u, /did you mean `level`\?/u],
  ['item', 'has(item.level)', 'has(item.level)', /every field is always present/u, /!= ''/u],
  ['state', 'state.permissions.exists(p, p.levle >= 1)', 'levle', /`p` has no field/u, /`level`/u],
  ['state', 'state.permissions.level >= 1', 'level', /is a list of records/u, /exists\(x/u],
  ['item', 'item.names.exists(item, true)', 'item', /already stands for/u, /another name/u],
];

const VALUES: readonly Row[] = [
  [
    'subject',
    "subject.environment == 'prodution'",
    "'prodution'",
    /never `prodution`/u,
    /`production`\?/u,
  ],
  ['item', "'grant-aded' == item.change", "'grant-aded'", /never `grant-aded`/u, /`grant-added`/u],
  ['item', "item.scope != 'namspace'", "'namspace'", /`item.scope` is never/u, /`namespace`/u],
  ['item', "item.change in ['grant-added', 'x']", "'x'", /is never `x`/u, /`grant-removed`/u],
  ['item', "'secret-read' in item.primitives", "'secret-read'", /is never/u, /`secrets-read`/u],
  ['item', "['cluster', 'cloud'].exists(s, s == item.scope)", 's', /never `cloud`/u, /`role`/u],
  ['item', "item.reason == 'x'", "'x'", /never `x`/u, /one of \d+ values/u],
  [
    'item',
    'item.system == subject.kind',
    'item.system == subject.kind',
    /no value in common/u,
    /can be/u,
  ],
  [
    'item',
    "item.change.startsWith('grnt-')",
    "item.change.startsWith('grnt-')",
    /never true/u,
    /use/u,
  ],
  ['item', 'item.level >= 5', 'item.level >= 5', /from 0 to 4, so this is never true/u, /between/u],
  [
    'item',
    '0 <= item.level',
    '0 <= item.level',
    /from 0 to 4, so this is always true/u,
    /between/u,
  ],
  ['item', 'item.level in [3, 7]', '7', /from 0 to 4, so this is never it/u, /between/u],
  ['item', "'x' in []", '[]', /empty list/u, /name/u],
];

const TYPES: readonly Row[] = [
  ['item', 'item.level', 'item.level', /a condition is a bool/u, /compare/u],
  ['item', "item.level >= '3'", "'3'", /`'3'` is a text/u, /`3` without quotation/u],
  ['item', "item.level == '3'", "item.level == '3'", /never equal/u, /^$/u],
  ['item', "item.resource > 'a'", "item.resource > 'a'", /no order/u, /startsWith/u],
  ['item', 'item.names > 1', 'item.names', /is a list of texts/u, /size/u],
  ['item', "item.actions == ['get']", "item.actions == ['get']", /lists are not/u, /exists/u],
  ['item', "['a', 1].exists(x, true)", '1', /where a text is/u, /one type/u],
  ['item', 'item.names.all(n, n)', 'n', /condition of each element/u, /compare/u],
  ['item', '1 in item.names', '1 in item.names', /list of texts/u, /^$/u],
  ['item', 'item.level + item.names > 1', 'item.level + item.names', /does not go/u, /numbers/u],
  ['item', 'item.standing && item.level', 'item.level', /joins bools/u, /compare/u],
];

const OUTSIDE: readonly Row[] = [
  ['item', "item.resource.matches('a')", "item.resource.matches('a')", /regular/u, /glob/u],
  [
    'item',
    "item.resource.startWith('a')",
    "item.resource.startWith('a')",
    /not a function/u,
    /`startsWith`\?/u,
  ],
  [
    'item',
    "duration('30d') > duration('P30D')",
    "duration('30d')",
    /whole numbers/u,
    /ttl_hours >= 720/u,
  ],
  ['item', "timestamp('2026-13-01') > now", "timestamp('2026-13-01')", /whole/u, /seconds/u],
  [
    'item',
    "now.getDayOfWeek('Europe/Berlin') == 1",
    "now.getDayOfWeek('Europe/Berlin')",
    /zone/u,
    /now/u,
  ],
  ['item', "b'x' == 'x'", "b'x'", /bytes/u, /leave the `b`/u],
  ['item', 'item.level >= 2u', '2u', /unsigned/u, /leave the `u`/u],
  ['item', 'item.level >= 2.5', '2.5', /decimal/u, /whole/u],
  ['item', 'type(item.level) == 1', 'type(item.level)', /known when/u, /leave/u],
  ['item', 'dyn(item.level) == 1', 'dyn(item.level)', /known when/u, /leave/u],
  ['item', 'cel.bind(x, 1, x > 2)', 'cel.bind(x, 1, x > 2)', /given names/u, /where it is used/u],
  ['item', 'int(item.resource) > 1', 'int(item.resource)', /not converted/u, /own type/u],
  ['item', "item.names[0] == 'a'", 'item.names[0]', /by position/u, /exists/u],
  ['item', "{'a': 1}.size() > 0", "'", /map/u, /list/u],
  ['item', '{}.size() > 0', '{}', /map/u, /list/u],
  ['item', 'null == item.resource', 'null', /`null`/u, /empty text/u],
  [
    'item',
    'item.level / item.reach > 1',
    'item.level / item.reach',
    /divide by 0/u,
    /other than 0/u,
  ],
  [
    'item',
    '9223372036854775807 + item.level > 0',
    '9223372036854775807 + item.level',
    /range of 64 bits/u,
    /smaller/u,
  ],
  ['item', '9223372036854775808 > item.level', '9223372036854775808', /more than 64/u, /^$/u],
  ['item', 'item.level = 3', '=', /from here on/u, /`==`/u],
  ['item', 'item.standing and item.mutates', 'and', /from here on/u, /`&&`/u],
  ['item', '(item.standing', 'g', /ends too early/u, /partner/u],
];

describe.each([
  ['names', NAMES],
  ['values of closed sets and ranges', VALUES],
  ['types', TYPES],
  ['what is outside the profile', OUTSIDE],
])('%s', (_name, rows) => {
  it.each(rows)('%s: %s', (scope, when, at, message, help) => {
    const [first] = problems(scope, when);
    expect(first).toEqual({
      at,
      message: expect.stringMatching(message) as string,
      help: expect.stringMatching(help) as string,
    });
  });
});

describe('what is accepted', () => {
  it('every shipped condition', () => {
    for (const { factors } of shippedBasis().policies)
      for (const { rule } of factors) expect(problems(rule.scope, rule.when)).toEqual([]);
  });

  it.each([
    ['item', "item.change.startsWith('grant-') && item.level >= 3"],
    ['item', "['get', 'list'].all(verb, verb in item.actions)"],
    ['item', "item.change == 'grant-added' ? item.standing : item.mutates"],
    ['item', "item.ttl_hours / 24 >= 30 && item.scope in ['cluster', 'namespace']"],
    ['item', "glob(item.resource, '*-production-*') || item.from.size() > 3"],
    ['subject', "subject.environment in ['staging', 'unknown', 'production']"],
    ['subject', "subject.criticality == 'tier-1' && subject.owner == ''"],
    ['state', 'state.permissions.filter(p, p.level >= 2).size() >= 5'],
    ['state', "state.permissions.exists(p, p.primitives.exists(q, q == 'bind'))"],
    ['state', "'secrets' in state.permissions.map(p, p.resource)"],
  ] as const)('%s: %s', (scope, when) => {
    expect(problems(scope, when)).toEqual([]);
  });

  it('and every problem of a condition is reported, in order', () => {
    const found = problems('item', "item.levle >= 1 && item.reech >= 1 && item.scope == 'x'");
    expect(found.map(({ at }) => at)).toEqual(['levle', 'reech', "'x'"]);
  });
});
