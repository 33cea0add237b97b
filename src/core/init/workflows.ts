/** How the verdict is published: by the workflow's own token, or by an App that only the gate can use. */
export type SetupTier = 'starter' | 'hardened';

export interface WorkflowSettings {
  readonly tier: SetupTier;
  /** What `uses:` names, such as `jitl-dev/jitl@v0.1.0`. */
  readonly action: string;
  /** What stands behind it as a comment, such as the version that a commit id is of; or null. */
  readonly version: string | null;
  /** Branches that the gate protects, without `refs/heads/`. */
  readonly branches: readonly string[];
}

export const signalPath = '.github/workflows/jitl-signal.yml';
export const gatePath = '.github/workflows/jitl-gate.yml';

/** The name that ties both workflows together. */
export const SIGNAL_NAME = 'jitl signal';

/** The environment that holds the key of the App. */
export const GATE_ENVIRONMENT = 'jitl';

/** What the workflow's own token needs where it publishes; with an App it needs nothing. */
export const STARTER_PERMISSIONS = {
  contents: 'read',
  'pull-requests': 'write',
  statuses: 'write',
} as const;

/**
 * The workflow that a pull request may change, since GitHub takes it from there: it has no rights, does
 * nothing, and leaves nothing behind. That it ran, or has been cut out, decides nothing.
 */
export function signalWorkflow(): string {
  return `# Tells the gate that something happened to a pull request, and does nothing else. GitHub takes this
# file from the pull request itself, so it has no rights, and the gate believes nothing of it.
name: ${SIGNAL_NAME}

on:
  pull_request:
    types: [opened, synchronize, reopened, edited, ready_for_review, converted_to_draft, closed]
  pull_request_review:
    types: [submitted, edited, dismissed]
  merge_group:
    types: [checks_requested]

permissions: {}

jobs:
  signal:
    # Never give a job the name of the required check, \`jitl/gate@…\`: GitHub would take it for that.
    name: ${SIGNAL_NAME}
    runs-on: ubuntu-latest
    timeout-minutes: 2
    steps:
      - run: 'true'
`;
}

/**
 * The workflow that judges. All of its events take it from the default branch, so no pull request can
 * change it, and it checks nothing out.
 */
export function gateWorkflow(settings: WorkflowSettings): string {
  return `# Judges pull requests. Every event below takes this file from the default branch, whatever a pull
# request contains; nothing of a pull request is checked out, built or run.
name: jitl gate

on:
  workflow_run:
    workflows: [${SIGNAL_NAME}]
    types: [completed]
  issue_comment:
    types: [created]
  push:
    branches: [${settings.branches.map(quoted).join(', ')}]
  schedule:
    - cron: '17 * * * *'
  workflow_dispatch:

permissions: {}

# One after the other for one branch. A run that goes on is never cut off; one that waits gives way to a
# newer one, which looks at the same. Comments that ask for nothing stand alone, so that none of them
# takes the place of a run that waits.
concurrency:
  group: jitl-gate-\${{ github.event.workflow_run.head_repository.full_name }}:\${{ github.event.workflow_run.head_branch || github.event.workflow_run.id || (github.event_name == 'issue_comment' && github.event.comment.body != '/jitl recheck' && github.run_id) || github.event.issue.number || github.ref }}
  cancel-in-progress: false

jobs:
  gate:
    # Never give a job the name of the required check, \`jitl/gate@…\`: GitHub would take it for that.
    name: jitl
    if: >-
      github.event_name != 'issue_comment' ||
      (github.event.issue.pull_request && github.event.comment.body == '/jitl recheck')
    runs-on: ubuntu-latest
    timeout-minutes: 15
${settings.tier === 'starter' ? STARTER_RIGHTS : HARDENED_RIGHTS}
    steps:
      - uses: ${settings.action}${settings.version === null ? '' : ` # ${settings.version}`}
${settings.tier === 'starter' ? '' : APP_INPUTS}`;
}

const STARTER_RIGHTS = `    permissions:
      contents: ${STARTER_PERMISSIONS.contents} # fetches the objects of base and head, and reads policies and CODEOWNERS
      pull-requests: ${STARTER_PERMISSIONS['pull-requests']} # reads reviews, writes the brief as a comment, asks reviewers
      statuses: ${STARTER_PERMISSIONS.statuses} # publishes the verdict on the head of the pull request
`;

const HARDENED_RIGHTS = `    # The App does everything; the workflow's own token is given nothing.
    permissions: {}
    # Holds the key of the App, and opens for the default branch alone.
    environment:
      name: ${GATE_ENVIRONMENT}
      deployment: false
`;

const APP_INPUTS = `        with:
          app-id: \${{ vars.JITL_APP_ID }}
          app-private-key: \${{ secrets.JITL_APP_PRIVATE_KEY }}
`;

/** As a YAML string: a branch may be called \`on\` or hold any mark. */
function quoted(branch: string): string {
  return `'${branch.replaceAll("'", "''")}'`;
}
