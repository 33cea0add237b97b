import * as z from 'zod';

import type { Asked, BranchRules, SettingsReading } from '../../core/doctor/settings.ts';
import { GATE_ENVIRONMENT } from '../../core/init/workflows.ts';
import { parseCodeowners } from '../../core/ownership/codeowners-parse.ts';
import { JitlError } from '../../errors.ts';
import type { RepositorySettings, Setting } from '../../forge-settings.ts';
import type { GitHubClient } from './api.ts';
import { readCodeownersFile, readWorkflowFiles } from './branch-files.ts';
import { readLastResult } from './last-result.ts';
import { readAs } from './payload.ts';
import { readTeam } from './rights.ts';
import { createSettingsForge, type Home } from './settings.ts';

/** How many teams are asked for; one request each. */
const MOST_TEAMS = 50;

/** Everything that `jitl doctor` looks at. `branch` null: the default branch. */
export async function readSettings(
  client: GitHubClient,
  home: Home,
  asked: string | null,
): Promise<SettingsReading> {
  const branch = asked ?? (await defaultBranch(client, home));
  const [settings, workflows, file, lastResult] = await Promise.all([
    createSettingsForge(client, home).readSettings(branch, GATE_ENVIRONMENT),
    asking(() => readWorkflowFiles(client, { ...home, ref: branch })),
    asking(() => readCodeownersFile(client, { ...home, ref: branch })),
    asking(() => readLastResult(client, { ...home, branch })),
  ]);
  return {
    branch,
    repository: map(settings.repository, (found) => ({
      name: found.name,
      visibility: visibilityOf(found.visibility),
      defaultBranch: found.defaultBranch,
      mergeMethods: found.mergeMethods ?? [],
    })),
    token: map(settings.identity, ({ login, app }) => ({
      login,
      kind: kindOf(login, app),
      appId: app,
      // GitHub tells the rights of an App to that App alone, by its key.
      permissions: null,
    })),
    rules: map(settings.rules, rulesOf),
    bypass: bypassOf(settings),
    workflows,
    codeowners: codeownersOf(file, settings.codeownersErrors),
    teams: await readTeams(client, file),
    workflowPermissions: map(settings.workflows, ({ defaultPermissions, mayApprove }) => ({
      default: defaultPermissions === 'read' ? 'read' : 'write',
      mayApprove,
    })),
    actionsPolicies: map(settings.actionsPolicies, policiesOf),
    environment: map(settings.environment, (found) =>
      found === null ? null : { branches: found.branches, adminBypass: found.adminsBypass },
    ),
    lastResult,
  };
}

async function defaultBranch(client: GitHubClient, home: Home): Promise<string> {
  const answer = await client.get('/repos/{owner}/{repo}', { ...home });
  return readAs(z.object({ default_branch: z.string() }), answer, 'the repository').default_branch;
}

async function asking<Value>(read: () => Promise<Value>): Promise<Asked<Value>> {
  try {
    return { kind: 'read', value: await read() };
  } catch (error) {
    if (!(error instanceof JitlError)) throw error;
    return { kind: 'unread', why: error.message };
  }
}

function map<From, To>(setting: Setting<From>, change: (value: From) => To): Asked<To> {
  if ('unread' in setting) return { kind: 'unread', why: setting.unread };
  return { kind: 'read', value: change(setting.value) };
}

/** GitHub has not published their form: a list, or an object that holds one. */
function policiesOf(found: unknown): readonly unknown[] | null {
  const list = z.object({ policies: z.array(z.unknown()) }).safeParse(found);
  if (list.success) return list.data.policies;
  if (found === null) return null;
  return Array.isArray(found) ? found : [found];
}

/** What is not known counts as what may be seen by most. */
function visibilityOf(text: string): 'public' | 'private' | 'internal' {
  return text === 'private' || text === 'internal' ? text : 'public';
}

function kindOf(login: string, app: number | null): 'app' | 'actions' | 'user' {
  if (app !== null) return 'app';
  if (login === 'github-actions[bot]') return 'actions';
  return login.endsWith('[bot]') ? 'app' : 'user';
}

function rulesOf(
  found: Extract<RepositorySettings['rules'], { readonly value: unknown }>['value'],
): BranchRules {
  const { pullRequest, mergeQueue } = found;
  const known = ['merge', 'squash', 'rebase'] as const;
  return {
    requiredChecks: found.requiredChecks.map(({ context, app }) => ({
      context,
      integrationId: app,
    })),
    pullRequest:
      pullRequest === null
        ? null
        : {
            requiredApprovals: pullRequest.approvals,
            dismissStaleReviews: pullRequest.dismissesStale,
            lastPushApproval: pullRequest.lastPushApproval,
            codeOwnerReview: pullRequest.codeOwners,
            mergeMethods:
              pullRequest.mergeMethods === null
                ? null
                : known.filter((method) => pullRequest.mergeMethods?.includes(method)),
          },
    blocksForcePush: found.blocksForcePush,
    blocksDeletion: found.blocksDeletion,
    mergeQueue: mergeQueue === null ? null : { allEntries: mergeQueue.everyEntry },
  };
}

/** Rulesets of other branches too: which of them hold on this one is not asked. */
function bypassOf({ rulesets }: RepositorySettings): SettingsReading['bypass'] {
  if ('unread' in rulesets) return { kind: 'unread', why: rulesets.unread };
  const active = rulesets.value.filter(({ enforcement }) => enforcement === 'active');
  if (active.some(({ bypass }) => bypass === null))
    return { kind: 'unread', why: 'the token may not see who may bypass a ruleset' };
  const value = active.flatMap(({ name, bypass }) =>
    (bypass ?? []).map(({ type, id, mode }) => ({ ruleset: name, type, id, mode: modeOf(mode) })),
  );
  return { kind: 'read', value };
}

/** A mode that is not known counts as the widest. */
function modeOf(text: string): 'always' | 'pull_request' | 'exempt' {
  return text === 'always' || text === 'pull_request' ? text : 'exempt';
}

type File = Awaited<ReturnType<typeof readCodeownersFile>>;

function codeownersOf(
  file: Asked<File>,
  errors: RepositorySettings['codeownersErrors'],
): SettingsReading['codeowners'] {
  if (file.kind === 'unread') return file;
  if (file.value === null) return { kind: 'read', value: null };
  if ('unread' in errors) return { kind: 'unread', why: errors.unread };
  if (errors.value === null)
    return { kind: 'unread', why: `GitHub does not take ${file.value.path} for one` };
  const own = errors.value.map(({ line, kind, message }) => ({
    line,
    kind,
    message,
    suggestion: null,
  }));
  return { kind: 'read', value: { ...file.value, errors: own } };
}

async function readTeams(
  client: GitHubClient,
  file: Asked<File>,
): Promise<SettingsReading['teams']> {
  const text = file.kind === 'read' ? (file.value?.text ?? '') : '';
  const { rules } = parseCodeowners(new TextEncoder().encode(text));
  const named = rules.flatMap(({ owners }) =>
    owners.flatMap((owner) => (owner.kind === 'team' ? owner.folded.replace(/^@/, '') : [])),
  );
  return Promise.all(
    [...new Set(named)].map(async (name, index) => {
      if (index >= MOST_TEAMS)
        return { name: `@${name}`, readable: { kind: 'unread', why: 'there are too many teams' } };
      const { team } = await readTeam(client, name);
      return { name: `@${name}`, readable: { kind: 'read', value: team.members !== null } };
    }),
  );
}
