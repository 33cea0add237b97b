import type { BriefInput } from '../../src/core/brief/digest-brief.ts';
import type {
  Change,
  ContextChange,
  CredentialChange,
  GrantChange,
  IdentityChange,
  TrustChange,
} from '../../src/core/change/change.ts';
import type { Digest } from '../../src/core/digest.ts';
import type { Location } from '../../src/core/location.ts';
import type { Authority, RoleAuthority } from '../../src/core/judgment/requirement.ts';

const digest = (digit: string): Digest => `sha256:${digit.repeat(64)}`;

const at = (side: 'base' | 'head'): Location => ({
  path: 'production/rbac.yaml',
  side,
  start: { line: 3, column: 5 },
  end: { line: 3, column: 9 },
  excerpt: '    verbs: [get]',
});

const about = {
  id: 'c1',
  base: at('base'),
  head: at('head'),
  subject: {
    holder: {
      kind: 'identity' as const,
      id: 'service-account:shop/cart',
      name: 'ServiceAccount shop/cart',
      namespace: 'shop',
    },
    type: 'service-account',
    environment: 'production' as const,
    criticality: 'tier-1',
    owner: 'team:shop',
    dependents: [
      {
        id: 'checkout',
        environment: 'production' as const,
        impact: 'outage' as const,
        failover: 'manual' as const,
        failoverTested: '2026-10-01',
        location: at('head'),
      },
    ],
    declaredIn: at('head'),
  },
};

const moved = { ...about, from: 'old', to: 'new' };
const identity = (kind: IdentityChange['kind']): IdentityChange => ({ ...moved, kind });
const context = (kind: ContextChange['kind']): ContextChange => ({ ...moved, kind });
const trust = (kind: TrustChange['kind']): TrustChange => ({
  ...moved,
  kind,
  principal: 'repo:acme/shop',
});
const credential = (kind: CredentialChange['kind']): CredentialChange => ({
  ...moved,
  kind,
  credential: 'key-1',
  credentialType: 'api-key',
  expiresAt: '2027-01-01',
});
const grant = (kind: GrantChange['kind']): GrantChange => ({
  ...about,
  kind,
  scope: { kind: 'namespace', name: 'shop' },
  permissions: [
    {
      system: 'kubernetes',
      group: 'apps',
      resource: 'deployments',
      actions: ['get', 'list'],
      names: ['cart'],
      until: '2027-01-01',
      level: 'write',
      reach: 'scoped',
      primitives: ['workload-write'],
      unresolved: false,
      canExpire: true,
      location: at('head'),
    },
  ],
  instead: ['get deployments'],
  via: ['Role shop/cart by RoleBinding shop/cart'],
});

/** A change of every kind; a kind that is added and left out here does not compile. */
const byKind: Readonly<Record<Change['kind'], Change>> = {
  'identity-created': identity('identity-created'),
  'identity-enabled': identity('identity-enabled'),
  'identity-disabled': identity('identity-disabled'),
  'identity-deleted': identity('identity-deleted'),
  'identity-moved': identity('identity-moved'),
  'grant-added': grant('grant-added'),
  'grant-widened': grant('grant-widened'),
  'grant-narrowed': grant('grant-narrowed'),
  'grant-removed': grant('grant-removed'),
  'trust-widened': trust('trust-widened'),
  'trust-narrowed': trust('trust-narrowed'),
  'credential-issued': credential('credential-issued'),
  'credential-rotated': credential('credential-rotated'),
  'credential-extended': credential('credential-extended'),
  'credential-revoked': credential('credential-revoked'),
  'owner-changed': context('owner-changed'),
  'environment-changed': context('environment-changed'),
  'criticality-changed': context('criticality-changed'),
  'dependents-changed': context('dependents-changed'),
  'context-changed': context('context-changed'),
  'control-plane-changed': {
    ...about,
    kind: 'control-plane-changed',
    path: '.jitl/people.yaml',
    controls: 'people',
  },
  unassessable: {
    ...about,
    kind: 'unassessable',
    path: 'production/broken.yaml',
    reason: 'yaml-syntax',
    message: 'the file is no YAML',
    help: 'repair it',
    mentionsIdentity: true,
    recognised: false,
  },
};

const role = (name: string): RoleAuthority => ({
  kind: 'role',
  role: name,
  people: ['grace', 'lee'],
  teams: ['acme/iam'],
});

const authorities: Readonly<Record<Authority['kind'], Authority>> = {
  'code-owners': {
    kind: 'code-owners',
    file: '.github/CODEOWNERS',
    line: 2,
    text: '/production/ @grace',
    owners: ['@grace', '@lee'],
  },
  role: role('identity-security'),
  nobody: { kind: 'nobody', why: 'no line matches', remedy: 'add a line' },
  'different-people': { kind: 'different-people', disjoint: true },
  'different-teams': { kind: 'different-teams' },
};

const factor = {
  id: 'full-control',
  policy: 'authority',
  change: 'c1',
  category: 'privilege-escalation',
  raises: { privilege: 'identity' },
  floor: 'critical' as const,
  message: 'Full control.',
  question: 'Why does it need full control?',
  evidence: ['* *.*', 'get secrets'],
  location: at('head'),
  indeterminate: false,
  effect: 'counts' as const,
  waiver: null,
};
const question = { id: 'full-control', text: 'Why full control?', changes: ['c1', 'c2'] };

/** A brief in which every field of every shape has a value. */
export const exampleBrief: BriefInput = {
  repository: { id: 1001, name: 'acme/platform' },
  pullRequest: { number: 7, baseRef: 'refs/heads/main' },
  gated: [
    {
      path: 'production/rbac.yaml',
      base: { mode: '100644', oid: 'a'.repeat(40) },
      head: { mode: '100755', oid: 'b'.repeat(40) },
    },
    { path: 'production/new.yaml', base: null, head: { mode: '120000', oid: 'c'.repeat(40) } },
  ],
  changes: Object.values(byKind),
  assessment: {
    tier: 'critical',
    factors: [
      factor,
      {
        ...factor,
        id: 'accepted',
        effect: 'waived',
        waiver: { id: 'accepted-risk', ticket: 'SEC-1', expiresAt: '2027-01-01' },
      },
      { ...factor, id: 'tried-out', effect: 'shadow' },
    ],
    tiers: [
      {
        change: 'c1',
        tier: 'critical',
        dimensions: { privilege: 'identity', environment: 'production' },
        because: 'floor of `full-control`',
        decidedBy: { kind: 'floor', policy: 'authority', factor: 'full-control' },
      },
    ],
    questions: [question],
  },
  questions: [question],
  asked: {
    requirements: Object.values(authorities).map((authority, index) => ({
      id: `owner-${index}`,
      reviewLine: 'owner',
      tier: 'critical',
      authority,
      expertise: [
        { id: 'ledgers', people: ['grace', 'lee'], teams: ['acme/ledgers'] },
        { id: 'tokens', people: ['lee'], teams: ['acme/iam', 'acme/keys'] },
      ],
      count: 1,
      overridable: index > 0,
      paths: ['production/new.yaml', 'production/rbac.yaml'],
      because: 'a critical change asks the owners of what it touches',
    })),
    demands: {
      bindTo: 'head',
      maxAge: 604_800_000,
      unknownEdits: 'refuse',
      sections: ['rollback', 'window'],
      similar: 'refuse',
      addressEachFactor: true,
      exclude: ['beneficiary', 'declared-owner'],
      maxLifetime: 7_776_000_000,
      breakGlass: { roles: [role('break-glass'), role('incident')], followUpWithin: 172_800_000 },
      followUps: [
        { id: 'rotate', actions: ['Rotate the key.', 'Tell its users.'], within: 604_800_000 },
        { id: 'watch', actions: ['Watch its first night.'], within: 86_400_000 },
      ],
    },
  },
  basis: {
    sources: [
      { path: '.jitl/people.yaml', digest: digest('1') },
      { path: 'jitl:core/who-decides.policy.yaml', digest: digest('2') },
    ],
  },
  ownership: { path: '.github/CODEOWNERS', digest: digest('3') },
};
