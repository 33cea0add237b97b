import {
  gatePath,
  GATE_ENVIRONMENT,
  STARTER_PERMISSIONS,
  type SetupTier,
} from '../init/workflows.ts';
import type { Found } from './finding.ts';
import { compareRights } from './rights.ts';
import type { Job, Rights, Workflow } from './workflow-file.ts';

/** The job of the gate: the first that runs something. */
export function gateJob({ jobs }: Workflow): Job | null {
  return jobs.find(({ steps }) => steps.some(({ uses }) => uses !== null)) ?? jobs[0] ?? null;
}

/** Which tier the workflow is written for. */
export function tierOf(workflow: Workflow): SetupTier | null {
  const job = gateJob(workflow);
  if (job === null) return null;
  return job.steps.some(({ inputs }) => inputs.includes('app-id')) ? 'hardened' : 'starter';
}

/** What the token of the workflow may do, and where the key of the App lies. */
export function gateRightsProblems(workflow: Workflow, tier: SetupTier): readonly Found[] {
  const job = gateJob(workflow);
  const written = tierOf(workflow);
  return [
    ...(written !== null && written !== tier ? [tierDiffers(written, tier)] : []),
    ...(isEmpty(workflow.rights) ? [] : [open()]),
    ...(job === null ? [] : jobProblems(job, { workflow, tier })),
    ...workflow.jobs.filter((one) => one !== job).flatMap((one) => besideProblems(one, workflow)),
  ];
}

function jobProblems(
  job: Job,
  { workflow, tier }: { readonly workflow: Workflow; readonly tier: SetupTier },
): readonly Found[] {
  const where = `${gatePath}, job \`${job.id}\``;
  const wanted = tier === 'starter' ? STARTER_PERMISSIONS : {};
  const { missing, more } = compareRights(held(job.rights ?? workflow.rights), wanted);
  return [
    ...(missing.length === 0 ? [] : [rightsMissing(where, missing)]),
    ...(more.length === 0 ? [] : [rightsMore(where, more)]),
    ...(tier === 'hardened' && job.environment !== GATE_ENVIRONMENT ? [noEnvironment(where)] : []),
  ];
}

/** A job beside the gate runs on the same events, and so on what strangers did. */
function besideProblems(job: Job, workflow: Workflow): readonly Found[] {
  const { more } = compareRights(held(job.rights ?? workflow.rights), {});
  return more.length === 0 ? [] : [rightsMore(`${gatePath}, job \`${job.id}\``, more)];
}

function isEmpty(rights: Rights): boolean {
  return rights !== null && !('all' in rights) && rights.size === 0;
}

/** What is not said is taken for the most that the repository may give. */
function held(rights: Rights): Readonly<Record<string, string>> {
  if (rights === null) return { '*': 'write' };
  if (!('all' in rights)) return Object.fromEntries(rights);
  return { '*': rights.all.replace('-all', '') };
}

function tierDiffers(written: SetupTier, tier: SetupTier): Found {
  return {
    id: 'tier-differs',
    message: `the workflow is written for the ${written} tier, and the ${tier} tier is asked for`,
    where: gatePath,
    fix: `write it anew with \`jitl init --github --tier ${tier}\`, after removing the file`,
    command: null,
  };
}

function open(): Found {
  return {
    id: 'gate-rights-open',
    message: 'a job that is added to the gate would have rights without asking for them',
    where: `${gatePath}, \`permissions\``,
    fix: 'write `permissions: {}` at the top, and in each job what that job needs',
    command: null,
  };
}

function rightsMissing(where: string, missing: readonly string[]): Found {
  return {
    id: 'gate-rights-missing',
    message: `the gate lacks ${missing.join(', ')}`,
    where: `${where}, \`permissions\``,
    fix: `add ${missing.map((right) => `\`${right}\``).join(', ')}`,
    command: null,
  };
}

function rightsMore(where: string, more: readonly string[]): Found {
  return {
    id: 'gate-rights-more',
    message: `the workflow of the gate gives rights that the gate does not need: ${more.join(', ')}`,
    where: `${where}, \`permissions\``,
    fix: 'remove them, unless another step of yours needs them',
    command: null,
  };
}

function noEnvironment(where: string): Found {
  return {
    id: 'gate-environment-missing',
    message: `the key of the App is not taken from the environment \`${GATE_ENVIRONMENT}\`, so a workflow of any branch could read it`,
    where: `${where}, \`environment\``,
    fix: `write \`environment: {name: ${GATE_ENVIRONMENT}, deployment: false}\`, and delete the secret from the repository and the organisation`,
    command: null,
  };
}
