import { gated, role, ROLE, type Gated, type StepRun } from './gated.ts';
import type { Hub } from './hub.ts';
import { headOf, judgmentText, repository } from './judging.ts';
import type { WorkflowRun } from './workflow-runs.ts';
import { ACTIONS_APP, type SimCall } from './world.ts';

/** A grant that one owner may allow: settlement reads secrets of its namespace. */
export const GRANT = { [ROLE]: role('get, list', 'secrets') } as const;

/** A grant that two people must allow, on exactly this head: everything, everywhere. */
export const EVERYTHING = {
  'identities/everything.yaml': `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: everything }
rules:
  - apiGroups: ["*"]
    resources: ["*"]
    verbs: ["*"]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: everything }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: everything }
subjects:
  - { kind: ServiceAccount, name: settlement, namespace: payments }
`,
} as const;

/** Another grant in place of `GRANT`, which nobody judged. */
export const MORE = { [ROLE]: role('get, list, watch, delete', 'secrets') } as const;

/** Settlement becomes cluster-admin of its namespace, by another file. */
export const WIDER = {
  'identities/wider.yaml': `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: wider, namespace: payments }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects:
  - { kind: ServiceAccount, name: settlement, namespace: payments }
`,
} as const;

type Push = Parameters<Hub['push']>[0];
type Open = Parameters<Hub['open']>[0];

export interface Proposal extends Partial<Push> {
  /** What else the pull request is opened with. */
  readonly open?: Partial<Open>;
}

/** A pull request of ada into main with `GRANT`, unless something else is said. Gives its number. */
export function propose({ hub }: Gated, { open, ...push }: Proposal = {}): number {
  const { branch = 'more', as = 'ada' } = push;
  hub.push({ files: GRANT, ...push, branch, as });
  return hub.open({ head: branch, base: 'main', as, ...open });
}

/** A branch beside main that nothing protects, and whose only owner is bob. */
export function addLaxBase({ hub }: Gated): void {
  hub.push({ branch: 'lax', from: 'main', as: 'ada', files: { CODEOWNERS: '* @bob\n' } });
}

/** Whether the button is green, for somebody who cannot bypass anything. */
export function isOpen({ hub }: Gated, number: number): boolean {
  return hub.mergeability(number).mergeable;
}

/** Somebody reviews with a text that would count, and nothing runs yet. Gives the review. */
export function judge(gate: Gated, number: number, as: string): number {
  const body = judgmentText(gate, number, as);
  return gate.hub.review({ number, as, state: 'APPROVED', body });
}

type Asked = Pick<SimCall, 'method' | 'path'>;

/** Does something right before the first call that fits is carried out. */
export function before(hub: Hub, fits: (call: Asked) => boolean, act: () => void): void {
  let done = false;
  hub.fail({
    match: (asked) => {
      if (done || !fits(asked)) return false;
      done = true;
      act();
      return false;
    },
    fault: { kind: 'drop' },
  });
}

/** The commits are fetched: the pull request was read, and nothing is decided. */
export function fetches({ path }: Asked): boolean {
  return path.startsWith('/git/') && path.includes('git-upload-pack');
}

/** The verdict is about to be written, in either tier. */
export function publishes({ method, path }: Asked): boolean {
  return method !== 'GET' && /\/(?:statuses|check-runs)\b/.test(path);
}

/** A token as the workflow of the gate gets it, for a run that is started by hand. */
export function gateToken({ hub, tier }: Gated): string {
  return hub.token({
    kind: 'actions',
    repository: 'acme/identities',
    permissions:
      tier === 'hardened' ? {} : { contents: 'read', pull_requests: 'write', statuses: 'write' },
  });
}

/** Actions makes a check run for every job, under whatever name the job has. */
export function endJobs(gate: Gated, run: WorkflowRun, conclusion: string): void {
  const pull = run.event.payload['pull_request'] as { head: { sha: string } } | undefined;
  const commit = pull?.head.sha ?? run.sha;
  for (const { name } of run.jobs)
    addCheckRun(gate, { commit, name, conclusion, app: ACTIONS_APP });
}

/** A check run as an App leaves it, without the way over HTTP. */
export function addCheckRun(
  gate: Gated,
  run: {
    readonly commit: string;
    readonly name: string;
    readonly app: number;
    readonly conclusion: string;
  },
): void {
  const { world } = gate.hub;
  const at = new Date(world.now).toISOString();
  world.nextId += 1;
  repository(gate).checkRuns.push({
    ...run,
    id: world.nextId,
    status: 'completed',
    title: run.name,
    summary: '',
    annotations: [],
    startedAt: at,
    completedAt: at,
  });
}

/** A workflow as an attacker adds it: one job, with this event and the rights to publish. */
export function workflow({ on, job }: { readonly on: string; readonly job?: string }): string {
  return `name: build
on: ${on}
permissions: { statuses: write, checks: write }
jobs:
  build:
    name: ${job ?? 'build'}
    runs-on: ubuntu-latest
    steps:
      - run: 'true'
`;
}

/** The gate looks at one pull request, and nothing else runs. */
export function look(gate: Gated, number: number): Promise<StepRun> {
  const inputs = { 'pull-request': String(number) };
  return gate.step('workflow_dispatch', {}, { token: gateToken(gate), inputs });
}

/** Dana has approved what is there, and the gate has not looked since. */
export async function approvedUnseen(tier: Gated['tier']) {
  const gate = await gated({ tier });
  const number = propose(gate);
  await gate.settle();
  const review = judge(gate, number, 'dana');
  return { gate, number, review, head: headOf(gate, number) };
}
