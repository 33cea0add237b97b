import * as z from 'zod';

import { asking } from '../../asking.ts';
import type { Asked, SettingsReading } from '../../core/doctor/settings.ts';
import { GATE_ENVIRONMENT } from '../../core/init/workflows.ts';
import { parseCodeowners } from '../../core/ownership/codeowners-parse.ts';
import type { GitHubClient } from './api.ts';
import { readCodeownersFile, readWorkflowFiles } from './branch-files.ts';
import { readLastResult } from './last-result.ts';
import { readAs } from './payload.ts';
import { readTeam } from './rights.ts';
import { readBypass, readRules } from './settings-rules.ts';
import {
  readActionsPolicies,
  readCodeownersErrors,
  readEnvironment,
  readRepository,
  readToken,
  readWorkflowPermissions,
  type Home,
} from './settings.ts';

/** How many teams are asked for; one request each. */
const MOST_TEAMS = 50;

/** Everything that `jitl doctor` looks at. `branch` null: the default branch. */
export async function readSettings(
  client: GitHubClient,
  home: Home,
  asked: string | null,
): Promise<SettingsReading> {
  const branch = asked ?? (await defaultBranch(client, home));
  const ref = branch;
  const file = asking(() => readCodeownersFile(client, { ...home, ref }));
  const errors = asking(() => readCodeownersErrors(client, home, ref));
  const reading = {
    repository: asking(() => readRepository(client, home)),
    token: asking(() => readToken(client)),
    rules: asking(() => readRules(client, home, branch)),
    bypass: asking(() => readBypass(client, home)),
    workflows: asking(() => readWorkflowFiles(client, { ...home, ref })),
    workflowPermissions: asking(() => readWorkflowPermissions(client, home)),
    actionsPolicies: asking(() => readActionsPolicies(client, home)),
    environment: asking(() => readEnvironment(client, home, GATE_ENVIRONMENT)),
    lastResult: asking(() => readLastResult(client, { ...home, branch })),
  };
  return {
    branch,
    repository: await reading.repository,
    token: await reading.token,
    rules: await reading.rules,
    bypass: await reading.bypass,
    workflows: await reading.workflows,
    codeowners: codeownersOf(await file, await errors),
    teams: await readTeams(client, await file),
    workflowPermissions: await reading.workflowPermissions,
    actionsPolicies: await reading.actionsPolicies,
    environment: await reading.environment,
    lastResult: await reading.lastResult,
  };
}

async function defaultBranch(client: GitHubClient, home: Home): Promise<string> {
  const answer = await client.get('/repos/{owner}/{repo}', { ...home });
  return readAs(z.object({ default_branch: z.string() }), answer, 'the repository').default_branch;
}

type File = Awaited<ReturnType<typeof readCodeownersFile>>;

function codeownersOf(
  file: Asked<File>,
  errors: Asked<Awaited<ReturnType<typeof readCodeownersErrors>>>,
): SettingsReading['codeowners'] {
  if (file.kind === 'unread') return file;
  if (file.value === null) return { kind: 'read', value: null };
  if (errors.kind === 'unread') return errors;
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
