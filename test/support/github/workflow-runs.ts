import { listTree, readFile } from './tree-files.ts';
import type { HubEvent, Sim } from './sim.ts';
import { newId, repositoryNamed } from './sim.ts';
import { normalised, storeToken } from './tokens.ts';
import { readWorkflow, type WorkflowFile, type WorkflowJob } from './workflow-file.ts';
import { triggers } from './workflow-triggers.ts';
import { ACTIONS_APP, ACTIONS_BOT, type SimRepository } from './world.ts';

export interface WorkflowJobRun {
  readonly id: string;
  /** What its check run is called: anybody's choice. */
  readonly name: string;
  readonly permissions: Readonly<Record<string, 'read' | 'write'>>;
  readonly token: string;
  /** The environment that it names, and whether the branch rules of that let this ref in. */
  readonly environment: { readonly name: string; readonly open: boolean } | null;
}

/** One run of a workflow file. */
export interface WorkflowRun {
  readonly id: number;
  readonly path: string;
  readonly name: string;
  readonly event: HubEvent;
  readonly ref: string;
  readonly sha: string;
  /** Secrets of the repository reach it. */
  readonly secrets: boolean;
  readonly jobs: readonly WorkflowJobRun[];
  /** Those of the first job, which most workflows have alone. */
  readonly permissions: Readonly<Record<string, 'read' | 'write'>>;
  readonly token: string;
}

/** What really runs for an event, read from git where GitHub reads it. Tokens are minted anew. */
export function workflowRuns(sim: Sim, event: HubEvent): readonly WorkflowRun[] {
  const dispatched = event.name.endsWith('_dispatch');
  if (event.workflowsFrom === null || (event.byActions && !dispatched)) return [];
  const repository = repositoryNamed(sim.world, event.workflowsFrom.repository);
  // Blocked by default since 2 November 2026, until a policy of the repository allows it.
  const open = repository.visibility === 'public' && repository.settings.actionsPolicies === null;
  if (event.name === 'pull_request_target' && open) return [];
  return workflowFiles(repository, event.workflowsFrom.commit)
    .filter((file) => triggers(file, event, repository))
    .map((file) => run(sim, repository, event, file));
}

/** Of `.github/workflows` at a commit; what is no YAML or no workflow runs nothing. */
export function workflowFiles(repository: SimRepository, commit: string): readonly WorkflowFile[] {
  return listTree(repository, commit, '.github/workflows/')
    .filter(({ path, type }) => type === 'blob' && /\.ya?ml$/.test(path))
    .flatMap(({ path }) => {
      const file = readWorkflow(path, readFile(repository, commit, path) ?? '');
      return file === null ? [] : [file];
    });
}

function run(
  sim: Sim,
  repository: SimRepository,
  event: HubEvent,
  file: WorkflowFile,
): WorkflowRun {
  // A fork's run reads and knows no secret, whatever its file says.
  const limited =
    event.fork && ['pull_request', 'pull_request_review', 'push'].includes(event.name);
  const jobs = file.jobs.map((job) => jobRun(sim, repository, { event, file, job, limited }));
  return {
    id: newId(sim.world),
    path: file.path,
    name: file.name,
    event,
    ref: event.ref,
    sha: event.sha,
    secrets: !limited,
    jobs,
    permissions: jobs[0]?.permissions ?? {},
    token: jobs[0]?.token ?? '',
  };
}

interface JobContext {
  readonly event: HubEvent;
  readonly file: WorkflowFile;
  readonly job: WorkflowJob;
  readonly limited: boolean;
}

function jobRun(sim: Sim, repository: SimRepository, context: JobContext): WorkflowJobRun {
  const { job, file, event, limited } = context;
  const granted = granting(repository, job.permissions ?? file.permissions);
  const permissions = limited ? readOnly(granted) : granted;
  const token = storeToken(sim.world, {
    kind: 'actions',
    account: ACTIONS_BOT,
    repository: `${repository.owner}/${repository.name}`,
    permissions,
    app: ACTIONS_APP,
  });
  const rules = job.environment === null ? undefined : repository.environments.get(job.environment);
  const allowed = rules?.branches ?? [];
  const open = allowed.length === 0 || allowed.some((one) => `refs/heads/${one}` === event.ref);
  return {
    id: job.id,
    name: job.name,
    permissions,
    token,
    environment:
      job.environment === null ? null : { name: job.environment, open: open && !limited },
  };
}

const known = [
  'actions',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'discussions',
  'id_token',
  'issues',
  'packages',
  'pages',
  'pull_requests',
  'security_events',
  'statuses',
] as const;

/** Without `permissions:` the setting of the repository decides. What is not named is not granted. */
function granting(
  repository: SimRepository,
  wanted: WorkflowJob['permissions'],
): Readonly<Record<string, 'read' | 'write'>> {
  if (wanted === null) {
    if (repository.settings.workflowPermissions === 'write') return all('write');
    return { contents: 'read', packages: 'read' };
  }
  if (wanted === 'read-all') return all('read');
  if (wanted === 'write-all') return all('write');
  return normalised(wanted);
}

function all(level: 'read' | 'write'): Readonly<Record<string, 'read' | 'write'>> {
  return Object.fromEntries(known.map((name) => [name, level]));
}

function readOnly(
  granted: Readonly<Record<string, 'read' | 'write'>>,
): Readonly<Record<string, 'read' | 'write'>> {
  return Object.fromEntries(
    Object.keys(granted).flatMap((name) => (name === 'id_token' ? [] : [[name, 'read'] as const])),
  );
}
