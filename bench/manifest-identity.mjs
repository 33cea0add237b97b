import { annotations, labels, two } from './manifest-parts.mjs';
import { accountName, popularService } from './services.mjs';

/** @typedef {import('./manifests.mjs').Inputs} Inputs */
/** @typedef {import('./manifests.mjs').Rendered} Rendered */

/** @param {Inputs} inputs @returns {Rendered} */
export function renderServiceAccount({ slot, service, random, edited }) {
  const name = accountName(service, slot === 0 ? 'api' : 'worker');
  // The edit lets the account become an identity of a cloud account.
  const role = edited ? `    eks.amazonaws.com/role-arn: arn:aws:iam::1234:role/${name}\n` : '';
  const text = `apiVersion: v1
kind: ServiceAccount
metadata:
  name: ${name}
  namespace: ${service.namespace}
${labels(service, random)}${annotations(service, random, 22)}${role}automountServiceAccountToken: false
imagePullSecrets:
  - name: registry
`;
  return { kind: 'ServiceAccount', name: `sa-${name}`, text };
}

const TYPES = ['api-key', 'integration', 'bot', 'ai-agent', 'oauth-app'];

/** @param {Inputs} inputs @returns {Rendered} */
export function renderIdentity({ seed, manifests, slot, service, random, edited }) {
  const name = `${service.name}-${slot === 2 ? 'identity' : 'agent'}`;
  const refs = `  refs:
    - format: kubernetes
      kind: ServiceAccount
      namespace: ${service.namespace}
      name: ${accountName(service, 'api')}
`;
  const month = two(1 + random.below(12));
  // One edit lets a key live longer, the other adds an action to a grant.
  const year = edited && slot === 2 ? 2029 : 2027;
  const actions = edited && slot === 3 ? '[read, list, write]' : '[read, list]';
  const dependent = popularService(seed, random, manifests);
  const text = `# yaml-language-server: $schema=https://jitl.dev/schema/v1/non-human-identity.json
apiVersion: jitl.dev/v1
kind: NonHumanIdentity
metadata:
  name: ${name}
${labels(service, random)}spec:
  type: ${slot === 2 ? 'service-account' : random.pick(TYPES)}
  lifecycle:
    state: active
    reviewBy: 2027-${month}-01
  owner: { accountable: 'team:${service.team}', backup: 'team:platform' }
  environment: ${service.environment}
  criticality: tier-${1 + random.below(4)}
${slot === 2 ? refs : ''}  credentials:
    - id: primary
      kind: token
      store: vault/${service.team}/${name}
      issuedAt: 2026-${month}-01
      expiresAt: ${year}-${month}-01
      rotation: { every: 90d, lastRotated: 2026-${month}-01 }
  grants:
    - id: documents
      system: documents
      actions: ${actions}
      scope: ['${service.team}/*']
      expiresAt: 2027-${month}-01
      justification: Needed to ${random.pick(['index', 'archive', 'export'])} documents.
  dependents:
    - id: ${dependent.name}
      environment: ${dependent.environment}
      impact: ${random.pick(['outage', 'degraded', 'none'])}
      failover: { mode: manual, tested: 2026-${month}-02 }
`;
  return { kind: 'NonHumanIdentity', name: `nhi-${name}`, text };
}
