import fc from 'fast-check';

import {
  changeKinds,
  reaches,
  type Change,
  type ChangeKind,
  type Subject,
  type WeighedPermission,
} from '../../src/core/change/change.ts';
import { diagnosticCodes } from '../../src/core/diagnostic.ts';
import { privilegeLevels } from '../../src/core/formats/kubernetes/escalation.ts';
import {
  credentialTypes,
  criticalities,
  identityTypes,
} from '../../src/core/formats/native/schema.ts';
import { environments } from '../../src/core/inventory/environment.ts';
import type { Dependent, Scope } from '../../src/core/inventory/fact.ts';

export const NOW = Date.parse('2026-11-25T10:00:00Z');

const location = {
  path: 'a.yaml',
  side: 'head',
  start: { line: 1, column: 1 },
  end: { line: 1, column: 1 },
  excerpt: '',
} as const;

const word = fc.constantFrom('', 'a', 'pods', 'secrets', 'x*', 'kube-system', 'outage');
const words = fc.uniqueArray(word, { maxLength: 3 });
const side = fc.option(word);
/** Past, soon, within days and months, far off, never, and no date at all. */
const date = fc.option(
  fc.constantFrom(
    'no date',
    '2020-01-01',
    '2026-11-25T11:00:00Z',
    '2026-11-29',
    '2027-06-01',
    '2999-01-01',
  ),
);

const dependent: fc.Arbitrary<Dependent> = fc.record({
  id: word,
  environment: fc.option(fc.constantFrom(...environments)),
  impact: fc.constantFrom('outage', 'degraded', 'none'),
  failover: fc.constantFrom('automatic', 'manual', 'none'),
  failoverTested: date,
  location: fc.constant(location),
});

const subject: fc.Arbitrary<Subject> = fc.record({
  holder: fc.record({
    kind: fc.constantFrom('identity', 'group', 'person', 'role'),
    id: word,
    name: word,
    namespace: word,
  }),
  type: fc.constantFrom(...identityTypes, 'group', 'person', 'role'),
  environment: fc.constantFrom(...environments),
  criticality: fc.option(fc.constantFrom(...criticalities)),
  owner: side,
  dependents: fc.array(dependent, { maxLength: 3 }),
  declaredIn: fc.constant(null),
});

/** As `compare.ts` makes one of a file; a test of the whole way holds this to it. */
const fileSubject = (type: string): fc.Arbitrary<Subject> =>
  fc.tuple(subject, word).map(([known, path]) => ({
    ...known,
    type,
    holder: { kind: 'identity', id: `file:${path}`, name: path, namespace: '' },
  }));

export const permission: fc.Arbitrary<WeighedPermission> = fc.record({
  system: fc.constantFrom('kubernetes', 'cloud', 'native'),
  group: word,
  resource: word,
  actions: fc.uniqueArray(fc.constantFrom('get', 'create', '*', 'describe'), { maxLength: 3 }),
  names: words,
  until: date,
  level: fc.constantFrom(...privilegeLevels),
  reach: fc.constantFrom(...reaches),
  primitives: fc.uniqueArray(fc.constantFrom('secrets-read', 'pod-exec', 'bind', 'escalate'), {
    maxLength: 3,
  }),
  unresolved: fc.boolean(),
  canExpire: fc.boolean(),
  location: fc.constant(location),
});

const grantScope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant({ kind: 'cluster' } as const),
  fc.constant({ kind: 'role' } as const),
  word.map((name) => ({ kind: 'namespace', name }) as const),
  word.map((name) => ({ kind: 'resource', name }) as const),
);

const sides = { from: side, to: side };
const BODIES: Readonly<Record<string, Readonly<Record<string, fc.Arbitrary<unknown>>>>> = {
  grant: { subject, scope: grantScope, permissions: fc.array(permission, { maxLength: 3 }) },
  trust: { subject, principal: word, ...sides },
  credential: {
    subject,
    credential: word,
    credentialType: fc.constantFrom(...credentialTypes),
    expiresAt: date,
    ...sides,
  },
  control: {
    subject: fileSubject('control-plane'),
    path: word,
    controls: fc.constantFrom('policy', 'people', 'configuration', 'ownership', 'workflow'),
  },
  unassessable: {
    subject: fileSubject('file'),
    path: word,
    reason: fc.constantFrom(...diagnosticCodes),
    mentionsIdentity: fc.boolean(),
    recognised: fc.boolean(),
  },
};

/** Any change of a kind; fields of it that no input is made of are left out. */
export function changeOf(kind: ChangeKind): fc.Arbitrary<Change> {
  const [family = ''] = kind.split('-');
  const body = BODIES[family] ?? { subject, ...sides };
  return fc.record(body).map((fields) => ({ kind, ...fields }) as unknown as Change);
}

export const anyKind = fc.constantFrom(...changeKinds);
