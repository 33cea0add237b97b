import { digestChange } from '../../src/core/brief/digest-change.ts';
import {
  all,
  drop,
  edit,
  editBoth,
  move,
  put,
  snapshot,
  withMode,
  type Edit,
} from './brief-edits.ts';
import { tell } from './brief-story.ts';

const RBAC = 'clusters/blue/rbac.yaml';
const GATEWAY = 'clusters/blue/gateway.yaml';
const CART = 'clusters/blue/cart.yaml';
const HOUSE = '.jitl/house.policy.yaml';
const PEOPLE = '.jitl/people.yaml';

const rbac = (from: string, to: string): Edit => edit('head', RBAC, [from, to]);
const rbacBoth = (from: string, to: string): Edit => editBoth(RBAC, [from, to]);
const gateway = (from: string, to: string): Edit => edit('head', GATEWAY, [from, to]);
const context = (from: string, to: string): Edit => edit('context', CART, [from, to]);
const house = (from: string, to: string): Edit => edit('rules', HOUSE, [from, to]);
const people = (from: string, to: string): Edit => edit('rules', PEOPLE, [from, to]);
const owners =
  (path: string, text: string): Edit =>
  (story) => ({ ...story, codeowners: { path, text } });
const FILE = '.github/CODEOWNERS';
const LINE = '/clusters/ @grace @margaret\n';

/** The same was refused in other pull requests. */
export const refuseBefore =
  (pullRequests: readonly number[]): Edit =>
  (story) => {
    const changes = tell(story).verdict.changes.map(digestChange);
    return snapshot((value) => {
      value['earlierRefusals'] = pullRequests.map((pullRequest) => ({
        pullRequest,
        account: 2,
        body: 'Not now.',
        submittedAt: '2026-11-01T10:00:00Z',
        changes,
      }));
    })(story);
  };

/** From a day that began before the clock of the stories, so that it is in force. */
const WAIVER = `apiVersion: jitl.dev/v1
kind: Waiver
metadata: { id: known-risk, owner: team/shop, ticket: SHOP-7 }
spec:
  policy: dependents
  factors: [dependents-at-risk]
  subject: identity:gateway
  reason: The failover is built and will be tested in the next drill.
  compensating: [the on-call team watches the gateway]
  notBefore: 2026-11-01
  expiresAt: 2026-12-24
`;
const waiver =
  (text: string): Edit =>
  (story) => ({ ...story, rules: { ...story.rules, '.jitl/waivers/known-risk.yaml': text } });

/** What flips the digest of the story of grants. */
export const FLIPS: Readonly<Record<string, Edit>> = {
  'one byte of a gated file, in a comment': rbac('kind: Role\n', 'kind: Role # the cart\n'),
  'one byte of a gated file on the base': edit('base', RBAC, ['kind: Role\n', 'kind: Role #\n']),
  'a file becomes executable': withMode(RBAC, '100755'),
  'a file was executable before': withMode(RBAC, '100755', 'base'),
  'a file moves': move(RBAC, 'clusters/blue/access.yaml'),
  'a file is deleted': drop('head', GATEWAY),
  'a second file': put('head', 'clusters/blue/more.yaml', 'apiVersion: v1\nkind: Secret\n'),
  'a file becomes a link': withMode(RBAC, '120000'),
  'a file becomes binary': put('head', RBAC, { mode: '100644', bytes: Uint8Array.of(0, 255, 1) }),
  'a submodule': put('head', 'clusters/vendor', { mode: '160000' }),

  'another verb': rbac('get, patch', 'get, watch'),
  'one verb more': rbac('get, patch', 'get, patch, list'),
  'another resource': rbacBoth('deployments', 'daemonsets'),
  'another API group': rbacBoth('apiGroups: [apps]', 'apiGroups: [batch]'),
  'another object': rbacBoth('resourceNames: [cart]', 'resourceNames: [jobs]'),
  'every object': rbacBoth('resourceNames: [cart], ', ''),
  'a dangerous permission': rbacBoth('deployments', 'pods/exec'),
  'a permission that is worth something else': rbacBoth(
    'apiGroups: [apps], resources: [deployments]',
    "apiGroups: [''], resources: [secrets]",
  ),
  'another role': rbacBoth('metadata: { name: cart,', 'metadata: { name: cart-2,'),
  'a role that is declared nowhere': all(
    rbacBoth('roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: cart }', '$R'),
    edit('base', RBAC, [
      '$R',
      'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: a }',
    ]),
    edit('head', RBAC, [
      '$R',
      'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: b }',
    ]),
  ),
  'the whole cluster': all(rbacBoth('kind: RoleBinding', 'kind: ClusterRoleBinding')),
  'another namespace': rbacBoth('namespace: shop }\nroleRef', 'namespace: till }\nroleRef'),
  'another holder': rbacBoth('name: cart, namespace: shop }]', 'name: jobs, namespace: shop }]'),
  'a holder elsewhere': rbacBoth(
    'name: cart, namespace: shop }]',
    'name: cart, namespace: till }]',
  ),
  'a group as holder': rbacBoth(
    'kind: ServiceAccount, name: cart, namespace: shop }]',
    'kind: Group, name: cart }]',
  ),
  'a grant is taken': (story) => ({ ...story, base: story.head, head: story.base }),
  'what was there instead': editBoth(GATEWAY, [
    'system: logs, actions: [read]',
    'system: logs, actions: [tail]',
  ]),
  'until when': gateway('expiresAt: 2026-12-31', 'expiresAt: 2027-01-31'),
  'without an end': gateway(', expiresAt: 2026-12-31', ''),
  'another system': editBoth(GATEWAY, ['system: payments', 'system: banking']),
  'another credential': editBoth(GATEWAY, ['id: key, kind: api-key', 'id: key-2, kind: api-key']),
  'another kind of credential': editBoth(GATEWAY, [
    'id: key, kind: api-key',
    'id: key, kind: token',
  ]),
  'another expiry of a credential': gateway('expiresAt: 2027-01-01', 'expiresAt: 2027-01-02'),
  'another principal': gateway('repo:acme/jobs', 'repo:acme/*'),
  'another value before': edit('base', GATEWAY, [
    'id: key, kind: api-key, expiresAt: 2026-12-01',
    'id: key, kind: api-key, expiresAt: 2026-11-30',
  ]),

  'the environment that an unchanged file declares': context(
    'environment: production\n  crit',
    'environment: staging\n  crit',
  ),
  'the criticality': context('tier-2', 'tier-1'),
  'the owner': context('team:shop', 'user:lee'),
  'the type': editBoth(GATEWAY, ['type: api-key', 'type: bot']),
  'a dependent declared elsewhere': context('id: checkout', 'id: pay-desk'),
  'the environment of a dependent': context(
    'environment: production, impact',
    'environment: staging, impact',
  ),
  'the impact on a dependent': context('impact: outage', 'impact: degraded'),
  'the failover of a dependent': context('mode: manual', 'mode: automatic'),
  'the last test of a failover': context('2026-10-01', '2026-10-02'),
  'where the context stands': (story) => ({
    ...story,
    context: { 'clusters/blue/people.yaml': story.context[CART] ?? '' },
  }),
  'nothing declared elsewhere': (story) => ({ ...story, context: {} }),
  'a role elsewhere that a binding gives': edit('context', 'clusters/blue/roles.yaml', [
    'verbs: [get]',
    'verbs: [watch]',
  ]),
  'a role elsewhere gives more': edit('context', 'clusters/blue/roles.yaml', [
    'verbs: [get]',
    'verbs: [get, delete]',
  ]),

  'a heavier rating': house('floor: moderate', 'floor: high'),
  'a lighter rating': editBoth(GATEWAY, [
    'failover: { mode: none }',
    'failover: { mode: automatic, tested: 2026-11-20 }',
  ]),
  'a factor that fires for another change': house("'refund' in", "'read' in"),
  'another level of environment': house('environment: staging,', 'environment: unknown,'),
  'another level of lifetime': house('lifetime: long', 'lifetime: standing'),
  'another level of availability': house('availability: degraded', 'availability: outage'),
  'another factor': house('id: refunds', 'id: refunding'),
  'another policy': house('{ id: house,', '{ id: home,'),
  'the text of a question': house('the limit of a refund', 'the limits of a refund'),
  'a factor that raises a dimension': house(
    'floor: moderate',
    'raises: { privilege: write, reach: broad }',
  ),
  'a refusal in another pull request': refuseBefore([3]),

  'another review line': house('id: security, role', 'id: iam, role'),
  'another count': house('role: identity-security, count: 1', 'role: identity-security, count: 2'),
  'another role that decides': house('role: identity-security,', 'role: break-glass,'),
  'people of a role': people(
    'people: [radia], teams: [acme/iam]',
    'people: [rosa], teams: [acme/iam]',
  ),
  'teams of a role': people('acme/iam', 'acme/security'),
  'one person more in a role': people(
    'people: [radia], teams: [acme/iam]',
    'people: [radia, lee], teams: [acme/iam]',
  ),
  'another expertise': house('expertise: [ledgers]', 'expertise: [tokens]'),
  'one expertise more': house('expertise: [ledgers]', 'expertise: [ledgers, tokens]'),
  'who has the expertise': people('ledgers: { people: [rosalind]', 'ledgers: { people: [rosa]'),
  'which team has the expertise': people(
    'teams: [acme/books] }\n    tok',
    'teams: [acme/bank] }\n    tok',
  ),
  'what an override stands in for': house('spec:\n', 'spec:\n  enforcement: overridable\n'),
  'two different teams': house(
    'exclude: [declared-owner]',
    'exclude: [declared-owner], distinctTeams: 2',
  ),
  'every question': house('sections: [rollback]', 'sections: [rollback], addressEachFactor: true'),
  'what remains to be done': house('Watch its first', 'Watch the first'),
  'what remains, under another id': house('{ id: watch,', '{ id: look,'),
  'until when it is to be done': house('within: 2d }]', 'within: 1d }]'),
  'one thing more to be done': house(
    'within: 2d }]',
    'within: 2d }, { id: tell, action: Tell the shop of it., within: 2d }]',
  ),
  'two different people': house(
    'exclude: [declared-owner]',
    'exclude: [declared-owner], distinctPeople: 2',
  ),
  'three different people': house(
    'exclude: [declared-owner]',
    'exclude: [declared-owner], distinctPeople: 3',
  ),
  'nothing that belongs to nobody': snapshot((value) => {
    value['pushers'] = [];
  }),
  bindTo: house('maxAge: 20d', 'maxAge: 20d, bindTo: head'),
  maxAge: house('maxAge: 20d', 'maxAge: 19d'),
  unknownEdits: house('maxAge: 20d', 'maxAge: 20d, unknownEdits: refuse'),
  sections: house('rollback', 'window'),
  similar: house('sections: [rollback]', 'sections: [rollback], similar: flag'),
  exclude: house('exclude: [declared-owner]', 'exclude: [beneficiary]'),
  maxLifetime: house('maxLifetime: 90d', 'maxLifetime: 80d'),
  'the duration of an override': house(
    '  requires:',
    '  enforcement: overridable\n  breakGlass: { role: break-glass, followUpWithin: 1d }\n  requires:',
  ),
  'one role more for an override': house(
    '  requires:',
    '  enforcement: overridable\n  breakGlass: { role: identity-security, followUpWithin: 2d }\n  requires:',
  ),
  'who may override': people(
    'people: [radia], teams: [acme/duty]',
    'people: [rosa], teams: [acme/duty]',
  ),
  'which team may override': people('acme/duty', 'acme/on-call'),

  'a waiver': waiver(WAIVER),
  'a waiver that has ended': waiver(WAIVER.replace('2026-12-24', '2026-11-24')),

  'a comment in a policy': house('kind: Policy\n', 'kind: Policy # ours\n'),
  'a comment in a policy that is only tried out': edit('rules', '.jitl/trial.policy.yaml', [
    'kind: Policy\n',
    'kind: Policy #\n',
  ]),
  'a policy file has another name': (story) => ({
    ...story,
    rules: Object.fromEntries(
      Object.entries(story.rules).map(([name, text]) => [
        name === HOUSE ? '.jitl/home.yaml' : name,
        text,
      ]),
    ),
  }),
  'one policy file more': (story) => ({
    ...story,
    rules: {
      ...story.rules,
      '.jitl/config.yaml': 'apiVersion: jitl.dev/v1\nkind: Config\nspec: {}\n',
    },
  }),

  'owners of the line': owners(FILE, '# who\n/clusters/ @grace @lee\n'),
  'the line itself': owners(FILE, '# who\n/clusters/blue/ @grace @margaret\n'),
  'a comment in CODEOWNERS': owners(FILE, `# whose\n${LINE}`),
  'a line in CODEOWNERS about something else': owners(FILE, `# who\n${LINE}/docs/ @docs\n`),
  'the number of the line': owners(FILE, `# who\n\n${LINE}`),
  'where CODEOWNERS stands': owners('CODEOWNERS', `# who\n${LINE}`),
  'no CODEOWNERS': (story) => ({ ...story, codeowners: null }),
  'a line without owners': owners(FILE, '# who\n/clusters/\n'),
  'no line': owners(FILE, '# who\n/docs/ @grace\n'),

  'the number of the pull request': snapshot((value) => {
    value.pullRequest['number'] = 8;
  }),
  'the base ref': snapshot((value) => {
    value.pullRequest['baseRef'] = 'refs/heads/release';
  }),
  'the id of the repository': snapshot((value) => {
    value.repository.id = 1002;
  }),
  'the name of the repository': snapshot((value) => {
    value.repository.name = 'acme/infra';
  }),
  'no snapshot': (story) => ({ ...story, snapshot: null }),
};

const ODD = 'odd/rbac.yaml';

/** What flips the digest of the story of what is unread. */
export const UNREAD_FLIPS: Readonly<Record<string, Edit>> = {
  'another file of the gate': move(PEOPLE, '.jitl/config.yaml'),
  'another file that cannot be read': move(ODD, 'odd/access.yaml'),
  'another reason why it cannot be read': edit('head', ODD, ['kind: Secret', '%x: y']),
  'another message of the same reason': edit('head', ODD, [
    'kind: ServiceAccount\nkind: Secret',
    'kind: Role\nmetadata: {}\nmetadata: {}',
  ]),
  'it speaks of nothing that is known': put('head', ODD, { mode: '160000' }),
  'a line for it': owners(FILE, '/.jitl/ @radia\n/odd/ @grace\n'),
  'why nobody owns it': owners(FILE, '/.jitl/ @radia\n/odd/\n'),
  'what would repair it': owners(FILE, '/.jitl/ @radia\n\n/odd/\n'),
  'one role more': people('break-glass:', 'on-call:'),
};
