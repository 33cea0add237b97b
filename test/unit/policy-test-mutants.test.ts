import { describe, expect, it } from 'vitest';

import { factorMutants } from '../../src/core/policy-test/mutants/factor-mutants.ts';
import {
  kindMutants,
  requirementMutants,
} from '../../src/core/policy-test/mutants/policy-mutants.ts';
import { tableMutants } from '../../src/core/policy-test/mutants/table-mutants.ts';
import {
  basisOf,
  onlyPolicy,
  MODEL,
  ownRules,
  policyText,
  report,
  testText,
  workshopOf,
} from '../support/policy-tests.ts';

const FACTOR = '{ id: a, scope: item, category: hygiene, message: Something happened.';

function rules(spec: string) {
  return basisOf(ownRules({ '.jitl/a.yaml': policyText('small', spec) }));
}

/** What the mutants of one condition are, without the factor that is left out and the negation. */
function ofCondition(when: string, scope = 'item'): readonly string[] {
  const raises = scope === 'state' ? 'floor: low' : 'raises: {}';
  const basis = rules(`appliesTo: { changes: [grant-added] }
factors: [{ id: a, scope: ${scope}, category: hygiene, message: Something happened., ${raises}, when: ${JSON.stringify(when)} }]`);
  const policy = onlyPolicy(basis);
  const found = [...factorMutants(policy, workshopOf(basis))].map(({ what }) => what);
  expect(found.slice(0, 2)).toEqual([
    'the factor `a` was left out',
    `\`a\`: \`${when}\` became \`!(${when})\``,
  ]);
  return found.slice(2).map((what) => what.replaceAll('`', '').replace('a: ', ''));
}

describe('mutants of a condition', () => {
  it.each([
    // Numbers are whole, so of two that ask the same there is one.
    [
      'item.level >= 3',
      [
        'item.level >= 3 became item.level > 3',
        'item.level >= 3 became item.level < 3',
        '3 became 2',
      ],
    ],
    [
      'item.level > 3',
      [
        'item.level > 3 became item.level >= 3',
        'item.level > 3 became item.level <= 3',
        '3 became 4',
      ],
    ],
    [
      '3 <= item.level',
      [
        '3 <= item.level became 3 < item.level',
        '3 <= item.level became 3 > item.level',
        '3 became 2',
      ],
    ],
    [
      '!(item.level < 3)',
      [
        '!(item.level < 3) became item.level < 3',
        'item.level < 3 became item.level <= 3',
        'item.level < 3 became item.level >= 3',
        '3 became 2',
      ],
    ],
    [
      '!(item.level <= 3)',
      [
        '!(item.level <= 3) became item.level <= 3',
        'item.level <= 3 became item.level < 3',
        'item.level <= 3 became item.level > 3',
        '3 became 4',
      ],
    ],
    [
      "item.system == 'cloud'",
      ["item.system == 'cloud' became item.system != 'cloud'", "'cloud' became 'native'"],
    ],
    ["item.resource != 'pods'", ["item.resource != 'pods' became item.resource == 'pods'"]],
    ["'bind' in item.primitives", ["'bind' became 'impersonate'"]],
    ["item.system in ['cloud', 'native']", ["'cloud' became nothing", "'native' became nothing"]],
    ["item.system in ['cloud']", ["'cloud' became 'native'"]],
    [
      'item.mutates && item.unresolved',
      ['item.mutates && item.unresolved became item.mutates || item.unresolved'],
    ],
    [
      'item.actions.size() >= 2',
      [
        'item.actions.size() >= 2 became item.actions.size() > 2',
        'item.actions.size() >= 2 became item.actions.size() < 2',
        '2 became 1',
      ],
    ],
  ])('%s', (when, expected) => {
    expect(ofCondition(when)).toEqual(expected);
  });

  it('reach into every part, and stand in brackets of their own', () => {
    const when = 'item.mutates && item.unresolved || item.standing && item.can_expire';
    expect(ofCondition(when)).toEqual([
      `${when} became item.mutates && item.unresolved && item.standing && item.can_expire`,
      'item.mutates && item.unresolved became item.mutates || item.unresolved',
      'item.standing && item.can_expire became item.standing || item.can_expire',
    ]);
  });

  it('mean what they say, wherever operators of another strength stand around', () => {
    const basis = rules(`appliesTo: { changes: [grant-added] }
factors: [${FACTOR}, floor: low, when: item.mutates && item.unresolved && item.standing }]`);
    const [, , outer, inner] = [...factorMutants(onlyPolicy(basis), workshopOf(basis))];
    const matches = (mutant: typeof outer, item: Readonly<Record<string, boolean>>) =>
      mutant?.policy.factors[0]?.condition.matches({ item: { ...item, change: '' } });
    // (mutates && unresolved) || standing, and (mutates || unresolved) && standing
    expect(outer?.what).toContain('item.mutates && item.unresolved || item.standing');
    expect(matches(outer, { mutates: false, unresolved: false, standing: true })).toBe(true);
    expect(matches(inner, { mutates: true, unresolved: false, standing: false })).toBe(false);
    expect(matches(inner, { mutates: true, unresolved: false, standing: true })).toBe(true);
  });

  it('within macros', () => {
    expect(
      ofCondition("state.permissions.exists(p, p.level >= 3 && 'bind' in p.primitives)", 'state'),
    ).toEqual([
      "p.level >= 3 && 'bind' in p.primitives became p.level >= 3 || 'bind' in p.primitives",
      'p.level >= 3 became p.level > 3',
      'p.level >= 3 became p.level < 3',
      '3 became 2',
      "'bind' became 'impersonate'",
    ]);
  });
});

describe('mutants of a policy', () => {
  const without = (spec: string, of: 'factors' | 'kinds' | 'rules'): readonly string[] => {
    const basis = rules(spec);
    const policy = onlyPolicy(basis);
    const mutants =
      of === 'factors'
        ? factorMutants(policy, workshopOf(basis))
        : of === 'kinds'
          ? kindMutants(policy)
          : requirementMutants(policy, basis);
    return [...mutants].map(
      ({ what, location, equivalent }) =>
        `${location.start.line} ${what.replaceAll('`', '')}${equivalent ? ' (the same)' : ''}`,
    );
  };

  it('floors and raises: left out, and one down where that is not the same', () => {
    const spec = `appliesTo: { changes: [grant-added] }
factors:
  - ${FACTOR}, floor: critical, raises: { privilege: write, reach: scoped }, when: item.mutates }
  - { id: b, scope: item, category: hygiene, message: Something happened., floor: moderate, when: item.mutates }`;
    expect(without(spec, 'factors')).toEqual([
      '7 the factor a was left out',
      '7 a: item.mutates became !(item.mutates)',
      '7 a: the floor critical was left out',
      '7 a: the floor critical became high',
      '7 a: privilege: write was left out',
      '7 a: privilege: write became read',
      '7 a: reach: scoped was left out',
      '8 the factor b was left out',
      '8 b: item.mutates became !(item.mutates)',
      '8 b: the floor moderate was left out',
    ]);
  });

  it('raises to a level that no row asks for are proven to be the same', () => {
    const spec = `appliesTo: { changes: [grant-added] }
factors:
  - ${FACTOR}, raises: { privilege: read, reach: broad }, when: item.mutates }`;
    // The rows ask for \`privilege: write\` and \`admin\`, and for \`reach: scoped\`.
    expect(without(spec, 'factors').slice(2)).toEqual([
      '7 a: privilege: read was left out (the same)',
      '7 a: reach: broad was left out',
      '7 a: reach: broad became scoped (the same)',
    ]);
  });

  it('each kind of change', () => {
    const spec = `appliesTo: { changes: [grant-added, grant-removed] }`;
    expect(without(spec, 'kinds')).toEqual([
      '5 grant-added was left out of appliesTo',
      '5 grant-removed was left out of appliesTo',
    ]);
  });

  it('everything that is asked; what is asked twice is proven to be the same', () => {
    const spec = `appliesTo: { changes: [grant-added] }
requires:
  moderate:
    reviews: [{ id: owner, from: code-owners }]
    rationale: { sections: [need] }
  high:
    reviews:
      - { id: owner, from: code-owners }
      - { id: more, from: code-owners, count: 2 }
    separation:
      exclude: [author, beneficiary]
      distinctPeople: 2
      distinctTeams: 2
      agentAuthored: { distinctPeople: 3 }
    rationale: { sections: [need, rollback], similar: refuse, addressEachFactor: true }
    approvals: { bindTo: head, maxAge: 30d, unknownEdits: refuse }
    maxLifetime: 90d
    followUps: [{ id: look, action: Look at it again., within: 7d }]
  critical:
    reviews: [{ id: more, from: code-owners, count: 2 }]
    approvals: { maxAge: 7d }`;
    expect(without(spec, 'rules')).toEqual([
      '8 moderate: the review line owner was left out',
      '9 moderate: the section need was left out',
      '12 high: the review line owner was left out (the same)',
      '13 high: the review line more was left out',
      '13 high: the count 2 of more became 1',
      '15 high: beneficiary was left out of exclude',
      '16 high: distinctPeople was left out',
      '17 high: distinctTeams was left out',
      '18 high: agentAuthored was left out',
      '19 high: the section need was left out (the same)',
      '19 high: the section rollback was left out',
      '19 high: similar was left out',
      '19 high: addressEachFactor was left out',
      '20 high: bindTo was left out',
      '20 high: maxAge was left out',
      '20 high: unknownEdits was left out',
      '21 high: maxLifetime was left out',
      '22 high: the follow-up look was left out',
      '24 critical: the review line more was left out (the same)',
      '24 critical: the count 2 of more became 1 (the same)',
      '25 critical: maxAge was left out',
    ]);
  });
});

describe('mutants of the table', () => {
  const of = (table: string): readonly string[] => {
    const model = `${MODEL.slice(0, MODEL.indexOf('  table:'))}  table:\n${table}`;
    const own = ownRules(
      { '.jitl/a.yaml': policyText('small', 'appliesTo: { changes: [grant-added] }') },
      model,
    );
    const basis = basisOf(own);
    const place = {
      path: 'm.yaml',
      at: () => ({
        path: '',
        side: 'head' as const,
        start: { line: 1, column: 1 },
        end: { line: 1, column: 1 },
        excerpt: '',
      }),
    };
    return [...tableMutants(basis, { ...place, document: basis.model })].map(
      ({ what, equivalent }) => `${what.replaceAll('`', '')}${equivalent ? ' (the same)' : ''}`,
    );
  };

  it('rows left out, and bounds one level up where the row can still hold', () => {
    expect(of('    high: [{ privilege: admin, reach: scoped }]\n')).toEqual([
      'high: the row privilege: admin, reach: scoped was left out',
      'high: reach: scoped of privilege: admin, reach: scoped became broad',
    ]);
  });

  it('of a row that an earlier one hides are the same', () => {
    expect(
      of(
        '    high: [{ privilege: write }]\n    moderate: [{ privilege: admin }, { reach: broad }]\n',
      ),
    ).toEqual([
      'high: the row privilege: write was left out',
      'high: privilege: write of privilege: write became admin',
      'moderate: the row privilege: admin was left out (the same)',
      'moderate: the row reach: broad was left out',
    ]);
  });
});

describe('a run with mutants', () => {
  const own = ownRules({
    '.jitl/a.yaml': policyText(
      'small',
      `appliesTo: { changes: [grant-added] }
factors: [${FACTOR}, raises: { privilege: write }, when: item.level >= 3 }]`,
    ),
  });
  const tests = (cases: string): string =>
    testText(`policies: [small]\nnow: 2026-11-25T10:00:00Z\ncases:\n${cases}`);
  const positive = `  - name: at the bound
    inputs: { change: grant-added, items: [{ level: admin }] }
    expect: { tier: moderate, matched: [a] }
`;
  const negative = `  - name: below the bound
    inputs: { change: grant-added, items: [{ level: write }] }
    expect: { matched: [] }
`;

  it('kills what any case notices, and names what none does', () => {
    const one = report({ own, tests: tests(positive), mutate: true }).mutation;
    expect(one?.survivors.map(({ policy, what }) => [policy, what])).toEqual([
      ['small', '`a`: `3` became `2`'],
      [null, '`high`: the row `privilege: admin, reach: scoped` was left out'],
      [null, '`high`: `reach: scoped` of `privilege: admin, reach: scoped` became `broad`'],
    ]);
    const both = report({ own, tests: tests(positive + negative), mutate: true }).mutation;
    expect(both?.scores).toEqual([
      { policy: 'small', killed: 8, total: 8 },
      { policy: null, killed: 2, total: 4 },
    ]);
  });

  it('lists apart what is proven to change nothing, and does not count it', () => {
    const idle = own['.jitl/a.yaml']?.replace('privilege: write', 'privilege: read') ?? '';
    const cases = (positive + negative).replace('moderate', 'low');
    const found = report({
      own: { ...own, '.jitl/a.yaml': idle },
      tests: tests(cases),
      mutate: true,
    });
    expect(found.mutation?.equivalent.map(({ what }) => what)).toEqual([
      '`a`: `privilege: read` was left out',
    ]);
    expect(found.mutation?.scores[0]).toEqual({ policy: 'small', killed: 6, total: 6 });
  });

  it('asks also the cases of which a policy is about one change among others', () => {
    const files = `  - name: an account with a role
    manifests:
      head:
        a.yaml: |
          apiVersion: v1
          kind: ServiceAccount
          metadata: { name: a, namespace: b }
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata: { name: all }
          roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
          subjects: [{ kind: ServiceAccount, name: a, namespace: b }]
    expect: { matched: [a] }
`;
    const found = report({ own, tests: tests(files), mutate: true });
    expect(found.suites[0]?.cases[0]?.changes).toEqual(['grant-added', 'identity-created']);
    // Left out, negated, turned round, and no longer about grants.
    expect(found.mutation?.scores[0]?.killed).toBe(4);
  });

  it('does not begin while a case fails', () => {
    const wrong = positive.replace('moderate', 'high');
    expect(report({ own, tests: tests(wrong), mutate: true }).mutation).toBeNull();
    expect(report({ own, tests: tests(positive) }).mutation).toBeNull();
  });

  it('misses a threshold that its own policies do not reach', () => {
    const spec = `${tests(positive)}  coverage: { mutants: 0.9 }\n`;
    const { suites } = report({ own, tests: spec, mutate: true });
    expect(suites[0]?.unmet).toMatchObject([
      { threshold: 'mutants', message: 'the cases notice 7 of 8 mutants, which is less than 0.9' },
    ]);
    expect(report({ own, tests: spec }).suites[0]?.unmet).toEqual([]);
    const enough = spec.replace('0.9', '0.87');
    expect(report({ own, tests: enough, mutate: true }).suites[0]?.unmet).toEqual([]);
  });

  it('asks of a suite only what its own policies reach', () => {
    const two = {
      ...own,
      '.jitl/b.yaml': policyText(
        'other',
        `appliesTo: { changes: [identity-created] }
factors: [{ id: b, scope: item, category: hygiene, message: Something happened., floor: high, when: item.to == 'x' }]`,
      ),
    };
    const others = `---
${testText(`policies: [other]
now: 2026-11-25T10:00:00Z
cases: [{ name: nothing much, inputs: { change: identity-created }, expect: { tier: low } }]`)}`;
    const spec = `${tests(positive + negative)}  coverage: { mutants: 1, factors: both }\n${others}`;
    const { suites, factors } = report({ own: two, tests: spec, mutate: true });
    expect(suites.map(({ unmet }) => unmet)).toEqual([[], []]);
    expect(factors.map(({ factor, positive: n }) => [factor, n])).toEqual([
      ['b', 0],
      ['a', 1],
    ]);
  });
});
