import type { Story } from './brief-story.ts';

const ROLE = (verbs: string): string => `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: cart, namespace: shop }
rules:
  - { apiGroups: [apps], resources: [deployments], resourceNames: [cart], verbs: [${verbs}] }
`;
const BINDING = `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: cart, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: cart }
subjects: [{ kind: ServiceAccount, name: cart, namespace: shop }]
`;

/** A role that nobody changes, and a new binding to it. */
const JOBS_ROLE = ROLE('get').replace('name: cart,', 'name: jobs,').replace('[cart]', '[jobs]');
const JOBS_BINDING = BINDING.replaceAll('name: cart', 'name: jobs');

/** Says of the account in the binding what no manifest of Kubernetes can; nobody changes it. */
const CONTEXT = `apiVersion: jitl.dev/v1
kind: NonHumanIdentity
metadata: { name: cart }
spec:
  type: service-account
  owner: { accountable: 'team:shop' }
  environment: production
  criticality: tier-2
  refs: [{ format: kubernetes, kind: ServiceAccount, namespace: shop, name: cart }]
  dependents:
    - { id: checkout, environment: production, impact: outage, failover: { mode: manual, tested: 2026-10-01 } }
`;

const GATEWAY = (more: string): string => `apiVersion: jitl.dev/v1
kind: NonHumanIdentity
metadata: { name: gateway }
spec:
  type: api-key
  owner: { accountable: 'team:shop' }
  environment: production
  criticality: tier-2
${more}`;

const BEFORE = GATEWAY(`  dependents: [{ id: shop-front, impact: outage, failover: { mode: none } }]
  credentials:
    - { id: key, kind: api-key, expiresAt: 2026-12-01 }
    - { id: old, kind: api-key, expiresAt: 2026-12-01 }
  grants:
    - { id: pay, system: payments, actions: [read], scope: [eu], expiresAt: 2026-12-24 }
    - { id: log, system: logs, actions: [read], scope: [eu], expiresAt: 2026-12-01 }
  trust: [{ principal: 'repo:acme/shop', conditions: { ref: main } }]
`);
const AFTER = GATEWAY(`  dependents: [{ id: shop-front, impact: outage, failover: { mode: none } }]
  credentials:
    - { id: key, kind: api-key, expiresAt: 2027-01-01 }
  grants:
    - { id: pay, system: payments, actions: [read, refund], scope: [eu], expiresAt: 2026-12-24 }
    - { id: log, system: logs, actions: [read], scope: [eu], expiresAt: 2026-12-31 }
  trust: [{ principal: 'repo:acme/shop', conditions: { ref: main } }, { principal: 'repo:acme/jobs' }]
`);

const PEOPLE = `apiVersion: jitl.dev/v1
kind: People
spec:
  roles:
    identity-security: { people: [radia], teams: [acme/iam] }
    break-glass: { people: [radia], teams: [acme/duty] }
  expertise:
    ledgers: { people: [rosalind], teams: [acme/books] }
    tokens: { people: [rosalind], teams: [acme/books] }
  agents: [{ login: coder, id: 7, operators: [olga] }]
`;

const HOUSE = `apiVersion: jitl.dev/v1
kind: Policy
metadata: { id: house, title: The rules of the house, owner: team/iam, version: 1, status: active }
spec:
  appliesTo: { changes: [grant-added, grant-widened, credential-extended] }
  factors:
    - id: refunds
      scope: item
      category: data-access
      floor: moderate
      when: "'refund' in item.actions"
      message: Gives money back.
      question: Who has checked the limit of a refund?
    - id: house-rule
      scope: subject
      category: hygiene
      raises: { environment: staging, lifetime: long, availability: degraded }
      when: subject.type == 'api-key'
      message: Is an API key.
  requires:
    moderate:
      reviews: [{ id: security, role: identity-security, count: 1, expertise: [ledgers] }]
      separation: { exclude: [declared-owner] }
      rationale: { sections: [rollback] }
      approvals: { maxAge: 20d }
      maxLifetime: 90d
      followUps: [{ id: watch, action: Watch its first night., within: 2d }]
`;

const SHADOW = `apiVersion: jitl.dev/v1
kind: Policy
metadata: { id: trial, title: Tried out, owner: team/iam, version: 1, status: shadow }
spec:
  appliesTo: { changes: [grant-widened] }
  factors:
    - id: tried-out
      scope: item
      category: hygiene
      floor: critical
      when: 'true'
      message: Only tried out.
`;

export const SNAPSHOT = {
  schema: 'https://jitl.dev/schema/v1/snapshot.json',
  repository: { id: 1001, name: 'acme/platform' },
  pullRequest: {
    number: 7,
    title: 'Let the gateway refund',
    body: 'It is needed on Friday.',
    author: 1,
    baseRef: 'refs/heads/main',
    headCommit: '1'.repeat(40),
    state: 'open',
    draft: false,
  },
  accounts: [
    { id: 1, login: 'ada', type: 'user', permission: 'write', emails: ['ada@example.com'] },
    { id: 2, login: 'grace', type: 'user', permission: 'write', emails: [] },
    { id: 4, login: 'radia', type: 'user', permission: 'write', emails: [] },
    { id: 7, login: 'coder', type: 'user', permission: 'write', emails: [] },
  ],
  teams: [
    { name: 'acme/iam', members: [{ account: 4, state: 'active' }] },
    { name: 'acme/duty', members: [{ account: 2, state: 'active' }] },
  ],
  commits: [
    { oid: 'a'.repeat(40), author: 1, committer: 1 },
    { oid: 'b'.repeat(40), author: 1, committer: 1 },
  ],
  pushers: [null],
  reviews: [],
} as const;

/** A high change of grants, trust and credentials, in which most fields of a brief have a value. */
export const grants: Story = {
  base: {
    'clusters/blue/rbac.yaml': `${ROLE('get')}---\n${BINDING}`,
    'clusters/blue/gateway.yaml': BEFORE,
  },
  head: {
    'clusters/blue/rbac.yaml': `${ROLE('get, patch')}---\n${BINDING}`,
    'clusters/blue/gateway.yaml': AFTER,
    'clusters/blue/jobs.yaml': JOBS_BINDING,
  },
  context: { 'clusters/blue/cart.yaml': CONTEXT, 'clusters/blue/roles.yaml': JOBS_ROLE },
  rules: {
    '.jitl/people.yaml': PEOPLE,
    '.jitl/house.policy.yaml': HOUSE,
    '.jitl/trial.policy.yaml': SHADOW,
  },
  codeowners: { path: '.github/CODEOWNERS', text: '# who\n/clusters/ @grace @margaret\n' },
  snapshot: JSON.stringify(SNAPSHOT),
  commits: [
    {
      oid: 'a'.repeat(40),
      author: { name: 'Ada', email: 'ada@example.com' },
      committer: { name: 'Ada', email: 'ada@example.com' },
      message: 'Let the gateway refund',
    },
    {
      oid: 'b'.repeat(40),
      author: { name: 'Ada', email: 'ada@example.com' },
      committer: { name: 'Ada', email: 'ada@example.com' },
      message: 'Let the cart patch itself',
    },
  ],
  baseCommit: '0'.repeat(40),
  notes: [],
  now: '2026-11-25T10:00:00Z',
};

/** What asks for a person without being a grant: the gate's own files, and what cannot be read. */
export const unread: Story = {
  ...grants,
  base: { '.jitl/people.yaml': PEOPLE, 'odd/rbac.yaml': BINDING },
  head: {
    '.jitl/people.yaml': PEOPLE.replace('olga', 'omar'),
    'odd/rbac.yaml': 'apiVersion: v1\nkind: ServiceAccount\nkind: Secret\n',
  },
  codeowners: { path: '.github/CODEOWNERS', text: '/.jitl/ @radia\n' },
};
