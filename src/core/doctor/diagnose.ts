import { ACTIONS_APP } from '../init/ruleset.ts';
import { gatePath, type SetupTier } from '../init/workflows.ts';
import { parseRepositoryName } from '../forge-address.ts';
import { checkEventPolicy, checkWorkflowPermissions } from './actions-settings.ts';
import { checkAppRights } from './app-rights.ts';
import { checkBranchRules } from './branch-rules.ts';
import { checkBypass } from './bypass.ts';
import { checkCodeowners } from './codeowners.ts';
import { checkEnvironment } from './environment.ts';
import { checked, unread, type Checked, type Finding } from './finding.ts';
import { tierOf } from './gate-rights.ts';
import { checkLastResult } from './last-result.ts';
import { checkMergeQueue } from './merge-queue.ts';
import { checkRequired } from './required-check.ts';
import type { SettingsReading } from './settings.ts';
import type { Subject } from './subject.ts';
import { checkTeams } from './teams.ts';
import { readWorkflow, type WorkflowFileReading } from './workflow-file.ts';
import { checkWorkflows } from './workflows.ts';

/** What was found out about the settings of one branch. */
export interface Diagnosis {
  /** `owner/name`; null where it is not known. */
  readonly repository: string | null;
  /** Without `refs/heads/`; null where nothing of the forge could be read. */
  readonly branch: string | null;
  readonly tier: SetupTier | null;
  readonly findings: readonly Finding[];
  readonly passed: readonly { readonly check: Checked['check']; readonly message: string }[];
}

const CHECKS = [
  checkRepository,
  checkRequired,
  checkWorkflows,
  checkEventPolicy,
  checkBypass,
  checkBranchRules,
  checkMergeQueue,
  checkEnvironment,
  checkAppRights,
  checkCodeowners,
  checkTeams,
  checkWorkflowPermissions,
  checkLastResult,
] as const;

/** Looks at everything that was asked of the forge. `tier`: what is meant, where the files do not say. */
export function diagnoseSettings(
  reading: SettingsReading,
  { tier, local = [] }: { readonly tier?: SetupTier; readonly local?: readonly Checked[] } = {},
): Diagnosis {
  const workflows =
    reading.workflows.kind === 'read' ? reading.workflows.value.map(readWorkflow) : [];
  const name = reading.repository.kind === 'read' ? reading.repository.value.name : null;
  const context = `jitl/gate@${reading.branch}`;
  const subject: Subject = {
    reading,
    tier: tier ?? tierFound(reading, workflows, context),
    repository: name !== null && parseRepositoryName(name) !== null ? name : '{owner}/{repo}',
    context,
    workflows,
  };
  const about = { repository: name, branch: reading.branch, tier: subject.tier };
  return joined([...CHECKS.map((check) => check(subject)), ...local], about);
}

/** The forge could not be asked at all, which is never green. */
export function diagnoseUnreached(
  { why, fix }: { readonly why: string; readonly fix?: string },
  local: readonly Checked[],
): Diagnosis {
  const about = { what: 'the settings', why, essential: true };
  const forge = unread('forge', fix === undefined ? about : { ...about, fix });
  return joined([forge, ...local], { repository: null, branch: null, tier: null });
}

function joined(
  all: readonly Checked[],
  about: Pick<Diagnosis, 'repository' | 'branch' | 'tier'>,
): Diagnosis {
  const order = ['error', 'warning', 'note'] as const;
  return {
    ...about,
    findings: order.flatMap((severity) =>
      all.flatMap(({ findings }) => findings.filter((one) => one.severity === severity)),
    ),
    passed: all.flatMap(({ check, passed }) =>
      passed === null ? [] : [{ check, message: passed }],
    ),
  };
}

/** As the workflow is written; else as the rule expects; else the lesser one. */
function tierFound(
  { rules }: SettingsReading,
  workflows: readonly WorkflowFileReading[],
  context: string,
): SetupTier {
  const gate = workflows.find(({ path }) => path === gatePath)?.workflow;
  const written = gate === undefined || 'unreadable' in gate ? null : tierOf(gate);
  if (written !== null) return written;
  const required = rules.kind === 'read' ? rules.value.requiredChecks : [];
  const app = required.find((one) => one.context === context)?.integrationId ?? ACTIONS_APP;
  return app === ACTIONS_APP ? 'starter' : 'hardened';
}

/** The gate's own workflow is taken from the default branch, whatever branch is looked at. */
function checkRepository({ reading }: Subject): Checked {
  if (reading.repository.kind === 'unread')
    return unread('forge', {
      what: 'the repository',
      why: reading.repository.why,
      essential: true,
    });
  const { defaultBranch } = reading.repository.value;
  const found =
    defaultBranch === reading.branch
      ? []
      : [
          {
            id: 'other-branch',
            message: `workflows were read from \`${reading.branch}\`, and GitHub runs the gate from \`${defaultBranch}\``,
            where: null,
            fix: 'look at the default branch too: leave `--branch` out',
            command: 'jitl doctor',
          } as const,
        ];
  return checked('forge', found, 'the settings were read');
}
