import { createRandom } from './random.mjs';

/**
 * Changes as the comparison of two inventories makes them, without the manifests: rating them is what
 * is measured.
 *
 * @param {{ changes: number, seed: number, primitives: readonly string[] }} options
 * @returns {{ changes: object[], resulting: Map<string, object[]> }} changes in the shape of
 *   `src/core/change/change.ts`, and what each holder has afterwards
 */
export function makeChanges({ changes, seed, primitives }) {
  const made = Array.from({ length: changes }, (_, at) => makeChange(at, seed, primitives));
  const resulting = new Map(
    made
      .filter((change) => 'permissions' in change)
      .map((change) => [change.subject.holder.id, change.permissions]),
  );
  return { changes: made, resulting };
}

const PLACE = { line: 1, column: 1 };
const LOCATION = { path: 'a.yaml', side: 'head', start: PLACE, end: PLACE, excerpt: '' };
const KINDS = (
  'grant-added grant-added grant-added grant-widened grant-narrowed grant-removed identity-created ' +
  'identity-deleted trust-widened credential-issued credential-rotated owner-changed unassessable'
).split(' ');

/** @param {number} at @param {number} seed @param {readonly string[]} primitives */
function makeChange(at, seed, primitives) {
  const random = createRandom(seed, at);
  const kind = random.pick(KINDS);
  const about = {
    id: `c${at + 1}`,
    kind,
    subject: makeSubject(at, random),
    base: null,
    head: LOCATION,
    from: null,
    to: `to ${at}`,
  };
  if (kind.startsWith('grant-'))
    return {
      ...about,
      scope: random.pick([{ kind: 'cluster' }, { kind: 'namespace', name: `team-${at % 7}` }]),
      permissions: Array.from({ length: 1 + random.below(5) }, () =>
        makePermission(random, primitives),
      ),
      instead: [],
      via: [],
    };
  if (kind.startsWith('trust-')) return { ...about, principal: random.pick(['app', 'team/*']) };
  if (kind.startsWith('credential-'))
    return {
      ...about,
      credential: `key-${at}`,
      credentialType: 'api-key',
      expiresAt: random.pick([null, '2027-01-01T00:00:00Z']),
    };
  if (kind !== 'unassessable') return about;
  return {
    ...about,
    path: `${at}.yaml`,
    reason: random.pick(['duplicate-key', 'yaml-syntax', 'file-too-large', 'anchor']),
    message: '',
    help: null,
    mentionsIdentity: random.pick([true, false]),
    recognised: random.pick([true, false]),
  };
}

/** @param {number} at @param {import('./random.mjs').Random} random */
function makeSubject(at, random) {
  const name = `account-${at}`;
  return {
    holder: { kind: 'identity', id: `service-account:team/${name}`, name, namespace: 'team' },
    type: 'service-account',
    environment: random.pick(['development', 'staging', 'unknown', 'production']),
    criticality: random.pick([null, 'tier-1', 'tier-3']),
    owner: random.pick([null, 'team/payments']),
    dependents: Array.from({ length: random.below(4) }, (_, of) => ({
      id: `identity:dependent-${of}`,
      environment: 'production',
      impact: random.pick(['outage', 'degraded', 'none']),
      failover: random.pick(['automatic', 'manual', 'none']),
      failoverTested: random.pick([null, '2026-09-01']),
      location: LOCATION,
    })),
    declaredIn: null,
  };
}

/** @param {import('./random.mjs').Random} random @param {readonly string[]} primitives */
function makePermission(random, primitives) {
  return {
    system: 'kubernetes',
    group: random.pick(['', 'apps', 'rbac.authorization.k8s.io']),
    resource: random.pick(['secrets', 'pods', 'configmaps', 'roles', '*']),
    actions: random.pick([['get'], ['get', 'list', 'watch'], ['create', 'update'], ['*']]),
    names: random.pick([[], [], ['one']]),
    until: null,
    level: random.pick(['none', 'read', 'write', 'admin', 'identity']),
    reach: random.pick(['single', 'scoped', 'broad', 'wildcard']),
    primitives: Array.from({ length: random.below(3) }, () => random.pick(primitives)),
    unresolved: random.below(20) === 0,
    canExpire: false,
    location: LOCATION,
  };
}
