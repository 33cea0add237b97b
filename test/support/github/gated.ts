import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runAction } from '../../../src/action/main.ts';
import {
  gatePath,
  gateWorkflow,
  signalPath,
  signalWorkflow,
} from '../../../src/core/init/workflows.ts';
import { acme } from './acme.ts';
import type { Hub } from './hub.ts';
import type { WorkflowRun } from './workflow-runs.ts';
import { ACTIONS_APP } from './world.ts';

/** How one step of the gate ended. */
export interface StepRun {
  readonly event: string;
  readonly code: number;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

export interface Gated {
  readonly hub: Hub;
  readonly tier: 'starter' | 'hardened';
  /** The App of the hardened tier; of Actions otherwise. */
  readonly appId: number;
  /** Runs all workflows for all events so far, until nothing more happens. */
  readonly settle: () => Promise<readonly StepRun[]>;
  /** Runs the step once, for an event of one's own. */
  readonly step: (name: string, payload: unknown, more?: StepOptions) => Promise<StepRun>;
  /** Moves the clock of the hub and of the gate. */
  readonly now: () => number;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

export interface StepOptions {
  readonly token?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Milliseconds for all its requests. */
  readonly deadline?: number;
}

/** Starts the step with the environment of a runner. */
export type RunStep = (
  environment: Readonly<Record<string, string>>,
  now: number,
  deadline?: number,
) => Promise<{ readonly code: number; readonly log: string }>;

export interface GatedOptions {
  readonly tier?: 'starter' | 'hardened';
  /** Files of the default branch besides those of the set-up. */
  readonly files?: Readonly<Record<string, string>>;
  readonly codeowners?: string;
  /** What else the repository is made of. */
  readonly repository?: Parameters<typeof acme>[0];
  readonly mergeQueue?: boolean;
  /** Rights of the App besides those that the gate needs. */
  readonly appPermissions?: Readonly<Record<string, 'read' | 'write'>>;
  /** How the step is started; default: as a function of this process. */
  readonly run?: RunStep;
  /** Whatever workflow runs that is none of ours: an attacker’s. */
  readonly foreign?: (run: WorkflowRun, hub: Hub) => Promise<void> | void;
}

export const CODEOWNERS = `/identities/ @dana @bob
/.jitl/ @dana
/.github/ @dana
/CODEOWNERS @dana
`;

export const ROLE = 'identities/settlement.yaml';

/** A service account with a role; `verbs` of the role decide what a change of it means. */
export function role(verbs: string, resources = 'configmaps'): string {
  return `apiVersion: v1
kind: ServiceAccount
metadata: { name: settlement, namespace: payments }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: settlement, namespace: payments }
rules:
  - apiGroups: [""]
    resources: [${resources}]
    verbs: [${verbs}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: settlement, namespace: payments }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: settlement }
subjects:
  - { kind: ServiceAccount, name: settlement, namespace: payments }
`;
}

const inProcess: RunStep = async (environment, now, deadline) => {
  let log = '';
  const write = (text: string): void => {
    log += text;
  };
  const limit = deadline === undefined ? {} : { deadline };
  return { code: await runAction({ environment, write, now, second: 5, ...limit }), log };
};

/** A repository that is set up as \`jitl init --github\` leaves it, with a ruleset that requires the gate. */
export async function gated(options: GatedOptions = {}): Promise<Gated> {
  const { tier = 'starter' } = options;
  const settings = { tier, action: 'jitl-dev/jitl@v0.1.0', version: null, branches: ['main'] };
  const hub = await acme({
    files: {
      'README.md': 'Identities\n',
      CODEOWNERS: options.codeowners ?? CODEOWNERS,
      [ROLE]: role('get'),
      [signalPath]: signalWorkflow(),
      [gatePath]: gateWorkflow(settings),
      ...options.files,
    },
    mergeMethods: { merge: false, squash: true, rebase: false },
    ...options.repository,
  });
  const directory = mkdtempSync(join(tmpdir(), 'jitl-step-'));
  const app =
    tier === 'hardened'
      ? hub.app({
          slug: 'acme-jitl',
          owner: 'acme',
          permissions: {
            checks: 'write',
            contents: 'read',
            pull_requests: 'write',
            members: 'read',
            ...options.appPermissions,
          },
        })
      : null;
  if (app !== null) hub.environment('jitl', ['main']);
  const appId = app?.id ?? ACTIONS_APP;
  hub.ruleset({
    branches: ['main'],
    requiredChecks: [{ context: 'jitl/gate@main', integrationId: appId }],
    ...(options.mergeQueue === true ? { mergeQueue: true } : {}),
  });
  let steps = 0;
  let seen = 0;

  async function step(name: string, payload: unknown, more: StepOptions = {}): Promise<StepRun> {
    steps += 1;
    const at = (what: string): string => join(directory, `${steps}-${what}`);
    writeFileSync(at('event'), JSON.stringify(payload));
    for (const what of ['output', 'summary']) writeFileSync(at(what), '');
    const inputs = {
      ...(more.token === undefined ? {} : { token: more.token }),
      ...(app === null ? {} : { 'app-id': String(app.id), 'app-private-key': app.privateKey }),
      ...more.inputs,
    };
    const environment = {
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: name,
      GITHUB_EVENT_PATH: at('event'),
      GITHUB_REPOSITORY: 'acme/identities',
      GITHUB_API_URL: hub.url,
      GITHUB_GRAPHQL_URL: `${hub.url}/graphql`,
      GITHUB_SERVER_URL: `${hub.url}/git`,
      GITHUB_OUTPUT: at('output'),
      GITHUB_STEP_SUMMARY: at('summary'),
      RUNNER_TEMP: directory,
      ...Object.fromEntries(
        Object.entries(inputs).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value]),
      ),
    };
    const { code, log } = await (options.run ?? inProcess)(
      environment,
      hub.world.now,
      more.deadline,
    );
    const outputs = Object.fromEntries(
      readFileSync(at('output'), 'utf8')
        .split('\n')
        .filter((line) => line.includes('='))
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    return { event: name, code, log, outputs, summary: readFileSync(at('summary'), 'utf8') };
  }

  async function settle(): Promise<readonly StepRun[]> {
    const done: StepRun[] = [];
    for (; seen < hub.events.length; seen += 1) {
      if (seen > 500) throw new Error('the workflows set each other off for ever');
      const event = hub.events[seen];
      for (const run of event === undefined ? [] : hub.workflowRuns(event)) {
        const ours = run.path === gatePath && run.ref === 'refs/heads/main';
        if (run.path === signalPath) hub.completeRun(run);
        else if (!ours) await options.foreign?.(run, hub);
        else done.push(await step(run.event.name, run.event.payload, { token: run.token }));
      }
    }
    return done;
  }

  return {
    hub,
    tier,
    appId,
    settle,
    step,
    now: () => hub.world.now,
    [Symbol.asyncDispose]: async () => {
      rmSync(directory, { recursive: true, force: true });
      await hub.close();
    },
  };
}
