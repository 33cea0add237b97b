import { describe, expect, test } from 'vitest';

import { lintCodes } from '../../src/core/policy/lint/finding.ts';
import { lintPolicies } from '../../src/core/policy/lint/lint-policies.ts';
import { renderLintTerminal } from '../../src/render/lint-terminal.ts';
import { plainStyle } from '../../src/render/style.ts';
import { shippedSources, type Files } from '../support/judge-files.ts';

const NOW = Date.parse('2026-11-25T10:00:00Z');

function lint(files: Files, ofShipped = false) {
  const own = Object.entries(files).map(([path, text]) => ({
    path: `.jitl/${path}`,
    side: 'head' as const,
    bytes: new TextEncoder().encode(text),
  }));
  return lintPolicies({ shipped: shippedSources(), own, ofShipped, now: NOW });
}

/** Severity, id and place of each finding. */
function told(files: Files): readonly string[] {
  return lint(files).findings.map(({ severity, code, location }) => {
    const place = location === undefined ? '' : ` ${location.path}:${location.start.line}`;
    return `${severity} ${code}${place}`;
  });
}

const policy = (metadata: string, ...spec: readonly string[]): string =>
  `apiVersion: jitl.dev/v1
kind: Policy
metadata: { id: house, title: House rules, owner: team/us, version: 1, ${metadata} }
spec:
  ${spec.join('\n  ')}
`;

const factor = (when: string): string => `factors:
    - id: house-rule
      scope: item
      category: hygiene
      floor: moderate
      when: ${when}
      message: A rule of this house.`;

const GRANTS = 'appliesTo: { changes: [grant-added] }';
const PEOPLE = 'apiVersion: jitl.dev/v1\nkind: People\nspec: {}\n';

const model = (rows: string): string => `apiVersion: jitl.dev/v1
kind: RiskModel
metadata: { id: ours, owner: team/us, version: 1 }
spec:
  tiers: [low, moderate, high, critical]
  unclassified: high
  dimensions:
    privilege: [none, read, write, admin, identity]
    reach: [single, scoped, broad, wildcard]
    environment: [development, staging, unknown, production]
    lifetime: [bounded, long, standing]
    availability: [none, degraded, outage, disaster]
  table:
    critical: [{ privilege: identity }]
    high:
${rows}
    moderate: [{ privilege: write }]
`;

describe('what is said', () => {
  test('nothing of rules that do what they look like', () => {
    expect(
      told({ 'house.yaml': policy('status: active', GRANTS, factor('item.level >= 1')) }),
    ).toEqual([]);
  });

  test('of the policies that come with jitl only that a new identity passes, which is meant', () => {
    const report = lint({ 'people.yaml': PEOPLE }, true);
    expect(report.findings.map(({ severity, message }) => `${severity} ${message}`)).toEqual([
      'note no factor of `life-cycle` can match `identity-created`, and it claims it',
    ]);
    expect(report.looked.factors).toBeGreaterThan(40);
  });

  test.each([
    ['a kind that the policy does not apply to', "item.change == 'trust-widened'"],
    ['what such a change never carries', "item.reason == 'too-deep'"],
    ['two things at once', "item.scope == 'cluster' && item.scope == 'namespace'"],
  ])('a factor that can never match: %s', (_, when) => {
    expect(told({ 'house.yaml': policy('status: active', GRANTS, factor(`"${when}"`)) })).toEqual([
      'error policy-never-matches .jitl/house.yaml:11',
    ]);
  });

  test('a kind that a policy claims, and that no factor of it can match', () => {
    const applies = 'appliesTo: { changes: [grant-added, trust-widened] }';
    expect(
      told({ 'house.yaml': policy('status: active', applies, factor('item.level >= 1')) }),
    ).toEqual(['note policy-kind-idle .jitl/house.yaml:5']);
  });

  test('a policy that claims nothing', () => {
    expect(told({ 'house.yaml': policy('status: active', GRANTS) })).toEqual([
      'error policy-claims-nothing .jitl/house.yaml:3',
    ]);
  });

  test('rows that never decide, twice, or that nothing reaches; levels that nothing raises', () => {
    const rows = [
      '      - { privilege: admin }',
      '      - { privilege: admin, reach: broad }',
      '      - { privilege: identity, reach: broad }',
      '      - { privilege: admin }',
      '      - { availability: disaster }',
    ];
    expect(told({ 'model.yaml': model(rows.join('\n')) })).toEqual([
      'error policy-dead-row .jitl/model.yaml:17',
      'error policy-dead-row .jitl/model.yaml:18',
      'error policy-dead-row .jitl/model.yaml:19',
      'error policy-dead-row .jitl/model.yaml:20',
      'note policy-unused-level .jitl/model.yaml:12',
    ]);
  });

  test.each([
    ['2026-11-25', ['error policy-review-due .jitl/house.yaml:3']],
    ['2026-12-25', ['note policy-review-due .jitl/house.yaml:3']],
    ['2026-12-26', []],
  ])('a policy that is to be reviewed by %s', (date, findings) => {
    const files = {
      'house.yaml': policy(`status: active, reviewBy: ${date}`, GRANTS, factor('item.level >= 1')),
    };
    expect(told(files)).toEqual(findings);
  });

  test.each([
    ['2026-11-25', ['error waiver-expired .jitl/waivers/key.yaml:11']],
    ['2026-12-25', ['note waiver-expired .jitl/waivers/key.yaml:11']],
    ['2027-01-01', []],
  ])('a waiver that ends %s', (date, findings) => {
    const waiver = `apiVersion: jitl.dev/v1
kind: Waiver
metadata: { id: key, owner: team/us, ticket: SEC-1 }
spec:
  policy: authority
  factors: [standing-grant]
  subject: identity:exporter
  reason: The vendor cannot renew it before its next release.
  compensating: [an alert on each use]
  notBefore: 2026-11-01
  expiresAt: ${date}
`;
    expect(told({ 'waivers/key.yaml': waiver })).toEqual(findings);
  });

  test('a deprecated policy, which still decides', () => {
    expect(
      told({ 'house.yaml': policy('status: deprecated', GRANTS, factor('item.level >= 1')) }),
    ).toEqual(['note policy-deprecated .jitl/house.yaml:3']);
  });

  test('kinds of change that nobody looks at, and that nobody could approve', () => {
    const config =
      "apiVersion: jitl.dev/v1\nkind: Config\nspec: { extends: ['jitl:kubernetes-rbac'] }\n";
    const files = { 'config.yaml': config, 'model.yaml': model('      - { privilege: admin }') };
    const found = lint(files).findings.filter((finding) => finding.code.startsWith('policy-kind'));
    expect(found.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      'note policy-kind-unclaimed',
      'note policy-kind-unasked',
    ]);
    expect(found[0]?.message).toContain('`trust-widened`');
    expect(found[0]?.message).not.toContain('`grant-added`');
    expect(found[1]?.message).toContain('`grant-added`');
  });

  test('a typo in a test of policies', () => {
    const tests = `apiVersion: jitl.dev/v1
kind: PolicyTest
spec: { policies: [autority], now: 2026-11-25T10:00:00Z, cases: [] }
`;
    const [finding] = lint({ 'a.test.yaml': tests }).findings;
    expect(finding?.severity).toBe('error');
  });

  test('errors come first, and the first line says how many', () => {
    const applies = 'appliesTo: { changes: [grant-added, trust-widened] }';
    const report = lint({
      'a.yaml': policy('status: deprecated', applies, factor('"item.reason == \'too-deep\'"')),
    });
    expect(renderLintTerminal(report, plainStyle).split('\n').slice(0, 4)).toEqual([
      '1 error, 1 note  in 1 file, 1 policy, 1 factor, 0 waivers',
      '',
      'error[policy-never-matches]: `house-rule` can never match a change of any kind',
      '  that `house` applies to',
    ]);
  });
});

test('each id of the lint is told by one of these', async () => {
  const { readFile } = await import('node:fs/promises');
  const text = await readFile(new URL(import.meta.url), 'utf8');
  expect(lintCodes.filter((code) => !text.includes(code))).toEqual([]);
});
