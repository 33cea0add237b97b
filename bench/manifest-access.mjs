import { annotations, labels } from './manifest-parts.mjs';
import { accountName, popularService, popularSharedRole, roleName } from './services.mjs';

/** @typedef {import('./manifests.mjs').Inputs} Inputs */
/** @typedef {import('./manifests.mjs').Rendered} Rendered */

const RESOURCES = [
  ['', 'configmaps'],
  ['', 'services'],
  ['apps', 'deployments'],
  ['batch', 'jobs'],
  ['networking.k8s.io', 'ingresses'],
];
const VERBS = ['[get, list, watch]', '[get]', '[get, list, watch, update, patch]'];

/** @param {Inputs} inputs @returns {Rendered} */
export function renderRole({ service, random, edited }) {
  const name = roleName(service);
  const kind = service.sharesRole ? 'ClusterRole' : 'Role';
  const namespace = service.sharesRole ? '' : `  namespace: ${service.namespace}\n`;
  const rules = Array.from({ length: 4 }, () => {
    const [group, resource] = random.pick(RESOURCES);
    return rule(group ?? '', resource ?? '', random.pick(VERBS));
  });
  // The edit lets whoever holds the role read secrets.
  if (edited) rules.push(rule('', 'secrets', '[get, list]'));
  const text = `apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata:
  name: ${name}
${namespace}${labels(service, random)}${annotations(service, random, 12)}rules:
${rules.join('')}`;
  return { kind, name: `role-${name}`, text };
}

/** @param {string} group @param {string} resource @param {string} verbs */
function rule(group, resource, verbs) {
  return `  - apiGroups: ['${group}']\n    resources: [${resource}]\n    verbs: ${verbs}\n`;
}

/** One service in so many binds its second role in the whole cluster. */
const CLUSTER_BINDING_EVERY = 25;

/** @param {Inputs} inputs @returns {Rendered} */
export function renderBinding(inputs) {
  const { seed, manifests, slot, service, random, edited } = inputs;
  const wide = slot === 6 && service.number % CLUSTER_BINDING_EVERY === 0;
  const kind = wide ? 'ClusterRoleBinding' : 'RoleBinding';
  const name = `${service.name}-${slot === 5 ? 'own' : 'extra'}`;
  const subjects = [subject(service, 'api')];
  if (slot === 6) subjects.push(subject(popularService(seed, random, manifests), 'worker'));
  const role = slot === 5 ? roleName(service) : foreignRole(inputs);
  const roleKind = slot === 5 && !service.sharesRole ? 'Role' : 'ClusterRole';
  const dressing = `${labels(service, random)}${annotations(service, random, 15)}`;
  // The edit gives somebody else what the role allows.
  if (edited) subjects.push(subject(popularService(seed, random, manifests), 'api'));
  const text = `apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata:
  name: ${name}
${wide ? '' : `  namespace: ${service.namespace}\n`}${dressing}roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ${roleKind}
  name: ${role}
subjects:
${subjects.join('')}`;
  return { kind, name: `binding-${name}`, text };
}

/** Every fifth binding is to a role that Kubernetes brings along. @param {Inputs} inputs */
function foreignRole({ seed, manifests, random }) {
  return random.below(5) === 0
    ? random.pick(['view', 'edit'])
    : roleName(popularSharedRole(seed, random, manifests));
}

/** @param {import('./services.mjs').Service} service @param {'api' | 'worker'} part */
function subject(service, part) {
  return `  - kind: ServiceAccount
    name: ${accountName(service, part)}
    namespace: ${service.namespace}
`;
}
