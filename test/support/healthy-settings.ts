import { appPermissions } from '../../src/core/init/app-manifest.ts';
import { ACTIONS_APP } from '../../src/core/init/ruleset.ts';
import {
  gatePath,
  gateWorkflow,
  signalPath,
  signalWorkflow,
  type SetupTier,
} from '../../src/core/init/workflows.ts';
import type { Asked, SettingsReading } from '../../src/core/doctor/settings.ts';

export const OUR_APP = 424_242;
export const PINNED = `jitl-dev/jitl@${'0123456789'.repeat(4)}`;

export function read<Value>(value: Value): Asked<Value> {
  return { kind: 'read', value };
}

export function gateText(tier: SetupTier): string {
  return gateWorkflow({ tier, action: PINNED, version: 'v0.1.0', branches: ['main'] });
}

export const CODEOWNERS = `*           @acme/everybody
/.jitl/     @acme/security
/.github/   @acme/security
`;

/** A repository in which nobody can be talked past the gate, as an administrator's App sees it. */
export function healthySettings(tier: SetupTier): SettingsReading {
  const app = tier === 'starter' ? ACTIONS_APP : OUR_APP;
  const teams = ['@acme/everybody', '@acme/security'];
  const people = CODEOWNERS.replaceAll(/@acme\/\w+/g, '@dana');
  const text = tier === 'starter' ? people : CODEOWNERS;
  return {
    branch: 'main',
    repository: read({
      name: 'acme/shop',
      visibility: 'public',
      defaultBranch: 'main',
      mergeMethods: ['squash'],
    }),
    token: read({
      login: tier === 'starter' ? 'dana' : 'jitl-gate[bot]',
      kind: tier === 'starter' ? 'user' : 'app',
      appId: tier === 'starter' ? null : OUR_APP,
      permissions: tier === 'starter' ? null : appPermissions,
    }),
    rules: read({
      requiredChecks: [
        { context: 'build', integrationId: null },
        { context: 'jitl/gate@main', integrationId: app },
      ],
      pullRequest: {
        requiredApprovals: 1,
        dismissStaleReviews: true,
        lastPushApproval: true,
        codeOwnerReview: true,
        mergeMethods: ['squash'],
      },
      blocksForcePush: true,
      blocksDeletion: true,
      mergeQueue: { allEntries: true },
    }),
    bypass: read([]),
    workflows: read([
      { path: signalPath, text: signalWorkflow() },
      { path: gatePath, text: gateText(tier) },
      {
        path: '.github/workflows/build.yml',
        text: 'on: push\njobs: { build: { runs-on: ubuntu-latest, steps: [{ run: make }] } }\n',
      },
    ]),
    codeowners: read({ path: '.github/CODEOWNERS', size: text.length, text, errors: [] }),
    teams: tier === 'starter' ? [] : teams.map((name) => ({ name, readable: read(true) })),
    workflowPermissions: read({ default: 'read', mayApprove: false }),
    actionsPolicies: read(null),
    environment: read(tier === 'starter' ? null : { branches: ['main'], adminBypass: false }),
    lastResult: read({
      context: 'jitl/gate@main',
      by: tier === 'starter' ? null : OUR_APP,
      login: tier === 'starter' ? 'github-actions[bot]' : 'jitl-gate[bot]',
    }),
  };
}
