import { checked, unread, whenRead, type Checked, type Found } from './finding.ts';
import type { Subject } from './subject.ts';
import { gatePath } from '../init/workflows.ts';

/**
 * Since 2 November 2026 GitHub blocks `pull_request_target` in public repositories unless a policy allows
 * it. The gate needs it nowhere, but may be set up to run on it as well.
 */
export function checkEventPolicy({ reading, workflows }: Subject): Checked {
  if (reading.workflows.kind === 'unread')
    return unread('event-policy', {
      what: 'which events the gate runs on',
      why: reading.workflows.why,
      essential: false,
    });
  const gate = workflows.find(({ path }) => path === gatePath)?.workflow;
  const listens =
    gate !== undefined && !('unreadable' in gate) && gate.triggers.has('pull_request_target');
  if (!listens) return checked('event-policy', [], 'the gate runs on no event that may be blocked');
  if (reading.repository.kind === 'unread')
    return unread('event-policy', {
      what: 'whether the repository is public',
      why: reading.repository.why,
      essential: false,
    });
  if (reading.repository.value.visibility !== 'public')
    return checked(
      'event-policy',
      [],
      '`pull_request_target` is blocked in public repositories alone',
    );
  const about = {
    check: 'event-policy',
    what: 'the policies for Actions',
    essential: false,
  } as const;
  return whenRead(reading.actionsPolicies, about, (policies) =>
    checked(
      'event-policy',
      [policies === null || policies.length === 0 ? blocked() : unverified(policies.length)],
      'a policy may allow `pull_request_target`',
    ),
  );
}

const POLICIES = 'Settings → Actions → Policies';

function blocked(): Found {
  return {
    id: 'event-blocked',
    message:
      'the gate lists `pull_request_target`, which GitHub blocks in public repositories without a policy',
    where: POLICIES,
    fix: `add a policy that allows the event for \`${gatePath}\`, or remove the event: the signal tells of pull requests`,
    command: null,
  };
}

function unverified(count: number): Found {
  return {
    id: 'event-policy-unverified',
    message: `there are policies for Actions (${count}), and jitl does not read what they say`,
    where: POLICIES,
    fix: `see that one allows \`pull_request_target\` for \`${gatePath}\``,
    command: null,
  };
}

/** What any workflow gets that asks for nothing. */
export function checkWorkflowPermissions({ reading, repository }: Subject): Checked {
  const about = {
    check: 'workflow-permissions',
    what: 'the default permissions of workflows',
    essential: false,
  } as const;
  return whenRead(reading.workflowPermissions, about, (permissions) => {
    const where = 'Settings → Actions → General → Workflow permissions';
    const put = `gh api -X PUT repos/${repository}/actions/permissions/workflow`;
    const found: Found[] = [];
    if (permissions.default === 'write')
      found.push({
        id: 'workflow-token-writes',
        message: 'a workflow that asks for no rights gets a token that can write',
        where,
        fix: '"Read repository contents and packages permissions"',
        command: `${put} -f default_workflow_permissions=read`,
      });
    if (permissions.mayApprove)
      found.push({
        id: 'actions-may-approve',
        message: 'workflows may approve pull requests, which GitHub counts',
        where,
        fix: 'Allow GitHub Actions to create and approve pull requests: off',
        command: `${put} -F can_approve_pull_request_reviews=false`,
      });
    return checked('workflow-permissions', found, 'workflows may read, and may not approve');
  });
}
