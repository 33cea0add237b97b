import { gatePath, SIGNAL_NAME } from '../init/workflows.ts';
import type { Found } from './finding.ts';
import { gateRightsProblems } from './gate-rights.ts';
import { stepProblems } from './steps.ts';
import type { Subject } from './subject.ts';
import type { Workflow, WorkflowFileReading } from './workflow-file.ts';

/** Events for which GitHub takes the workflow from what is proposed. */
const PROPOSED = [
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
  'merge_group',
];

/** What the gate runs on where a signal was missed, and what it makes up for. */
const FALLBACKS: Readonly<Record<string, string>> = {
  schedule: 'dismissals and departures that no event told of stay unseen',
  issue_comment: 'nobody can ask for another look with `/jitl recheck`',
  push: 'open pull requests are not judged anew when the branch moves',
};

/** The workflow that judges. */
export function gateProblems(
  workflow: Workflow,
  {
    signal,
    subject,
  }: { readonly signal: WorkflowFileReading['workflow'] | null; readonly subject: Subject },
): readonly Found[] {
  const { triggers } = workflow;
  const proposed = PROPOSED.filter((event) => triggers.has(event));
  return [
    ...signalled(workflow, signal),
    ...(proposed.length === 0 ? [] : [takesProposed(proposed)]),
    ...Object.entries(FALLBACKS)
      .filter(([event]) => !triggers.has(event))
      .map(([event, missed]) => fallbackMissing(event, missed)),
    ...gateRightsProblems(workflow, subject.tier),
    ...(workflow.cancels ? [cancelled()] : []),
    ...stepProblems(gatePath, workflow),
  ];
}

function signalled(
  { triggers }: Workflow,
  signal: WorkflowFileReading['workflow'] | null,
): readonly Found[] {
  const name =
    signal === null || 'unreadable' in signal ? SIGNAL_NAME : (signal.name ?? SIGNAL_NAME);
  const run = triggers.get('workflow_run');
  const heard = run !== undefined && run.workflows.includes(name);
  const completed = run?.types === null || run?.types.includes('completed') === true;
  if (heard && completed && run.filters.length === 0) return [];
  return [
    {
      id: 'gate-not-signalled',
      message: `the gate does not run after each run of the workflow \`${name}\``,
      where: `${gatePath}, \`on.workflow_run\``,
      fix: `write \`workflows: [${name}]\` and \`types: [completed]\`, and no filter`,
      command: null,
    },
  ];
}

function takesProposed(events: readonly string[]): Found {
  return {
    id: 'gate-takes-proposed-code',
    message: `for \`${events.join('`, `')}\` GitHub takes the workflow from what is proposed, so a pull request can change the gate`,
    where: `${gatePath}, \`on\``,
    fix: 'remove these events: the signal tells of them',
    command: null,
  };
}

function fallbackMissing(event: string, missed: string): Found {
  return {
    id: 'gate-fallback-missing',
    message: `the gate does not run on \`${event}\`: ${missed}`,
    where: `${gatePath}, \`on\``,
    fix: `add \`${event}\` as \`jitl init --github\` writes it`,
    command: null,
  };
}

function cancelled(): Found {
  return {
    id: 'gate-runs-cancelled',
    message: 'a newer run can cut an older one off, which then publishes nothing',
    where: `${gatePath}, \`concurrency\``,
    fix: 'write `cancel-in-progress: false`',
    command: null,
  };
}
