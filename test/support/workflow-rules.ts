import { readWorkflow, type Workflow } from '../../src/core/doctor/workflow-file.ts';

/**
 * What a workflow of ours must be, beyond what GitHub accepts. The names are those under which auditing
 * tools know the same faults, where they do.
 */
export const workflowRules = {
  /** Events that run with rights on what strangers did: only where nothing of theirs is fetched. */
  'dangerous-triggers': ({ workflow }) =>
    ['pull_request_target', 'workflow_run', 'issue_comment'].some((event) =>
      workflow.triggers.has(event),
    ) && fetches(workflow),
  /** An expression in a script is replaced before the shell reads it. */
  'template-injection': ({ workflow }) =>
    steps(workflow).some(({ run }) => run !== null && run.includes('${{')),
  'excessive-permissions': ({ workflow: { rights } }) =>
    rights === null || 'all' in rights || rights.size > 0,
  'undocumented-permissions': ({ text }) =>
    permissionLines(text).some((line) => !/\S\s+# \S/.test(line)),
  'no-checkout': ({ workflow }) => fetches(workflow),
  'unpinned-uses': ({ workflow }) =>
    steps(workflow).some(({ uses }) => uses !== null && !/@[0-9a-f]{40}$/.test(uses)),
  'version-not-named': ({ text }) =>
    text.split('\n').some((line) => /uses: \S+@[0-9a-f]{40}/.test(line) && !/ # v\d/.test(line)),
  'secrets-outside-environment': ({ text, workflow }) =>
    /\bsecrets\s*[.[]/.test(text) && workflow.jobs.some(({ environment }) => environment === null),
  'no-concurrency': ({ text, workflow }) => isPrivileged(workflow) && !/^concurrency:$/m.test(text),
  'cancel-in-progress': ({ workflow }) => workflow.cancels,
  'job-named-like-check': ({ workflow }) =>
    workflow.jobs.some(({ id, name }) => /jitl\/gate|\$\{\{/i.test(name ?? id)),
  /** Who set a run off is not who wrote what it looks at. */
  'bot-conditions': ({ text }) => /github\.(?:triggering_)?actor\b/.test(text),
  /** A block that keeps its line break around an expression is a text, and so is always true. */
  'unsound-condition': ({ text }) =>
    /^\s*if: [|>]\+?\s*$/m.test(text) || /^\s*if: [|>]-\n[^\n]*\$\{\{/m.test(text),
  'unsound-contains': ({ text }) => /contains\(\s*'/.test(text),
  'runner-files': ({ text }) => /GITHUB_(?:ENV|PATH|OUTPUT)/.test(text),
  'no-time-limit': ({ text }) => !/^ {4}timeout-minutes: \d+$/m.test(text),
} satisfies Record<string, (one: Looked) => boolean>;

export type WorkflowRule = keyof typeof workflowRules;

interface Looked {
  readonly text: string;
  readonly workflow: Workflow;
}

/** The rules that a workflow breaks. Throws where it cannot be read. */
export function brokenRules(path: string, text: string): readonly WorkflowRule[] {
  const { workflow } = readWorkflow({ path, text });
  if ('unreadable' in workflow) throw new Error(workflow.unreadable);
  const names = Object.keys(workflowRules) as WorkflowRule[];
  return names.filter((name) => workflowRules[name]({ text, workflow }));
}

function steps({ jobs }: Workflow) {
  return jobs.flatMap((job) => job.steps);
}

function fetches(workflow: Workflow): boolean {
  return steps(workflow).some(
    ({ uses, run }) => /checkout/i.test(uses ?? '') || /\bgit\s|\bgh\s/.test(run ?? ''),
  );
}

function isPrivileged({ triggers }: Workflow): boolean {
  return ['workflow_run', 'pull_request_target', 'issue_comment'].some((event) =>
    triggers.has(event),
  );
}

/** The lines below each `permissions:` that name a right. */
function permissionLines(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const start = /^( *)permissions:$/.exec(line);
    if (start === null) return [];
    const indent = (start[1] ?? '').length + 2;
    const below = lines.slice(index + 1);
    const end = below.findIndex((next) => next.search(/\S/) < indent);
    return end === -1 ? below : below.slice(0, end);
  });
}
