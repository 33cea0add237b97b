import { describe, expect, it } from 'vitest';

import { ownRules, policyText, problems, testText } from '../support/policy-tests.ts';

const own = ownRules({
  '.jitl/a.yaml': policyText(
    'access',
    `appliesTo: { changes: [grant-added] }
factors:
  - { id: admin, scope: item, category: privilege-escalation, raises: { privilege: admin }, when: item.level >= 3, message: Worth administration. }
requires:
  moderate: { reviews: [{ id: owner, from: code-owners }], rationale: { sections: [need] } }`,
  ),
  '.jitl/b.yaml': policyText(
    'other',
    `appliesTo: { changes: [grant-added] }
factors:
  - { id: foreign, scope: item, category: hygiene, floor: high, when: item.reach >= 2, message: Reaches far away. }`,
  ),
});

/** What is said of a case with this input and expectation; both stand in lines of their own. */
function said(inputs: string, expected = '{ tier: low }', policies = '[access]') {
  return problems({
    own,
    tests: testText(`policies: ${policies}
now: 2026-11-25T10:00:00Z
cases:
  - name: the case
    inputs: ${inputs}
    expect: ${expected}`),
  });
}

const GRANT = '{ change: grant-added }';

describe('a typo is an error at its place', () => {
  it.each([
    [
      'in a field of an item',
      ['{ change: grant-added, items: [{ levle: admin }] }'],
      '8:48 policy-unknown-key: unknown key `levle` (did you mean `level`?)',
    ],
    [
      'in a value of a closed set',
      ['{ change: grant-added, subject: { environment: prodution } }'],
      '8:62 policy-invalid: `spec.cases.0.inputs.subject.environment` is `prodution`, which is not one of its values (did you mean `production`?)',
    ],
    [
      'in the name of a level',
      ['{ change: grant-added, items: [{ level: admn }] }'],
      '8:55 policy-invalid: `spec.cases.0.inputs.items.0.level` is `admn`, which is not one of its values (did you mean `admin`?)',
    ],
    [
      'in a number out of its range',
      ['{ change: grant-added, items: [{ ttl_hours: 900000 }] }'],
      '8:59 policy-invalid: `spec.cases.0.inputs.items.0.ttl_hours`: too big: expected number to be <=876000',
    ],
    [
      'in a kind of change',
      ['{ change: grant-aded }'],
      '8:25 policy-invalid: `spec.cases.0.inputs.change` is `grant-aded`, which is not one of its values (did you mean `grant-added`?)',
    ],
    [
      'in a primitive',
      ['{ change: grant-added, held: [{ primitives: [secret-read] }] }'],
      '8:60 policy-invalid: `spec.cases.0.inputs.held.0.primitives.0` is `secret-read`, which is not one of its values (did you mean `secrets-read`?)',
    ],
    [
      'in an expectation',
      [GRANT, '{ teir: low, matched: [] }'],
      '9:17 policy-unknown-key: unknown key `teir` (did you mean `tier`?)',
    ],
    [
      'in a factor',
      [GRANT, '{ matched: [amdin] }'],
      '9:27 policy-unknown-id: there is no factor `amdin` (did you mean `admin`?)',
    ],
    [
      'in a factor that decides',
      [GRANT, '{ decidedBy: tabel }'],
      '9:28 policy-unknown-id: `tabel` is no factor that could decide (did you mean `table`?)',
    ],
    [
      'in a dimension',
      [GRANT, '{ row: { privilge: admin } }'],
      '9:34 policy-unknown-id: `privilge` is no dimension of the risk model (did you mean `privilege`?)',
    ],
    [
      'in a level of a dimension',
      [GRANT, '{ row: { privilege: wirte } }'],
      '9:35 policy-unknown-id: `wirte` is no level of `privilege` (did you mean `write`?)',
    ],
    [
      'in a review line',
      [GRANT, '{ reviews: { onwer: 1 } }'],
      '9:35 policy-unknown-id: no policy under test has the review line `onwer` (did you mean `owner`?)',
    ],
    [
      'in a section',
      [GRANT, '{ sections: [neeed] }'],
      '9:28 policy-unknown-id: no policy under test has the section `neeed` (did you mean `need`?)',
    ],
    [
      'in a policy',
      [GRANT, '{ tier: low }', '[acces]'],
      '4:14 policy-unknown-id: there is no policy `acces` in use (did you mean `access`?)',
    ],
  ] as const)('%s', (_, texts, message) => {
    expect(said(...(texts as [string]))).toEqual([message]);
  });
});

describe('what could never come true is refused', () => {
  it.each([
    [
      'what follows from other fields',
      ['{ change: grant-added, subject: { environment_level: 3 } }'],
      /unknown key `environment_level`/,
    ],
    [
      'a field that the change does not have',
      ['{ change: grant-added, items: [{ reason: yaml-syntax }] }'],
      /^8:56 policy-invalid: `grant-added` never has `reason`/,
    ],
    [
      'another subject than it has',
      ['{ change: unassessable, subject: { type: bot } }'],
      /`type` of the subject of `unassessable` is always `file`/,
    ],
    [
      'no kind of change',
      ['{ items: [{ level: admin }] }'],
      /^8:15 policy-invalid: the case does not say which kind/,
    ],
    [
      'a factor of another policy',
      [GRANT, '{ matched: [foreign] }'],
      /a factor of `other`, which is not under test \(add `other`/,
    ],
    [
      'a factor without a floor that decides',
      [GRANT, '{ decidedBy: admin }'],
      /`admin` sets no floor/,
    ],
    [
      'a row that the model does not have',
      [GRANT, '{ row: { privilege: admin } }'],
      /^9:22 policy-invalid: the risk model has no such row/,
    ],
    ['a case that expects nothing', [GRANT, '{}'], /a case that expects nothing tests nothing/],
  ] as const)('%s', (_, texts, pattern) => {
    const found = said(...(texts as unknown as [string]));
    expect(
      found.some((one) => pattern.test(one)),
      found.join('\n'),
    ).toBe(true);
  });

  it('two cases of one name', () => {
    const one = '{ name: the case, inputs: { change: grant-added }, expect: { tier: low } }';
    const tests = testText(`policies: [access]
now: 2026-11-25T10:00:00Z
cases:
  - ${one}
  - ${one}`);
    expect(problems({ own, tests })).toEqual([
      '8:15 policy-duplicate-id: two cases have the name `the case` (a failure is told by the name of its case: give each its own)',
    ]);
  });

  it('manifests between which nothing changes', () => {
    const tests = testText(`policies: [access]
now: 2026-11-25T10:00:00Z
cases:
  - name: the case
    manifests:
      base: { a.yaml: "a: 1" }
      head: { a.yaml: "a: 2" }
    expect: { tier: low }`);
    expect(problems({ own, tests })[0]).toMatch(/^9:9 policy-invalid: nothing changes between/);
  });

  it.each(['/etc/a.yaml', '../a.yaml', 'a//b.yaml', 'a/./b.yaml', 'a/'])(
    'the path %s, which no repository has',
    (path) => {
      const tests = testText(`policies: [access]
now: 2026-11-25T10:00:00Z
cases:
  - name: the case
    manifests: { head: { "${path}": "a" } }
    expect: { tier: low }`);
      expect(problems({ own, tests }).join()).toMatch(/8:\d+ policy-invalid/);
    },
  );
});

describe('a file', () => {
  const wrong = (tests: string): readonly string[] => problems({ own, tests });

  it('with another kind is no test', () => {
    expect(wrong('kind: PolicyTset\n')).toEqual([
      '1:7 unknown-kind: a `PolicyTset` is no test of policies (did you mean `PolicyTest`?)',
    ]);
    expect(wrong('kind: Policy\n')[0]).toMatch(/belongs in a file of another name/);
    expect(wrong('a: 1\n')[0]).toMatch(/has no `kind`/);
  });

  it('with nothing in it is an error', () => {
    expect(wrong('')[0]).toMatch(/policy-empty/);
  });

  it('is read by the strict profile', () => {
    expect(wrong('kind: PolicyTest\nkind: PolicyTest\n')[0]).toMatch(/^2:1 duplicate-key/);
    expect(said('{ change: grant-added, subject: { owner: no } }')[0]).toMatch(/ambiguous-scalar/);
  });

  it('names all that is wrong, not the first', () => {
    expect(said('{ chnage: grant-added }', '{ teir: low }').length).toBeGreaterThan(1);
  });
});
