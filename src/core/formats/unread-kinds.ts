/**
 * Kinds that carry identities, credentials or grants and that no format reads yet. A change to one
 * needs a person: it is `kind-not-read`, never skipped. A format that learns a kind takes it out.
 */
const WHOLE_GROUPS = new Set([
  'iam.cnrm.cloud.google.com',
  'iam.services.k8s.aws',
  'iam.aws.crossplane.io',
  'iam.aws.upbound.io',
  'external-secrets.io',
  'generators.external-secrets.io',
  'bitnami.com',
  'spire.spiffe.io',
  'cert-manager.io',
  'secrets.hashicorp.com',
  'redhatcop.redhat.io',
  'managedidentity.azure.com',
  'authorization.azure.com',
  'aadpodidentity.k8s.io',
  'authorization.openshift.io',
  'managed.openshift.io',
  'secrets-store.csi.x-k8s.io',
  'resources.teleport.dev',
  'isindir.github.com',
]);

const KINDS = new Set([
  'security.openshift.io/SecurityContextConstraints',
  '/SecurityContextConstraints',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'certificates.k8s.io/CertificateSigningRequest',
  'policy.open-cluster-management.io/Policy',
  'argoproj.io/AppProject',
]);

export function carriesIdentity(group: string, kind: string): boolean {
  return WHOLE_GROUPS.has(group) || KINDS.has(`${group}/${kind}`);
}

const KUSTOMIZATION_NAME = /(?:^|\/)kustomization(?:\.ya?ml)?$/i;

/** kustomize finds its file by name; `apiVersion` and `kind` may be left out of it. */
export function isKustomization(path: string): boolean {
  return KUSTOMIZATION_NAME.test(path);
}

/** Keys of a kustomization that decide which identities and grants are applied, and as what. */
export const kustomizationKeys = new Set([
  'resources',
  'components',
  'bases',
  'crds',
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'replacements',
  'generators',
  'transformers',
  'secretGenerator',
  'helmCharts',
  'namespace',
  'namePrefix',
  'nameSuffix',
]);

/** Formats that are recognised by a key of the document instead of group and kind. */
export function foreignDocument(keys: ReadonlySet<string>): string | null {
  if (keys.has('template_type')) return 'IAMbic template';
  if (keys.has('sops')) return 'SOPS file';
  if (keys.has('AWSTemplateFormatVersion') || keys.has('Resources'))
    return 'CloudFormation template';
  return null;
}
