/** Privilege of an action, in the order of the risk model's `privilege` dimension. */
export const privilegeLevels = ['none', 'read', 'write', 'admin', 'identity'] as const;
export type PrivilegeLevel = (typeof privilegeLevels)[number];

/** One way in which a permission is worth more than its verb says. */
export interface Primitive {
  readonly id: string;
  readonly level: PrivilegeLevel;
  /** What the holder can do with it, as the end of a sentence that starts with "can". */
  readonly means: string;
  readonly matches: readonly Pattern[];
  /** With `resourceNames` the reach is one object; then this level holds instead. */
  readonly namedLevel?: PrivilegeLevel;
}

interface Pattern {
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const RBAC = ['rbac.authorization.k8s.io'];
const READ = ['get', 'list', 'watch'];
const CHANGE = ['create', 'update', 'patch'];
const EDIT = ['update', 'patch'];
const on = (
  groups: readonly string[],
  resources: readonly string[],
  verbs: readonly string[],
): Pattern => ({ groups, resources, verbs });

/**
 * Sources: Kubernetes documentation "Role Based Access Control Good Practices"; rbac-police
 * (Palo Alto Networks, MIT) for severities; kubescape's regolibrary (Apache-2.0) for coverage. A
 * read verb is not low privilege where what is read is a credential.
 */
export const primitives: readonly Primitive[] = [
  {
    id: 'escalate',
    level: 'identity',
    means: 'give any role more than it holds itself',
    matches: [on(RBAC, ['roles', 'clusterroles'], ['escalate'])],
  },
  {
    id: 'bind',
    level: 'identity',
    means: 'bind roles it does not hold itself',
    matches: [on(RBAC, ['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'], ['bind'])],
  },
  {
    id: 'impersonate',
    level: 'identity',
    means: 'act as other users, groups or service accounts',
    matches: [
      on([''], ['users', 'groups', 'serviceaccounts'], ['impersonate']),
      on(['authentication.k8s.io'], ['*/userextras', 'userextras', 'uids'], ['impersonate']),
    ],
    namedLevel: 'admin',
  },
  {
    id: 'token-mint',
    level: 'identity',
    means: 'mint tokens of service accounts',
    matches: [on([''], ['serviceaccounts/token'], ['create'])],
    namedLevel: 'admin',
  },
  {
    id: 'node-proxy',
    level: 'identity',
    means: 'run commands in any pod of a node past audit and admission',
    matches: [on([''], ['nodes/proxy'], ['get', 'create', 'update', 'patch', 'delete'])],
  },
  {
    id: 'certificate-approve',
    level: 'identity',
    means: 'approve or sign client certificates, and so become any user',
    matches: [
      on(['certificates.k8s.io'], ['certificatesigningrequests/approval'], EDIT),
      on(['certificates.k8s.io'], ['signers'], ['approve', 'sign']),
    ],
    namedLevel: 'admin',
  },
  {
    id: 'rbac-write',
    level: 'admin',
    means: 'change roles and who holds them',
    matches: [on(RBAC, ['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'], CHANGE)],
  },
  {
    id: 'secrets-read',
    level: 'admin',
    means: 'read the content of secrets',
    matches: [on([''], ['secrets'], READ)],
    namedLevel: 'write',
  },
  {
    id: 'secrets-write',
    level: 'admin',
    means: 'write secrets, also ones that make the cluster mint tokens',
    matches: [on([''], ['secrets'], CHANGE)],
    namedLevel: 'write',
  },
  {
    id: 'pod-create',
    level: 'admin',
    means: 'start pods, and so use every service account and secret of the namespace',
    matches: [
      on([''], ['pods', 'replicationcontrollers'], ['create']),
      on([''], ['replicationcontrollers'], EDIT),
      on(['apps'], ['deployments', 'daemonsets', 'statefulsets', 'replicasets'], CHANGE),
      on(['batch'], ['jobs', 'cronjobs'], CHANGE),
      on(['tekton.dev'], ['pipelineruns', 'taskruns', 'pipelines', 'tasks'], CHANGE),
      on(['argoproj.io'], ['workflows', 'cronworkflows', 'workflowtemplates', 'rollouts'], CHANGE),
      on(['serving.knative.dev'], ['services', 'configurations'], CHANGE),
      on(['kubevirt.io'], ['virtualmachines', 'virtualmachineinstances'], CHANGE),
    ],
    namedLevel: 'write',
  },
  {
    id: 'pod-exec',
    level: 'admin',
    means: 'run commands in running pods',
    matches: [
      on([''], ['pods/exec', 'pods/attach', 'pods/portforward'], ['create', 'get']),
      on([''], ['pods/ephemeralcontainers'], EDIT),
    ],
  },
  {
    id: 'webhook-write',
    level: 'admin',
    means: 'read or rewrite every object through an admission webhook',
    matches: [
      on(
        ['admissionregistration.k8s.io'],
        [
          'mutatingwebhookconfigurations',
          'validatingwebhookconfigurations',
          'mutatingadmissionpolicies',
          'mutatingadmissionpolicybindings',
        ],
        CHANGE,
      ),
    ],
  },
  {
    id: 'volume-create',
    level: 'admin',
    means: 'mount files of a node through a persistent volume',
    matches: [on([''], ['persistentvolumes'], ['create'])],
  },
  {
    id: 'api-extension',
    level: 'admin',
    means: 'serve or redefine APIs that controllers trust',
    matches: [
      on(['apiregistration.k8s.io'], ['apiservices'], CHANGE),
      on(['apiextensions.k8s.io'], ['customresourcedefinitions'], CHANGE),
    ],
  },
  {
    id: 'security-context',
    level: 'admin',
    means: 'run privileged pods or change who may',
    matches: [
      on(['security.openshift.io'], ['securitycontextconstraints'], ['use', ...CHANGE]),
      on(['policy'], ['podsecuritypolicies'], ['use', ...CHANGE]),
    ],
    namedLevel: 'admin',
  },
  {
    id: 'controller-input',
    level: 'admin',
    means: 'make a controller act with its own, larger privilege',
    matches: [
      on(['argoproj.io'], ['applications', 'applicationsets', 'appprojects'], CHANGE),
      on(['kustomize.toolkit.fluxcd.io', 'helm.toolkit.fluxcd.io'], ['*'], CHANGE),
      on(['external-secrets.io'], ['secretstores', 'clustersecretstores', 'pushsecrets'], CHANGE),
      on(['cert-manager.io'], ['issuers', 'clusterissuers'], CHANGE),
      on(['kyverno.io'], ['policies', 'clusterpolicies'], CHANGE),
    ],
  },
  {
    id: 'guardrail-removal',
    level: 'admin',
    means: 'remove rules that keep workloads apart or under control',
    matches: [
      on(['networking.k8s.io'], ['networkpolicies'], ['delete', 'deletecollection', ...EDIT]),
      on(
        ['admissionregistration.k8s.io'],
        [
          'mutatingwebhookconfigurations',
          'validatingwebhookconfigurations',
          'validatingadmissionpolicies',
          'validatingadmissionpolicybindings',
        ],
        ['delete', 'deletecollection'],
      ),
    ],
  },
  {
    id: 'namespace-write',
    level: 'write',
    means: 'change the labels that decide pod security and network policy',
    matches: [on([''], ['namespaces'], EDIT)],
  },
];
