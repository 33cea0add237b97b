import type { Change, Subject, WeighedPermission } from '../../src/core/change/change.ts';
import type { Basis } from '../../src/core/policy/basis.ts';
import { APART } from '../../src/core/change/together.ts';
import type { CompiledCondition } from '../../src/core/policy/cel.ts';
import { policy as policySchema } from '../../src/core/policy/documents/policy.ts';
import type { Tier } from '../../src/core/policy/documents/tiers.ts';
import { assess } from '../../src/core/risk/assess.ts';
import type { Scope } from './condition-inputs.ts';
import { shippedBasis } from './judge-files.ts';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const location = {
  path: 'a.yaml',
  side: 'head',
  start: { line: 1, column: 1 },
  end: { line: 1, column: 1 },
  excerpt: '',
} as const;

/** One difference in a grant, and what the holder has afterwards. */
export interface Rated {
  readonly kind?: Extract<Change, { readonly permissions: unknown }>['kind'];
  readonly permission?: Partial<WeighedPermission>;
  readonly held?: readonly Partial<WeighedPermission>[];
  readonly subject?: Partial<Subject>;
}

/** The tier that the real assessment gives where one factor, with this condition, is all there is. */
export function rate(scope: Scope, condition: CompiledCondition, rated: Rated): Tier {
  const shipped = shippedBasis().model;
  // One factor on the subject or the state claims nothing, and is to be seen alone all the same.
  const model = { ...shipped, spec: { ...shipped.spec, unclassified: 'low' as const } };
  const kind = rated.kind ?? 'grant-added';
  const document = policySchema.parse({
    apiVersion: 'jitl.dev/v1',
    kind: 'Policy',
    metadata: { id: 'one', title: 'One', owner: 'team/one', version: 1, status: 'active' },
    spec: {
      appliesTo: { changes: [kind] },
      factors: [
        {
          id: 'only',
          scope,
          category: 'hygiene',
          floor: 'critical',
          when: 'true',
          message: 'The only factor that there is.',
        },
      ],
    },
  });
  const [rule] = document.spec.factors;
  if (rule === undefined) throw new Error('the policy has no factor');
  const basis: Basis = {
    model,
    policies: [
      { document, factors: [{ rule, condition, location }], path: 'one.yaml', at: () => location },
    ],
    people: null,
    config: null,
    waivers: [],
    sources: [],
  };
  const subject = { ...SUBJECT, ...rated.subject };
  const change: Change = {
    id: 'c1',
    kind,
    subject,
    scope: { kind: 'cluster' },
    permissions: [weighed(rated.permission ?? {})],
    instead: [],
    via: [],
    base: null,
    head: location,
  };
  const resulting = new Map([[subject.holder.id, (rated.held ?? []).map(weighed)]]);
  return assess({ changes: [change], resulting, together: APART, basis, now: NOW }).tier;
}

const SUBJECT: Subject = {
  holder: { kind: 'identity', id: 'a', name: 'a', namespace: '' },
  type: 'service-account',
  environment: 'development',
  criticality: null,
  owner: null,
  dependents: [],
  declaredIn: null,
};

function weighed(some: Partial<WeighedPermission>): WeighedPermission {
  return {
    system: 'native',
    group: 'billing',
    resource: 'invoices',
    actions: ['read'],
    names: [],
    until: '2026-11-25T12:00:00Z',
    level: 'read',
    reach: 'single',
    primitives: [],
    unresolved: false,
    canExpire: true,
    location,
    ...some,
  };
}
