import { isRecord } from './events/seed.ts';
import type { HubEvent } from './sim.ts';
import type { Trigger, WorkflowFile } from './workflow-file.ts';
import type { SimRepository } from './world.ts';

/** Activity types without `types:`; any other event starts for all of its types. */
const usual: Readonly<Record<string, readonly string[]>> = {
  pull_request: ['opened', 'synchronize', 'reopened'],
  pull_request_target: ['opened', 'synchronize', 'reopened'],
};

/** Whether a workflow runs for an event: by name, type, branch and, of a run, by its name. */
export function triggers(file: WorkflowFile, event: HubEvent, repository: SimRepository): boolean {
  const trigger = file.on.get(event.name);
  if (trigger === undefined) return false;
  if (event.workflow !== null && event.name === 'workflow_dispatch')
    return file.path.endsWith(event.workflow);
  const types = trigger.types ?? usual[event.name] ?? null;
  if (event.action !== null && types !== null && !types.includes(event.action)) return false;
  if (event.name === 'workflow_run' && !trigger.workflows.includes(event.workflow ?? ''))
    return false;
  return onBranch(trigger, branchOf(event, repository));
}

/** The branch that `branches:` is about: the base of a pull request, the head of a run. */
function branchOf(event: HubEvent, repository: SimRepository): string | null {
  const pull = event.payload['pull_request'];
  if (isRecord(pull) && isRecord(pull['base'])) return String(pull['base']['ref']);
  const run = event.payload['workflow_run'];
  if (event.name === 'workflow_run' && isRecord(run)) return String(run['head_branch']);
  const group = event.payload['merge_group'];
  if (isRecord(group)) return String(group['base_ref']).replace('refs/heads/', '');
  if (event.name === 'push') return event.ref.replace('refs/heads/', '');
  return event.name === 'issue_comment' ? null : repository.defaultBranch;
}

function onBranch(trigger: Trigger, branch: string | null): boolean {
  if (branch === null) return true;
  if (trigger.branchesIgnore?.some((pattern) => matches(pattern, branch)) === true) return false;
  return trigger.branches?.some((pattern) => matches(pattern, branch)) ?? true;
}

/** `*` within a segment, `**` over several. */
function matches(pattern: string, branch: string): boolean {
  const source = pattern
    .split('**')
    .map((part) => part.split('*').map(escape).join('[^/]*'))
    .join('.*');
  return new RegExp(`^${source}$`).test(branch);
}

function escape(text: string): string {
  return text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
}
