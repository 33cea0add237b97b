/**
 * Where an identity works. Ordered: what nobody declared weighs more than what is known to be
 * staging and less than what is known to be production.
 */
export const environments = ['development', 'staging', 'unknown', 'production'] as const;
export type Environment = (typeof environments)[number];

export function worstEnvironment(found: Iterable<Environment>): Environment {
  let worst = 0;
  for (const environment of found) worst = Math.max(worst, environments.indexOf(environment));
  return environments[worst] ?? 'unknown';
}

const WORDS: Readonly<Record<string, Environment>> = {
  production: 'production',
  prod: 'production',
  prd: 'production',
  staging: 'staging',
  stage: 'staging',
  stg: 'staging',
  preprod: 'staging',
  uat: 'staging',
  development: 'development',
  develop: 'development',
  dev: 'development',
  sandbox: 'development',
  local: 'development',
  testing: 'development',
};

/**
 * The environment that a namespace's or identity's name or a path speaks of. Several words: the worst,
 * because the proposer chooses names and must not lower a tier with them.
 */
export function inferEnvironment(texts: Iterable<string>): Environment | null {
  let worst: Environment | null = null;
  for (const text of texts)
    for (const word of text.toLowerCase().split(/[^a-z0-9]+/)) {
      const environment = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
      if (environment === undefined) continue;
      worst = worst === null ? environment : worstEnvironment([worst, environment]);
    }
  return worst;
}

/**
 * Namespaces whose identities run the cluster or hand out access to it; authority there reaches
 * everywhere. The list is rbac-police's (`kube-system`), widened by the controllers that hold cluster-wide credentials.
 */
const CONTROL_NAMESPACES = new Set([
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'argocd',
  'argo-cd',
  'openshift-gitops',
  'flux-system',
  'vault',
  'external-secrets',
  'cert-manager',
  'istio-system',
  'gatekeeper-system',
  'kyverno',
]);

export function isControlNamespace(namespace: string): boolean {
  return (
    CONTROL_NAMESPACES.has(namespace) ||
    namespace.startsWith('openshift-') ||
    namespace.startsWith('kube-')
  );
}
