import fc from 'fast-check';

import type { Files } from './judge-files.ts';

/** One rule of a role, as small as it gets. */
export interface ModelRule {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  readonly name: string | null;
}

export interface ModelRole {
  readonly id: number;
  readonly cluster: boolean;
  readonly rules: readonly ModelRule[];
}

export interface ModelBinding {
  readonly id: number;
  readonly role: number;
  readonly subject: string;
  readonly clusterWide: boolean;
}

/** What a repository says about access; how it is written is a matter of `renderModel`. */
export interface Model {
  readonly environment: string;
  readonly roles: readonly ModelRole[];
  readonly bindings: readonly ModelBinding[];
}

export const rule: fc.Arbitrary<ModelRule> = fc.record({
  group: fc.constantFrom('', 'apps', 'rbac.authorization.k8s.io', '*'),
  resource: fc.constantFrom(
    'secrets',
    'pods',
    'configmaps',
    'deployments',
    'roles',
    'pods/exec',
    '*',
  ),
  verb: fc.constantFrom('get', 'list', 'create', 'update', 'escalate', 'impersonate', '*'),
  name: fc.option(fc.constantFrom('one', 'two'), { freq: 4 }),
});

export const binding: fc.Arbitrary<ModelBinding> = fc.record({
  id: fc.nat(50),
  role: fc.nat(3),
  subject: fc.constantFrom('alpha', 'beta'),
  clusterWide: fc.boolean(),
});

export const model: fc.Arbitrary<Model> = fc.record({
  environment: fc.constantFrom('production', 'staging', 'team'),
  roles: fc.tuple(
    ...[0, 1, 2, 3].map((id) =>
      fc.record({
        id: fc.constant(id),
        cluster: fc.boolean(),
        rules: fc.array(rule, { maxLength: 4 }),
      }),
    ),
  ),
  bindings: fc.uniqueArray(binding, { maxLength: 4, selector: (one) => one.id }),
});

/** How a model is written down: everything here may differ without a change in meaning. */
export interface Spelling {
  readonly seed: number;
  readonly files: number;
  readonly flow: boolean;
  readonly bindingPrefix: string;
  readonly list: boolean;
}

export const spelling: fc.Arbitrary<Spelling> = fc.record({
  seed: fc.nat(1000),
  files: fc.integer({ min: 1, max: 3 }),
  flow: fc.boolean(),
  bindingPrefix: fc.constantFrom('binding', 'grant', 'rb'),
  list: fc.boolean(),
});

export const plain: Spelling = {
  seed: 0,
  files: 1,
  flow: false,
  bindingPrefix: 'binding',
  list: false,
};

export function renderModel(of: Model, how: Spelling): Files {
  const objects = shuffled(
    [...of.roles.map(roleObject), ...of.bindings.map((one) => bindingObject(one, of, how))],
    how.seed,
  );
  const files: Record<string, string[]> = {};
  for (const [index, object] of objects.entries()) {
    const path = `${of.environment}/access-${index % how.files}.yaml`;
    (files[path] ??= []).push(how.flow ? JSON.stringify(object) : toYaml(object, how.seed));
  }
  return Object.fromEntries(
    Object.entries(files).map(([path, documents]) => [
      path,
      how.list && how.flow
        ? `{"apiVersion":"v1","kind":"List","items":[${documents.join(',')}]}\n`
        : `${documents.join('\n---\n')}\n`,
    ]),
  );
}

const API = 'rbac.authorization.k8s.io';
type Plain = Record<string, unknown>;

function roleObject(role: ModelRole): Plain {
  return {
    apiVersion: `${API}/v1`,
    kind: role.cluster ? 'ClusterRole' : 'Role',
    metadata: { name: `role-${role.id}`, ...(role.cluster ? {} : { namespace: 'apps-here' }) },
    rules: role.rules.map((one) => ({
      apiGroups: [one.group],
      resources: [one.resource],
      verbs: [one.verb],
      ...(one.name === null ? {} : { resourceNames: [one.name] }),
    })),
  };
}

function bindingObject(one: ModelBinding, of: Model, how: Spelling): Plain {
  const cluster = of.roles[one.role]?.cluster === true;
  const clusterWide = one.clusterWide && cluster;
  return {
    apiVersion: `${API}/v1`,
    kind: clusterWide ? 'ClusterRoleBinding' : 'RoleBinding',
    metadata: {
      name: `${how.bindingPrefix}-${one.id}`,
      ...(clusterWide ? {} : { namespace: 'apps-here' }),
    },
    roleRef: { apiGroup: API, kind: cluster ? 'ClusterRole' : 'Role', name: `role-${one.role}` },
    subjects: [{ kind: 'ServiceAccount', name: one.subject, namespace: 'apps-here' }],
  };
}

/** Block style with quoted scalars; a comment shifts the lines. */
function toYaml(object: Plain, seed: number): string {
  const lines = [`# written ${seed}`];
  for (const [key, value] of Object.entries(object)) lines.push(`${key}: ${JSON.stringify(value)}`);
  return lines.join('\n');
}

function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  const order = items.map((item, index) => ({ item, key: (index * 7919 + seed * 104_729) % 1009 }));
  return order.sort((a, b) => a.key - b.key).map((entry) => entry.item);
}
