import { signalPath, signalWorkflow } from '../init/workflows.ts';
import { stepProblems } from './steps.ts';
import type { Found } from './finding.ts';
import { readWorkflow, type Workflow } from './workflow-file.ts';

/** Events without which the gate learns too late; the queue has a check of its own. */
const NEEDED = ['pull_request', 'pull_request_review'] as const;

/** The workflow that tells the gate, compared with the one that is shipped. */
export function signalProblems(workflow: Workflow): readonly Found[] {
  const has = workflow.rights;
  const open =
    has === null ||
    'all' in has ||
    has.size > 0 ||
    workflow.jobs.some(({ rights }) => grants(rights));
  return [
    ...NEEDED.flatMap((event) => triggerProblems(workflow, event)),
    ...(open ? [hasRights()] : []),
    ...stepProblems(signalPath, workflow),
  ];
}

function grants(rights: Workflow['rights']): boolean {
  return rights !== null && ('all' in rights || rights.size > 0);
}

function triggerProblems(workflow: Workflow, event: (typeof NEEDED)[number]): readonly Found[] {
  const trigger = workflow.triggers.get(event);
  const wanted = shippedTypes(event);
  const missing =
    trigger === undefined
      ? wanted
      : wanted.filter((type) => !typesOf(event, trigger.types).includes(type));
  const filters = trigger?.filters ?? [];
  return [
    ...(missing.length === 0 ? [] : [missingTypes(event, missing)]),
    ...(filters.length === 0 ? [] : [filtered(event, filters)]),
  ];
}

function shippedTypes(event: string): readonly string[] {
  const { workflow } = readWorkflow({ path: signalPath, text: signalWorkflow() });
  return 'unreadable' in workflow ? [] : (workflow.triggers.get(event)?.types ?? []);
}

/** Without `types`, GitHub takes three of a pull request, and all of a review. */
function typesOf(event: string, types: readonly string[] | null): readonly string[] {
  if (types !== null) return types;
  return event === 'pull_request' ? ['opened', 'synchronize', 'reopened'] : shippedTypes(event);
}

function missingTypes(event: string, types: readonly string[]): Found {
  return {
    id: 'signal-triggers',
    message: `the signal does not tell of \`${event}\`: ${types.join(', ')}`,
    where: `${signalPath}, \`on.${event}\``,
    fix: `list these types: [${shippedTypes(event).join(', ')}]`,
    command: null,
  };
}

function filtered(event: string, filters: readonly string[]): Found {
  return {
    id: 'signal-filtered',
    message: `\`${filters.join('`, `')}\` leave pull requests out, so that the gate learns nothing of them`,
    where: `${signalPath}, \`on.${event}\``,
    fix: 'remove the filters: the gate itself finds out what concerns it',
    command: null,
  };
}

function hasRights(): Found {
  return {
    id: 'signal-has-rights',
    message: 'the signal has rights, and a pull request can change what it does with them',
    where: `${signalPath}, \`permissions\``,
    fix: 'write `permissions: {}` at the top, and none in the job',
    command: null,
  };
}
