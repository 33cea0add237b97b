import { annotations, labels } from './manifest-parts.mjs';
import { accountName } from './services.mjs';

/** @typedef {import('./manifests.mjs').Inputs} Inputs */
/** @typedef {import('./manifests.mjs').Rendered} Rendered */

/** @param {Inputs} inputs @returns {Rendered} */
export function renderWorkload(inputs) {
  return inputs.slot === 7 ? renderDeployment(inputs) : renderCronJob(inputs);
}

/** @param {Inputs} inputs @returns {Rendered} */
function renderDeployment({ service, random, edited }) {
  const name = `${service.name}-server`;
  const text = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: ${service.namespace}
${labels(service, random)}${annotations(service, random, 4)}spec:
  replicas: ${1 + random.below(5)}
  selector:
    matchLabels: { app: ${name} }
  template:
    metadata:
      labels: { app: ${name} }
    spec:
      serviceAccountName: ${accountName(service, edited ? 'worker' : 'api')}
      containers:
        - name: server
          image: registry.example.com/${service.name}:1.${random.below(100)}
          ports:
            - containerPort: 8080
          env:
            - name: LOG_LEVEL
              value: info
            - name: TEAM
              value: ${service.team}
            - name: REGION
              value: eu-central-1
          resources:
            requests: { cpu: 100m, memory: 128Mi }
`;
  return { kind: 'Deployment', name: `deployment-${name}`, text };
}

/** @param {Inputs} inputs @returns {Rendered} */
function renderCronJob({ service, random, edited }) {
  const name = `${service.name}-nightly`;
  const text = `apiVersion: batch/v1
kind: CronJob
metadata:
  name: ${name}
  namespace: ${service.namespace}
${labels(service, random)}${annotations(service, random, 8)}spec:
  schedule: '${random.below(60)} ${random.below(24)} * * *'
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template:
        spec:
          serviceAccountName: ${accountName(service, 'worker')}
          restartPolicy: OnFailure
          containers:
            - name: job
              image: registry.example.com/${service.name}:1.${random.below(100)}
              args: [run, --all]
              env:
                - name: DRY_RUN
                  value: '${edited ? 'true' : 'false'}'
`;
  return { kind: 'CronJob', name: `cronjob-${name}`, text };
}

/** Two keys of three come from a store; the rest is plain configuration. */
const CONFIGURATION_EVERY = 3;

/** @param {Inputs} inputs @returns {Rendered} */
export function renderKey(inputs) {
  return inputs.service.number % CONFIGURATION_EVERY === 0
    ? renderConfigMap(inputs)
    : renderExternalSecret(inputs);
}

/** @param {Inputs} inputs @returns {Rendered} */
function renderExternalSecret({ service, random, edited }) {
  const name = `${service.name}-keys`;
  const entries = ['database', 'queue', 'mail'].map(
    (key) => `    - secretKey: ${key}
      remoteRef:
        key: ${service.team}/${service.name}/${key}${edited && key === 'mail' ? '-next' : ''}
`,
  );
  const text = `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: ${name}
  namespace: ${service.namespace}
${labels(service, random)}${annotations(service, random, 11)}spec:
  refreshInterval: 1h
  secretStoreRef:
    kind: ClusterSecretStore
    name: vault
  target:
    name: ${name}
  data:
${entries.join('')}`;
  return { kind: 'ExternalSecret', name: `keys-${name}`, text };
}

/** @param {Inputs} inputs @returns {Rendered} */
function renderConfigMap({ service, random, edited }) {
  const name = `${service.name}-settings`;
  const entries = Array.from(
    { length: 10 },
    (_, at) => `  setting-${at}: '${random.below(1_000_000)}'\n`,
  );
  if (edited) entries.push('  setting-new: "1"\n');
  const text = `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
  namespace: ${service.namespace}
${labels(service, random)}${annotations(service, random, 14)}data:
${entries.join('')}`;
  return { kind: 'ConfigMap', name: `settings-${name}`, text };
}
