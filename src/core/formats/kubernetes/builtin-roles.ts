import type { Permission } from '../../inventory/fact.ts';

/**
 * ClusterRoles that exist in every cluster without being declared (Kubernetes documentation,
 * "Default roles and role bindings"), reduced to what decides how much they are worth.
 */
type Rule = readonly [
  groups: readonly string[],
  resources: readonly string[],
  verbs: readonly string[],
];

const READ = ['get', 'list', 'watch'] as const;
const WRITE = ['create', 'update', 'patch', 'delete', 'deletecollection'] as const;
const WORKLOADS = ['deployments', 'daemonsets', 'statefulsets', 'replicasets'] as const;
const VIEWED = [
  'configmaps',
  'endpoints',
  'events',
  'persistentvolumeclaims',
  'pods',
  'pods/log',
  'replicationcontrollers',
  'serviceaccounts',
  'services',
] as const;

const view: readonly Rule[] = [
  [[''], VIEWED, READ],
  [['apps'], WORKLOADS, READ],
  [['batch'], ['cronjobs', 'jobs'], READ],
  [['networking.k8s.io'], ['ingresses', 'networkpolicies'], READ],
];

const edit: readonly Rule[] = [
  ...view,
  [[''], ['secrets'], [...READ, ...WRITE]],
  [[''], ['configmaps', 'persistentvolumeclaims', 'pods', 'services', 'serviceaccounts'], WRITE],
  [[''], ['pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy'], [...READ, ...WRITE]],
  [[''], ['serviceaccounts'], ['impersonate']],
  [[''], ['serviceaccounts/token'], ['create']],
  [['apps'], WORKLOADS, WRITE],
  [['batch'], ['cronjobs', 'jobs'], WRITE],
  [['networking.k8s.io'], ['ingresses', 'networkpolicies'], WRITE],
];

const admin: readonly Rule[] = [
  ...edit,
  [['rbac.authorization.k8s.io'], ['roles', 'rolebindings'], [...READ, ...WRITE]],
  [['authorization.k8s.io'], ['localsubjectaccessreviews'], ['create']],
];

const BUILT_IN: Readonly<Record<string, readonly Rule[]>> = {
  'cluster-admin': [[['*'], ['*'], ['*']]],
  admin,
  edit,
  view,
  'system:auth-delegator': [
    [['authentication.k8s.io'], ['tokenreviews'], ['create']],
    [['authorization.k8s.io'], ['subjectaccessreviews'], ['create']],
  ],
  'system:image-puller': [[['', 'image.openshift.io'], ['imagestreams/layers'], ['get']]],
  'system:discovery': [[[''], ['url:/api', 'url:/healthz', 'url:/version'], ['get']]],
  'system:public-info-viewer': [[[''], ['url:/healthz', 'url:/version'], ['get']]],
  'cluster-reader': [[['*'], ['namespaces', 'nodes', 'pods', 'services'], READ]],
};

/** The permissions of a built-in ClusterRole, or null where there is none of that name. */
export function builtInRole(name: string): readonly Permission[] | null {
  const rules = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
  if (rules === undefined) return null;
  return rules.flatMap(([groups, resources, verbs]) =>
    groups.flatMap((group) =>
      resources.flatMap((resource) =>
        verbs.map((action): Permission => ({
          system: 'kubernetes',
          group,
          resource,
          action,
          name: null,
          until: null,
        })),
      ),
    ),
  );
}
