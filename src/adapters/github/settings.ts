import * as z from 'zod';

import { JitlError } from '../../errors.ts';
import type { EnvironmentSettings, Setting, SettingsForge } from '../../forge-settings.ts';
import type { GitHubClient } from './api.ts';
import { mergeMethods } from './merge-methods.ts';
import { id, readAs } from './payload.ts';
import { readRules, readRulesets } from './settings-rules.ts';
import { readLogin } from './viewer.ts';

export interface Home {
  readonly owner: string;
  readonly repo: string;
}

/** How a repository is set up, setting by setting: what the token may not see says so. */
export function createSettingsForge(client: GitHubClient, home: Home): SettingsForge {
  return {
    async readSettings(branch, environment) {
      const [repository, rules, rulesets, vault, codeownersErrors, workflows, policies, identity] =
        await Promise.all([
          setting(() => readRepository(client, home)),
          setting(() => readRules(client, home, branch)),
          setting(() => readRulesets(client, home)),
          setting(() => readEnvironment(client, home, environment)),
          setting(() => readCodeownersErrors(client, home, branch)),
          setting(() => readWorkflows(client, home)),
          setting(() => client.get('/repos/{owner}/{repo}/actions/policies', { ...home })),
          setting(async () => ({ login: await readLogin(client), app: client.app })),
        ]);
      return {
        repository,
        rules,
        rulesets,
        environment: vault,
        codeownersErrors,
        workflows,
        actionsPolicies: policies,
        identity,
      };
    },
  };
}

async function setting<T>(read: () => Promise<T>): Promise<Setting<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    if (!(error instanceof JitlError)) throw error;
    const { message, help } = error;
    return { unread: help === undefined ? message : `${message}; ${help}` };
  }
}

const repositoryShape = z.object({
  id,
  full_name: z.string(),
  visibility: z.string().optional(),
  private: z.boolean(),
  default_branch: z.string(),
  allow_merge_commit: z.boolean().optional(),
  allow_squash_merge: z.boolean().optional(),
  allow_rebase_merge: z.boolean().optional(),
});

async function readRepository(client: GitHubClient, home: Home) {
  const answer = await client.get('/repos/{owner}/{repo}', { ...home });
  const found = readAs(repositoryShape, answer, 'the repository');
  return {
    id: found.id,
    name: found.full_name,
    visibility: found.visibility ?? (found.private ? 'private' : 'public'),
    defaultBranch: found.default_branch,
    mergeMethods: mergeMethods({
      merge: found.allow_merge_commit,
      squash: found.allow_squash_merge,
      rebase: found.allow_rebase_merge,
    }),
  };
}

const environmentShape = z.object({
  can_admins_bypass: z.boolean().optional(),
  deployment_branch_policy: z
    .object({ protected_branches: z.boolean(), custom_branch_policies: z.boolean() })
    .nullish(),
});

const branchPolicies = z.array(z.object({ name: z.string().optional() }));

async function readEnvironment(
  client: GitHubClient,
  home: Home,
  name: string,
): Promise<EnvironmentSettings | null> {
  const route = '/repos/{owner}/{repo}/environments/{name}';
  const answer = await client.get(route, { ...home, name }, { orNull: [404] });
  if (answer === null) return null;
  const found = readAs(environmentShape, answer, 'the environment');
  const adminsBypass = found.can_admins_bypass ?? true;
  const policy = found.deployment_branch_policy ?? null;
  if (policy === null) return { branches: 'all', adminsBypass };
  if (!policy.custom_branch_policies) return { branches: 'protected', adminsBypass };
  const options = { limit: 100, key: 'branch_policies' };
  const listed = await client.pages(
    `${route}/deployment-branch-policies`,
    { ...home, name },
    options,
  );
  const policies = readAs(branchPolicies, listed.items, 'the branches of the environment');
  return { branches: policies.map((one) => one.name ?? '?'), adminsBypass };
}

const codeowners = z.object({
  errors: z.array(
    z.object({ path: z.string(), line: z.int(), kind: z.string(), message: z.string() }),
  ),
});

async function readCodeownersErrors(client: GitHubClient, home: Home, ref: string) {
  const route = '/repos/{owner}/{repo}/codeowners/errors';
  const answer = await client.get(route, { ...home, ref }, { orNull: [404] });
  return answer === null ? null : readAs(codeowners, answer, 'the errors of CODEOWNERS').errors;
}

const workflowShape = z.object({
  default_workflow_permissions: z.string(),
  can_approve_pull_request_reviews: z.boolean(),
});

async function readWorkflows(client: GitHubClient, home: Home) {
  const answer = await client.get('/repos/{owner}/{repo}/actions/permissions/workflow', {
    ...home,
  });
  const found = readAs(workflowShape, answer, 'the permissions of workflows');
  return {
    defaultPermissions: found.default_workflow_permissions,
    mayApprove: found.can_approve_pull_request_reviews,
  };
}
