import { describe, expect, it } from 'vitest';

import { ownRules, policyText, report, testText } from '../support/policy-tests.ts';

const RULES = ownRules({
  '.jitl/a.yaml': policyText(
    'access',
    `appliesTo: { changes: [grant-added, grant-removed] }
factors:
  - { id: admin, scope: item, category: privilege-escalation, raises: { privilege: admin }, when: item.level >= 3, message: Worth administration. }
  - { id: wide, scope: item, category: blast-radius, raises: { reach: broad }, when: item.reach >= 2, message: Reaches far away. }
  - { id: secret, scope: item, category: data-access, raises: { privilege: write }, when: "'secrets-read' in item.primitives", message: Reads secrets here. }
  - { id: both, scope: state, category: privilege-escalation, floor: critical, when: "'bind' in state.primitives && 'rbac-write' in state.primitives", message: Gives itself anything. }
requires:
  moderate:
    reviews: [{ id: owner, from: code-owners }]
    rationale: { sections: [need] }
    maxLifetime: 90d
  high:
    reviews: [{ id: owner, from: code-owners, count: 2 }, { id: security, role: security, expertise: [rbac] }]
    separation: { exclude: [author, beneficiary], distinctPeople: 2, distinctTeams: 2, agentAuthored: { distinctPeople: 3 } }
    rationale: { sections: [rollback], similar: flag, addressEachFactor: true }
    approvals: { bindTo: head, maxAge: 48h, unknownEdits: refuse }
    maxLifetime: 1d
    followUps: [{ id: look-again, action: Look at it again., within: 7d }]`,
  ),
  '.jitl/advice.yaml': policyText(
    'advice',
    `enforcement: advisory
appliesTo: { changes: [grant-added] }
factors:
  - { id: advised, scope: item, category: hygiene, floor: critical, when: item.level >= 3, message: Think about it. }`,
  ),
  '.jitl/trial.yaml': policyText(
    'trial',
    `appliesTo: { changes: [grant-added] }
factors:
  - { id: tried, scope: item, category: hygiene, floor: critical, when: item.level >= 3, message: Only on trial. }`,
    'shadow',
  ),
  '.jitl/people.yaml': `apiVersion: jitl.dev/v1
kind: People
spec:
  roles: { security: { people: [ada] } }
  expertise: { rbac: { people: [ada] } }
`,
  '.jitl/waiver.yaml': `apiVersion: jitl.dev/v1
kind: Waiver
metadata: { id: w1, owner: team/one, ticket: T-1 }
spec:
  policy: access
  factors: [secret]
  subject: backup
  reason: The backup has to read all of them.
  compensating: [alerts]
  notBefore: 2026-11-01
  expiresAt: 2026-12-01
`,
});

/** An account by the table, a grant by a floor above it. */
const BOTH = ownRules({
  '.jitl/a.yaml': policyText(
    'access',
    `appliesTo: { changes: [grant-added, identity-created] }
factors:
  - { id: all, scope: item, category: hygiene, floor: critical, when: item.level >= 4, message: Worth everything. }
  - { id: new, scope: item, category: hygiene, raises: { privilege: write }, when: item.change == 'identity-created', message: Something is new. }`,
  ),
});

const ADMIN = '{ change: grant-added, items: [{ level: admin, reach: scoped }] }';
const WIDE = '{ change: grant-added, items: [{ level: admin, reach: broad }] }';
const READ = '{ change: grant-added, items: [{ level: read }] }';
const WAIVED = `{ change: grant-added, subject: { id: backup }, items: [{ primitives: [secrets-read] }] }`;
const TOXIC = `{ change: grant-added, items: [{ primitives: [rbac-write] }], held: [{ primitives: [bind] }] }`;

/** What one case says of its expectation: nothing where it is as expected. */
function failures(inputs: string, expected: string, policies = '[access, advice, trial]') {
  const tests = testText(`policies: ${policies}
now: 2026-11-25T10:00:00Z
cases:
  - name: the case
    inputs: ${inputs}
    expect: ${expected}`);
  return report({ own: RULES, tests }).suites[0]?.cases[0]?.failures ?? null;
}

/** Each expectation as it is, and one as it is not, with what is said of it. */
const cases: readonly [string, string, string, object][] = [
  [WIDE, '{ tier: high }', '{ tier: low }', { expected: 'low', got: 'high' }],
  [
    WIDE,
    '{ matched: [wide, admin] }',
    '{ matched: [admin, secret] }',
    { missing: ['secret'], unexpected: ['wide'] },
  ],
  [READ, '{ matched: [] }', '{ matched: [admin] }', { missing: ['admin'], got: 'nothing' }],
  [
    WIDE,
    '{ matchedIncludes: [wide] }',
    '{ matchedIncludes: [wide, secret] }',
    { missing: ['secret'], unexpected: [] },
  ],
  [
    WIDE,
    '{ matchedExcludes: [secret] }',
    '{ matchedExcludes: [secret, wide] }',
    { missing: [], unexpected: ['wide'] },
  ],
  [ADMIN, '{ advisory: [advised] }', '{ advisory: [] }', { unexpected: ['advised'] }],
  [ADMIN, '{ shadow: [tried] }', '{ shadow: [] }', { unexpected: ['tried'] }],
  [
    WAIVED,
    '{ waived: [secret], matched: [], tier: low }',
    '{ waived: [] }',
    { unexpected: ['secret'] },
  ],
  [ADMIN, '{ decidedBy: table }', '{ decidedBy: both }', { expected: 'both', got: 'table' }],
  [TOXIC, '{ decidedBy: both, tier: critical }', '{ decidedBy: table }', { got: 'both' }],
  [READ, '{ decidedBy: nothing }', '{ decidedBy: table }', { got: 'nothing' }],
  [
    '{ change: owner-changed }',
    '{ decidedBy: unclassified, tier: high }',
    '{ decidedBy: nothing }',
    { got: 'unclassified' },
  ],
  [
    WIDE,
    '{ row: { reach: scoped, privilege: admin } }',
    '{ row: { privilege: write } }',
    { expected: 'privilege: write', got: 'privilege: admin, reach: scoped' },
  ],
  [
    WIDE,
    '{ reviews: { owner: 2, security: 1 } }',
    '{ reviews: { owner: 2 } }',
    { expected: 'owner: 2', got: 'owner: 2, security: 1' },
  ],
  // A policy asks nothing of a change that it does not apply to, whatever its tier.
  ['{ change: owner-changed }', '{ reviews: {}, tier: high }', '{ reviews: { owner: 2 } }', {}],
  [READ, '{ reviews: {} }', '{ reviews: { owner: 1 } }', { got: 'nothing' }],
  [WIDE, '{ expertise: { security: [rbac] } }', '{ expertise: {} }', { got: 'security: rbac' }],
  [WIDE, '{ exclude: [beneficiary] }', '{ exclude: [] }', { unexpected: ['beneficiary'] }],
  [WIDE, '{ distinctPeople: 2 }', '{ distinctPeople: 1 }', { got: '2' }],
  [READ, '{ distinctPeople: 1 }', '{ distinctPeople: 2 }', { got: '1' }],
  [WIDE, '{ distinctTeams: 2 }', '{ distinctTeams: 1 }', { got: '2' }],
  [WIDE, '{ agentAuthored: 3 }', '{ agentAuthored: 2 }', { got: '3' }],
  [WIDE, '{ sections: [rollback, need] }', '{ sections: [need] }', { unexpected: ['rollback'] }],
  [WIDE, '{ similar: flag }', '{ similar: refuse }', { got: 'flag' }],
  [WIDE, '{ addressEachFactor: true }', '{ addressEachFactor: false }', { got: 'true' }],
  [WIDE, '{ bindTo: head }', '{ bindTo: brief }', { got: 'head' }],
  [WIDE, '{ maxAge: 2d }', '{ maxAge: 24h }', { expected: '24h', got: '2d' }],
  [READ, '{ maxAge: none }', '{ maxAge: 1d }', { got: 'none' }],
  [WIDE, '{ unknownEdits: refuse }', '{ unknownEdits: accept }', { got: 'refuse' }],
  [WIDE, '{ maxLifetime: 24h }', '{ maxLifetime: 90d }', { got: '1d' }],
  [WIDE, '{ followUps: [look-again] }', '{ followUps: [] }', { unexpected: ['look-again'] }],
];

describe('an expectation', () => {
  it.each(cases)('of %s: %s, and not %s', (inputs, right, wrong, said) => {
    expect(failures(inputs, right)).toEqual([]);
    expect(failures(inputs, wrong)).toEqual([expect.objectContaining(said)]);
  });

  it('is told with its place, and each of several by itself', () => {
    const found = failures(READ, '{ tier: high, matched: [], decidedBy: table }');
    expect(found?.map(({ key, location }) => [key, location.start])).toEqual([
      ['tier', { line: 9, column: 23 }],
      ['decidedBy', { line: 9, column: 53 }],
    ]);
  });

  it('speaks of the policies under test alone', () => {
    expect(
      failures(ADMIN, '{ matched: [], advisory: [advised], reviews: {} }', '[advice]'),
    ).toEqual([]);
    expect(failures(WIDE, '{ tier: high }', '[advice]')).toEqual([]);
  });
});

it('what decides is what decides the change with the highest tier', () => {
  const tests = testText(`policies: [access]
now: 2026-11-25T10:00:00Z
cases:
  - name: the case
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
    expect: { decidedBy: table }`);
  const [result] = report({ own: BOTH, tests }).suites[0]?.cases ?? [];
  expect(result?.changes).toEqual(['grant-added', 'identity-created']);
  expect(result?.failures).toEqual([expect.objectContaining({ expected: 'table', got: 'all' })]);
});

describe('a draft', () => {
  const own = ownRules({
    '.jitl/a.yaml': policyText(
      'ready',
      `appliesTo: { changes: [identity-created] }
factors:
  - { id: seen, scope: item, category: hygiene, floor: moderate, when: item.change == 'identity-created', message: Something is new. }`,
    ),
    '.jitl/b.yaml': policyText(
      'planned',
      `appliesTo: { changes: [identity-deleted] }
factors:
  - { id: gone, scope: item, category: hygiene, floor: high, when: item.change == 'identity-deleted', message: Something is gone. }`,
      'draft',
    ),
  });
  const tests = (policies: string): string =>
    testText(`policies: ${policies}
now: 2026-11-25T10:00:00Z
cases:
  - name: the case
    inputs: { change: identity-deleted }
    expect: { decidedBy: gone }`);

  it('counts where its own tests ask what it will do', () => {
    expect(report({ own, tests: tests('[planned]') }).suites[0]?.cases[0]?.failures).toEqual([]);
  });

  it('counts nowhere else', () => {
    const found = report({ own, tests: tests('[ready]') }).suites[0]?.cases[0]?.failures;
    expect(found).toEqual([expect.objectContaining({ got: 'unclassified' })]);
  });
});

describe('what changes', () => {
  it('is told of a case, so that a slip in its files shows', () => {
    const tests = testText(`policies: [access]
now: 2026-11-25T10:00:00Z
cases:
  - name: the case
    manifests:
      head:
        a.yaml: "{ apiVersion: v1, kind: ServiceAccount, metadata: { name: a, namespace: b } }"
        b.yaml: "{ apiVersion: jitl.dev/v1, kind: NonHumanIdentity, metadata: { name: b }, spec: { type: bto } }"
    expect: { tier: low }`);
    expect(report({ own: RULES, tests }).suites[0]?.cases[0]?.changes).toEqual([
      'identity-created',
      'unassessable (unknown-value)',
    ]);
  });
});
