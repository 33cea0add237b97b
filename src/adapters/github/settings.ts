import * as z from 'zod';

import type { Asked, SettingsReading } from '../../core/doctor/settings.ts';
import type { GitHubClient } from './api.ts';
import { mergeMethods } from './merge-methods.ts';
import { readAs } from './payload.ts';
import { readLogin } from './viewer.ts';

export interface Home {
  readonly owner: string;
  readonly repo: string;
}

type Read<Name extends keyof SettingsReading> =
  SettingsReading[Name] extends Asked<infer Value> ? Value : never;

const repositoryShape = z.object({
  full_name: z.string(),
  visibility: z.string().optional(),
  private: z.boolean(),
  default_branch: z.string(),
  allow_merge_commit: z.boolean().optional(),
  allow_squash_merge: z.boolean().optional(),
  allow_rebase_merge: z.boolean().optional(),
});

export async function readRepository(
  client: GitHubClient,
  home: Home,
): Promise<Read<'repository'>> {
  const answer = await client.get('/repos/{owner}/{repo}', { ...home });
  const found = readAs(repositoryShape, answer, 'the repository');
  return {
    name: found.full_name,
    visibility: visibilityOf(found.visibility ?? (found.private ? 'private' : 'public')),
    defaultBranch: found.default_branch,
    mergeMethods:
      mergeMethods({
        merge: found.allow_merge_commit,
        squash: found.allow_squash_merge,
        rebase: found.allow_rebase_merge,
      }) ?? [],
  };
}

/** What is not known counts as what may be seen by most. */
function visibilityOf(text: string): Read<'repository'>['visibility'] {
  return text === 'private' || text === 'internal' ? text : 'public';
}

const environmentShape = z.object({
  can_admins_bypass: z.boolean().optional(),
  deployment_branch_policy: z
    .object({ protected_branches: z.boolean(), custom_branch_policies: z.boolean() })
    .nullish(),
});

const branchPolicies = z.array(z.object({ name: z.string().optional() }));

/** Null: there is no environment of that name. */
export async function readEnvironment(
  client: GitHubClient,
  home: Home,
  name: string,
): Promise<Read<'environment'>> {
  const route = '/repos/{owner}/{repo}/environments/{name}';
  const answer = await client.get(route, { ...home, name }, { orNull: [404] });
  if (answer === null) return null;
  const found = readAs(environmentShape, answer, 'the environment');
  const adminBypass = found.can_admins_bypass ?? true;
  const policy = found.deployment_branch_policy ?? null;
  if (policy === null) return { branches: 'all', adminBypass };
  if (!policy.custom_branch_policies) return { branches: 'protected', adminBypass };
  const options = { limit: 100, key: 'branch_policies' };
  const listed = await client.pages(
    `${route}/deployment-branch-policies`,
    { ...home, name },
    options,
  );
  const policies = readAs(branchPolicies, listed.items, 'the branches of the environment');
  return { branches: policies.map((one) => one.name ?? '?'), adminBypass };
}

const codeowners = z.object({
  errors: z.array(
    z.object({ path: z.string(), line: z.int(), kind: z.string(), message: z.string() }),
  ),
});

/** What GitHub finds wrong with CODEOWNERS; null: it finds none there. */
export async function readCodeownersErrors(client: GitHubClient, home: Home, ref: string) {
  const route = '/repos/{owner}/{repo}/codeowners/errors';
  const answer = await client.get(route, { ...home, ref }, { orNull: [404] });
  return answer === null ? null : readAs(codeowners, answer, 'the errors of CODEOWNERS').errors;
}

const workflowShape = z.object({
  default_workflow_permissions: z.string(),
  can_approve_pull_request_reviews: z.boolean(),
});

export async function readWorkflowPermissions(
  client: GitHubClient,
  home: Home,
): Promise<Read<'workflowPermissions'>> {
  const answer = await client.get('/repos/{owner}/{repo}/actions/permissions/workflow', {
    ...home,
  });
  const found = readAs(workflowShape, answer, 'the permissions of workflows');
  return {
    default: found.default_workflow_permissions === 'read' ? 'read' : 'write',
    mayApprove: found.can_approve_pull_request_reviews,
  };
}

/** GitHub has not published their form: a list, or an object that holds one. */
export async function readActionsPolicies(
  client: GitHubClient,
  home: Home,
): Promise<Read<'actionsPolicies'>> {
  const found = await client.get('/repos/{owner}/{repo}/actions/policies', { ...home });
  const list = z.object({ policies: z.array(z.unknown()) }).safeParse(found);
  if (list.success) return list.data.policies;
  if (found === null) return null;
  return Array.isArray(found) ? found : [found];
}

/** Whose token it is. GitHub tells the rights of an App to that App alone, by its key. */
export async function readToken(client: GitHubClient): Promise<Read<'token'>> {
  const login = await readLogin(client);
  const kind =
    client.app !== null || (login.endsWith('[bot]') && login !== 'github-actions[bot]')
      ? 'app'
      : login === 'github-actions[bot]'
        ? 'actions'
        : 'user';
  return { login, kind, appId: client.app, permissions: null };
}
