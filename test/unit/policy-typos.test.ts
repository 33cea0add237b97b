import { describe, expect, test } from 'vitest';

import { readBasis } from '../../src/core/policy/read-basis.ts';
import { plainStyle } from '../../src/render/style.ts';
import { renderDiagnostic } from '../../src/render/terminal.ts';
import { shippedSources } from '../support/judge-files.ts';

const POLICY = `apiVersion: jitl.dev/v1
kind: Policy
metadata: { id: house, title: House rules, owner: team/us, version: 1, status: active }
spec:
  appliesTo: { changes: [grant-added] }
  factors:
    - id: house-rule
      scope: item
      category: hygiene
      raises: { privilege: write }
      floor: moderate
      when: item.level >= 1
      message: A rule of this house.
  requires:
    high:
      reviews: [{ id: security, role: security, expertise: [cloud] }]
      separation: { exclude: [beneficiary], distinctTeams: 2 }
  frameworks:
    - { catalog: nist-800-53r5, controls: [AC-6] }
`;
const PEOPLE = `apiVersion: jitl.dev/v1
kind: People
spec:
  roles: { security: { teams: [acme/security] } }
  expertise: { cloud: { people: [ana] } }
`;
const MODEL = `apiVersion: jitl.dev/v1
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
    availability: [none, degraded, outage]
  table:
    critical: [{ privilege: identity, reach: broad }]
  waivers: { maxDuration: 90d }
`;
const WAIVER = `apiVersion: jitl.dev/v1
kind: Waiver
metadata: { id: key, owner: team/us, ticket: SEC-1 }
spec:
  policy: house
  factors: [other-rule]
  subject: identity:exporter
  reason: The vendor cannot renew it before its next release.
  compensating: [an alert on each use]
  notBefore: 2026-11-01
  expiresAt: 2026-12-01
`;
const CONFIG = "apiVersion: jitl.dev/v1\nkind: Config\nspec: { extends: ['jitl:baseline'] }\n";

const files = { policy: POLICY, people: PEOPLE, model: MODEL, config: CONFIG };
type Kind = keyof typeof files | 'waiver';

function read(more: Partial<Record<Kind, string>>) {
  const own = Object.entries({ ...files, ...more }).map(([name, text]) => ({
    path: `.jitl/${name}.yaml`,
    side: 'base' as const,
    bytes: new TextEncoder().encode(text),
  }));
  return readBasis(shippedSources(), own);
}

test('without a typo the files are read', () => {
  expect(read({}).diagnostics).toEqual([]);
});

/** What is wrong, what is meant, and the line and column where it stands. */
interface Typo {
  readonly kind: string;
  readonly file: Kind;
  readonly from: string;
  readonly to: string;
  readonly help: string;
  readonly at: string;
}

const typos: readonly Typo[] = [
  {
    kind: 'key',
    file: 'policy',
    from: 'appliesTo:',
    to: 'applesTo:',
    help: 'did you mean `appliesTo`?',
    at: '5:3',
  },
  {
    kind: 'key in a list',
    file: 'policy',
    from: '      when:',
    to: '      wehn:',
    help: 'did you mean `when`?',
    at: '12:7',
  },
  {
    kind: 'key of a requirement',
    file: 'policy',
    from: 'distinctTeams',
    to: 'distinctTeam',
    help: 'did you mean `distinctTeams`?',
    at: '17:45',
  },
  {
    kind: 'key of a waiver',
    file: 'waiver',
    from: 'expiresAt',
    to: 'expireAt',
    help: 'did you mean `expiresAt`?',
    at: '11:3',
  },
  {
    kind: 'enum value',
    file: 'policy',
    from: 'status: active',
    to: 'status: actve',
    help: 'did you mean `active`?',
    at: '3:80',
  },
  {
    kind: 'enum value in a list',
    file: 'policy',
    from: '[grant-added]',
    to: '[grant-aded]',
    help: 'did you mean `grant-added`?',
    at: '5:26',
  },
  {
    kind: 'enum value of a separation',
    file: 'policy',
    from: '[beneficiary]',
    to: '[benficiary]',
    help: 'did you mean `beneficiary`?',
    at: '17:31',
  },
  {
    kind: 'enum value of the packs',
    file: 'config',
    from: 'jitl:baseline',
    to: 'jitl:basline',
    help: 'did you mean `jitl:baseline`?',
    at: '3:19',
  },
  {
    kind: 'id of a role',
    file: 'policy',
    from: 'role: security',
    to: 'role: securty',
    help: 'did you mean `security`?',
    at: '16:39',
  },
  {
    kind: 'id of an expertise',
    file: 'policy',
    from: '[cloud]',
    to: '[clod]',
    help: 'did you mean `cloud`?',
    at: '16:61',
  },
  {
    kind: 'id of a factor',
    file: 'waiver',
    from: 'other-rule',
    to: 'othr-rule',
    help: 'did you mean `other-rule`?',
    at: '6:13',
  },
  {
    kind: 'id of a policy',
    file: 'waiver',
    from: 'policy: house',
    to: 'policy: hose',
    help: 'did you mean `house`?',
    at: '5:11',
  },
  {
    kind: 'id of a framework',
    file: 'policy',
    from: 'nist-800-53r5',
    to: 'nist-800-53r',
    help: 'did you mean `nist-800-53r5`?',
    at: '19:18',
  },
  {
    kind: 'type: a text for a number',
    file: 'policy',
    from: 'version: 1',
    to: "version: '1'",
    help: 'did you mean `1`, without quotes?',
    at: '3:69',
  },
  {
    kind: 'type: a number for a text',
    file: 'waiver',
    from: 'ticket: SEC-1',
    to: 'ticket: 1',
    help: "did you mean `'1'`, in quotes?",
    at: '3:46',
  },
  {
    kind: 'type: a text for a list',
    file: 'policy',
    from: '[grant-added]',
    to: 'grant-added',
    help: 'did you mean `[grant-added]`?',
    at: '5:25',
  },
  {
    kind: 'dimension',
    file: 'policy',
    from: '{ privilege: write }',
    to: '{ privlege: write }',
    help: 'did you mean `privilege`?',
    at: '10:27',
  },
  {
    kind: 'level',
    file: 'policy',
    from: '{ privilege: write }',
    to: '{ privilege: wirte }',
    help: 'did you mean `write`?',
    at: '10:28',
  },
  {
    kind: 'dimension of a row',
    file: 'model',
    from: 'reach: broad }',
    to: 'raech: broad }',
    help: 'did you mean `reach`?',
    at: '14:46',
  },
  {
    kind: 'tier',
    file: 'policy',
    from: 'floor: moderate',
    to: 'floor: modrate',
    help: 'did you mean `moderate`?',
    at: '11:14',
  },
  {
    kind: 'tier as a key',
    file: 'policy',
    from: '    high:',
    to: '    hihg:',
    help: 'did you mean `high`?',
    at: '15:5',
  },
  {
    kind: 'tier of the model',
    file: 'model',
    from: 'unclassified: high',
    to: 'unclassified: hihg',
    help: 'did you mean `high`?',
    at: '6:17',
  },
  {
    kind: 'kind',
    file: 'policy',
    from: 'kind: Policy',
    to: 'kind: Polcy',
    help: 'did you mean `Policy`?',
    at: '2:7',
  },
];

describe('a typo is told with its place and what was meant', () => {
  test.each(typos)('$kind', ({ file, from, to, help, at }) => {
    const waiver = WAIVER;
    const houses = POLICY.replace(
      '  requires:',
      `    - id: other-rule
      scope: item
      category: hygiene
      raises: { privilege: write }
      when: item.level >= 1
      message: Another rule of this house.
  requires:`,
    );
    const base = file === 'waiver' ? { waiver, policy: houses } : {};
    const whole = file === 'waiver' ? waiver : files[file];
    expect(whole).toContain(from);
    const { basis, diagnostics } = read({ ...base, [file]: whole.replace(from, to) });
    expect(basis).toBeNull();
    const found = diagnostics.find((one) => one.help === help);
    if (found?.location === undefined) throw new Error(JSON.stringify(diagnostics));
    const { path, start } = found.location;
    expect([found.severity, path, `${start.line}:${start.column}`]).toEqual([
      'error',
      `.jitl/${file}.yaml`,
      at,
    ]);
    const lines = renderDiagnostic(found, plainStyle).split('\n');
    expect(lines.some((line) => /^ *\| +\^+$/.test(line))).toBe(true);
    expect(lines.join(' ').replace(/\s+/g, ' ')).toContain(help);
  });
});
