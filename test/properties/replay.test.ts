import fc from 'fast-check';
import { expect, it } from 'vitest';

import { readChangedFile } from '../../src/core/manifest/changed-files.ts';
import type { Basis } from '../../src/core/policy/basis.ts';
import { requirementRule } from '../../src/core/policy/documents/requires.ts';
import { readBasis } from '../../src/core/policy/read-basis.ts';
import { comparePast, type PastOutcome } from '../../src/core/replay/compare-past.ts';
import { differenceOf, judgePast } from '../../src/core/replay/judge-past.ts';
import { shippedSources } from '../support/judge-files.ts';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const encoder = new TextEncoder();
const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 25) };

const API = 'rbac.authorization.k8s.io';
const VERBS = ['get', 'list', 'create', 'escalate', '*'];

/** A role and its binding, or neither. */
const state = fc.option(
  fc.record({
    verbs: fc.subarray(VERBS, { minLength: 1 }),
    resource: fc.constantFrom('pods', 'secrets', 'roles', '*'),
    cluster: fc.boolean(),
  }),
);
type State = NonNullable<typeof state extends fc.Arbitrary<infer T> ? T : never>;

function manifest({ verbs, resource, cluster }: State): string {
  const kind = cluster ? 'ClusterRole' : 'Role';
  const metadata = { name: 'reader', ...(cluster ? {} : { namespace: 'apps' }) };
  const group = resource === 'roles' ? API : '';
  const role = {
    apiVersion: `${API}/v1`,
    kind,
    metadata,
    rules: [{ apiGroups: [group], resources: [resource], verbs }],
  };
  const binding = {
    apiVersion: `${API}/v1`,
    kind: `${kind}Binding`,
    metadata,
    roleRef: { apiGroup: API, kind, name: 'reader' },
    subjects: [{ kind: 'ServiceAccount', name: 'app', namespace: 'apps' }],
  };
  return `${JSON.stringify(role)}\n---\n${JSON.stringify(binding)}\n`;
}

function replayOne(base: State | null, head: State | null, from: Basis, to: Basis) {
  const content = (of: State | null) =>
    of === null
      ? null
      : {
          mode: '100644',
          oid: manifest(of),
          content: { kind: 'bytes' as const, bytes: encoder.encode(manifest(of)) },
        };
  const changed = [
    readChangedFile({
      path: 'apps/role.yaml',
      decodable: true,
      base: content(base),
      head: content(head),
    }),
  ];
  const difference = differenceOf({ changed, context: [], contextMissing: [] }, []);
  return comparePast(
    difference.changes,
    judgePast(difference, from, NOW),
    judgePast(difference, to, NOW),
  );
}

const factor = fc.record({
  when: fc.constantFrom(
    'true',
    'item.level >= 3',
    'item.reach >= 2',
    "item.change == 'grant-added'",
  ),
  effect: fc.constantFrom('floor: high', 'floor: critical', 'raises: { privilege: admin }'),
});
const rule = fc.record({
  line: fc.constantFrom('owner', 'second'),
  from: fc.constantFrom('from: code-owners', 'role: security'),
  count: fc.integer({ min: 1, max: 3 }),
  maxAge: fc.constantFrom('', 'approvals: { maxAge: 3d }', 'approvals: { bindTo: head }'),
  separation: fc.constantFrom('', 'separation: { exclude: [declared-owner], distinctPeople: 3 }'),
  rationale: fc.constantFrom('', 'rationale: { sections: [risk], addressEachFactor: true }'),
});

/** A policy with factors and requirements and nothing else, on top of what ships. */
const addition = fc
  .record({
    factors: fc.array(factor, { minLength: 1, maxLength: 3 }),
    tier: fc.constantFrom('moderate', 'high', 'critical'),
    rule,
  })
  .map(({ factors, tier, rule: asked }) => {
    const text = [
      'apiVersion: jitl.dev/v1',
      'kind: Policy',
      'metadata: { id: extra, title: One more, owner: team/a, version: 1, status: active }',
      'spec:',
      '  appliesTo: { changes: [grant-added, grant-widened, grant-removed, grant-narrowed] }',
      '  factors:',
      ...factors.flatMap(({ when, effect }, at) => [
        `    - id: extra-${at}`,
        '      scope: item',
        '      category: hygiene',
        `      ${effect}`,
        `      when: ${JSON.stringify(when)}`,
        '      message: Something that is looked at as well.',
      ]),
      '  requires:',
      `    ${tier}:`,
      `      reviews: [{ id: ${asked.line}, ${asked.from}, count: ${asked.count} }]`,
      ...[asked.maxAge, asked.separation, asked.rationale]
        .filter((line) => line !== '')
        .map((line) => `      ${line}`),
    ].join('\n');
    return `${text}\n`;
  });

const PEOPLE = `apiVersion: jitl.dev/v1
kind: People
spec:
  roles: { security: { people: ['@ada'] }, break-glass: { people: ['@bob'] } }
`;

function basisWith(...texts: readonly string[]): Basis {
  const own = texts.map((text, at) => ({
    path: `.jitl/${at}.yaml`,
    side: 'head' as const,
    bytes: encoder.encode(text),
  }));
  const { basis, diagnostics } = readBasis(shippedSources(), own);
  if (basis === null) throw new Error(JSON.stringify(diagnostics));
  return basis;
}

const before = basisWith(PEOPLE);

it('the same policies on both sides make no difference, however they were read', () => {
  fc.assert(
    fc.property(state, state, addition, (base, head, extra) => {
      expect(replayOne(base, head, basisWith(PEOPLE, extra), basisWith(extra, PEOPLE))).toBeNull();
    }),
    runs,
  );
});

it('a policy of factors and requirements on top makes nothing looser', () => {
  const seen = new Set<PastOutcome['direction'] | undefined>();
  fc.assert(
    fc.property(state, state, addition, (base, head, extra) => {
      const outcome = replayOne(base, head, before, basisWith(PEOPLE, extra));
      seen.add(outcome?.direction);
      expect(outcome?.loosens ?? false).toBe(false);
      // The way back is the mirror image.
      const back = replayOne(base, head, basisWith(PEOPLE, extra), before);
      expect(back?.direction).toBe(outcome === null ? undefined : 'looser');
    }),
    runs,
  );
  expect(seen).toContain('stricter');
});

it('knows every key of a requirement: one that comes anew is to be compared as well', () => {
  expect(Object.keys(requirementRule.shape).sort()).toEqual([
    'approvals',
    'followUps',
    'maxLifetime',
    'rationale',
    'reviews',
    'separation',
  ]);
  const keys = (name: 'approvals' | 'rationale' | 'separation') =>
    Object.keys(requirementRule.shape[name].unwrap().shape).sort();
  expect(keys('approvals')).toEqual(['bindTo', 'maxAge', 'unknownEdits']);
  expect(keys('rationale')).toEqual(['addressEachFactor', 'sections', 'similar']);
  expect(keys('separation')).toEqual([
    'agentAuthored',
    'distinctPeople',
    'distinctTeams',
    'exclude',
  ]);
});
