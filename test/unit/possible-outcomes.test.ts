import { describe, expect, it } from 'vitest';

import { changeKinds, type ChangeKind } from '../../src/core/change/change.ts';
import { scopeEngines, subjectInput } from '../../src/core/policy/inputs.ts';
import { possibleOutcomes } from '../../src/core/policy/possible/possible-outcomes.ts';
import { withoutMember } from '../../src/core/policy/possible/narrow-value.ts';
import { whatKindsCarry } from '../../src/core/policy/possible/what-kinds-carry.ts';
import type { Scope } from '../support/condition-inputs.ts';
import { judgeFiles, shippedBasis } from '../support/judge-files.ts';

const engines = scopeEngines();

function outcomes(scope: Scope, kind: ChangeKind, when: string) {
  const parsed = engines[scope].parse(when);
  if (!('kind' in parsed)) throw new Error(parsed.message);
  return possibleOutcomes(parsed, scope, kind);
}

type Row = readonly [Scope, ChangeKind, string];

const NEVER_HOLDS: readonly Row[] = [
  // What the kind does not carry.
  ['item', 'grant-added', 'item.level > 4'],
  ['item', 'identity-created', 'item.level >= 3'],
  ['item', 'trust-widened', "item.change == 'grant-added'"],
  ['item', 'credential-issued', "'secrets-read' in item.primitives"],
  ['item', 'grant-added', "item.reason == 'too-deep'"],
  ['item', 'grant-added', 'item.mentions_identity || item.recognised'],
  ['item', 'unassessable', "item.reason == '' || item.controls == 'policy'"],
  ['item', 'credential-revoked', '!item.can_expire'],
  ['item', 'owner-changed', "item.primitives.exists(p, p == 'bind' || p == 'escalate')"],
  ['item', 'owner-changed', "item.names.filter(n, n.contains('*')).size() >= 1"],
  ['item', 'identity-moved', 'item.standing ? item.level >= 0 : item.level >= 1'],
  ['item', 'context-changed', "item.namespace.contains('*')"],
  ['item', 'unassessable', "subject.kind in ['group', 'person', 'role']"],
  ['subject', 'control-plane-changed', "subject.type == 'service-account'"],
  ['subject', 'grant-added', 'subject.environment_level >= 4'],
  ['subject', 'grant-added', 'subject.dependents.size() < 0'],
  ['subject', 'grant-added', "'x' in subject.dependents.map(d, d.failover)"],
  ['subject', 'grant-added', 'subject.dependents.map(d, d.days_since_test * 2).exists(n, n < 0)'],
  // What contradicts itself, whichever part comes first.
  ['item', 'grant-added', "item.change == 'grant-added' && item.change == 'grant-widened'"],
  ['item', 'grant-added', 'item.level != 3 && item.level == 3'],
  ['item', 'grant-added', 'item.level + 1 > 4 && item.level <= 2'],
  ['item', 'grant-added', 'item.level >= 3 && !(item.level >= 2)'],
  ['item', 'grant-added', 'item.mutates && item.reach >= 1 && !item.mutates'],
  ['item', 'grant-added', "'get' in item.actions && !('get' in item.actions)"],
  ['item', 'grant-added', "'bind' in item.primitives && item.primitives.size() == 0"],
  ['item', 'grant-added', "item.resource == 'pods' && item.resource.startsWith('sec')"],
  ['item', 'grant-added', "item.group in ['a', 'b'] && item.group in ['c', 'd']"],
  ['item', 'grant-added', "(item.group == 'a' || item.group == 'b') && item.group == 'c'"],
  ['item', 'grant-added', "item.group == 'a' && item.group != 'a'"],
  ['item', 'grant-added', "!(item.group != 'a' || item.level < 2) && item.level == 1"],
  ['item', 'grant-added', 'item.level >= item.reach && item.reach >= 3 && item.level < 3'],
  ['item', 'grant-added', 'item.level >= 3 ? item.level < 3 : item.level > 3'],
  [
    'subject',
    'grant-added',
    "subject.dependents.exists(d, d.impact == 'none' && d.impact == 'outage')",
  ],
  [
    'subject',
    'grant-added',
    "subject.owner == 'a' && subject.dependents.exists(d, subject.owner == 'b')",
  ],
  ['state', 'grant-added', 'state.permissions.exists(p, p.level > 2 && p.level < 3)'],
];

const CAN_HOLD: readonly Row[] = [
  ['item', 'grant-added', 'item.level >= 4 && item.reach >= 3'],
  ['item', 'identity-created', 'item.level == 0 && !item.standing'],
  ['item', 'trust-widened', "item.change == 'trust-widened' && item.resource.contains('*')"],
  ['item', 'credential-issued', 'item.can_expire && item.standing'],
  ['item', 'unassessable', "item.reason == 'too-deep' && item.recognised"],
  ['item', 'control-plane-changed', "item.controls == 'ownership'"],
  ['item', 'grant-removed', "item.primitives.exists(p, p == 'bind')"],
  ['item', 'owner-changed', "item.primitives.all(p, p == 'bind')"],
  ['item', 'owner-changed', "item.from != '' && item.to == 'team/a'"],
  ['item', 'grant-added', "'get' in item.actions && 'list' in item.actions"],
  ['item', 'grant-added', "item.group != 'a' && item.group != 'b'"],
  ['item', 'grant-added', 'item.level >= 2 && item.level <= 2'],
  // A list can hold both, and two elements can differ.
  [
    'subject',
    'grant-added',
    "subject.dependents.exists(d, d.impact == 'none') && subject.dependents.exists(d, d.impact == 'outage')",
  ],
  ['subject', 'credential-issued', "subject.type == 'file' || subject.kind == 'group'"],
  ['state', 'identity-created', "'rbac-write' in state.primitives"],
  // What is known of a list is not known of what is made of it.
  ['item', 'grant-added', "'a' in item.names && !item.names.exists_one(n, n.size() >= 0)"],
  ['item', 'grant-added', "'a' in item.names && item.names.filter(n, n == 'b').size() == 0"],
  ['item', 'grant-added', "'a' in item.names && !('a' in item.names.filter(n, n != 'a'))"],
  ['item', 'grant-added', "'a' in item.names && !('a' in item.names.map(n, n + 'b'))"],
  [
    'item',
    'grant-added',
    "'a' in item.names && !('a' in (item.mutates ? item.names : item.actions))",
  ],
  [
    'item',
    'grant-added',
    "'a' in item.names && (item.mutates ? item.names : item.actions).size() == 0",
  ],
  // Two fields that are compared leave each other what the other one allows.
  ['item', 'grant-added', 'item.level > item.reach && item.level == 1'],
  ['item', 'grant-added', 'item.level >= item.reach && item.level == 0'],
  ['item', 'grant-added', 'item.level < item.reach && item.level == 2'],
  ['item', 'grant-added', 'item.level <= item.reach && item.level == 3'],
  ['item', 'grant-added', 'item.level != item.reach && item.level == 0'],
  ['item', 'grant-added', "!(item.scope in [subject.kind, 'cluster']) && item.scope == 'role'"],
  ['item', 'grant-added', "item.group == '\u{1f600}' && item.group.size() == 1"],
  // Seen for each field on its own, so not found out.
  ['item', 'grant-added', 'item.level == item.reach && item.level != item.reach'],
  // Of what conditions do not have, and of what may be an error, nothing is said.
  ['item', 'identity-created', 'item.level / item.reach == 1'],
  ['item', 'identity-created', '1 / item.level == 1 && false'],
  ['item', 'identity-created', 'item.level + 9223372036854775807 + 1 < 0'],
  ['item', 'identity-created', "item.primitives[0] == 'bind' && item.level > 4"],
  ['item', 'identity-created', 'false && [1, 2] == [1]'],
  ['item', 'identity-created', "item.primitives.exists(p, p < 'x')"],
  ['item', 'identity-created', 'nothing.level > 4 || has(item.nothing)'],
];

const ALWAYS_HOLDS: readonly Row[] = [
  ['item', 'unassessable', "item.change == 'unassessable'"],
  ['item', 'credential-issued', 'item.can_expire'],
  ['item', 'grant-added', 'item.level >= 2 || item.level < 2'],
  ['item', 'grant-added', "item.scope != ''"],
  ['item', 'identity-created', "item.primitives.all(p, p == 'bind') && item.level <= 0"],
  ['subject', 'unassessable', "subject.type == 'file' && subject.namespace == ''"],
];

describe('whether a condition can hold', () => {
  it.each(NEVER_HOLDS)('on %s of %s: never `%s`', (scope, kind, when) => {
    expect(outcomes(scope, kind, when)).toEqual({ canHold: false, canFail: true });
  });

  it.each(CAN_HOLD)('on %s of %s: possibly `%s`', (scope, kind, when) => {
    expect(outcomes(scope, kind, when).canHold).toBe(true);
  });

  it.each(ALWAYS_HOLDS)('on %s of %s: always `%s`', (scope, kind, when) => {
    expect(outcomes(scope, kind, when)).toEqual({ canHold: true, canFail: false });
  });

  it('a condition that is as deep and wide as can be is answered all the same', () => {
    let when = 'item.level > 2';
    for (let depth = 0; depth < 11; depth += 1)
      when = `(item.level > ${depth % 4} ? ${when} : item.reach > 1) == (item.mutates && ${depth % 2 === 0 ? '' : '!'}item.standing)`;
    expect(outcomes('item', 'grant-added', when).canHold).toBe(true);
  });
});

describe('a list without one of its members', () => {
  const only = { kind: 'string', values: ['a'], longest: 1 } as const;
  const list = { kind: 'list', of: only, fewest: 0, most: 1, holds: [] } as const;

  it('is empty where it has no other, and is none where it is not', () => {
    expect(withoutMember(list, 'a')).toEqual({ ...list, most: 0 });
    expect(withoutMember({ ...list, fewest: 1 }, 'a')).toBe(null);
    expect(withoutMember({ ...list, of: { ...only, values: null }, holds: ['a'] }, 'a')).toBe(null);
    expect(withoutMember({ ...list, of: { ...only, values: ['a', 'b'] } }, 'a')?.of).toEqual({
      ...only,
      values: ['b'],
    });
  });
});

describe('the shipped policies', () => {
  for (const { document, factors } of shippedBasis().policies)
    for (const { rule } of factors)
      it(`\`${rule.id}\` can match, and not always unless it says which kind it is`, () => {
        const all = document.spec.appliesTo.changes.map((kind) =>
          outcomes(rule.scope, kind, rule.when),
        );
        expect(all.some(({ canHold }) => canHold)).toBe(true);
        if (!rule.when.includes('item.change'))
          expect(all.some(({ canFail }) => canFail)).toBe(true);
      });
});

describe('the subject of what is about a file', () => {
  const broken = 'apiVersion: jitl.dev/v1\nkind: Identity\nmetadata: {name: a, name: b}\n';
  const { changes } = judgeFiles(
    {},
    { 'a.yaml': broken },
    {
      basis: shippedBasis(),
      controlPlane: [{ path: '.jitl/people.yaml', controls: 'people', base: null, head: null }],
    },
  );

  it.each(['unassessable', 'control-plane-changed'] as const)('%s is as the table says', (kind) => {
    const change = changes.find((one) => one.kind === kind);
    if (change === undefined) throw new Error(`there is no change of kind ${kind}`);
    expect(subjectInput(change.subject, 0)).toMatchObject(whatKindsCarry[kind].subject);
  });

  it('is narrowed for no other kind', () => {
    const narrowed = changeKinds.filter(
      (kind) => Object.keys(whatKindsCarry[kind].subject).length > 0,
    );
    expect(narrowed).toEqual(['control-plane-changed', 'unassessable']);
  });
});
