import * as z from 'zod';

import type { Account } from '../../core/snapshot/snapshot.ts';
import type { CollaboratorReading, PermissionReading, TeamReading } from '../../forge.ts';
import { createRoster, user } from './accounts.ts';
import type { GitHubClient } from './api.ts';
import { limits } from './limits.ts';
import { readAs } from './payload.ts';
import { reasonOf } from './reason.ts';

interface Home {
  readonly owner: string;
  readonly repo: string;
}

const levels = ['admin', 'maintain', 'write', 'triage', 'read', 'none'] as const;
const level = z.enum(levels).or(z.string().transform(() => null));

/** Everybody on the list of a team is an active member; those of its child teams are on it too. */
export async function readTeam(client: GitHubClient, name: string): Promise<TeamReading> {
  const [org = '', slug = ''] = name.split('/');
  const unread = (why: string): TeamReading => ({
    team: { name, members: null },
    accounts: [],
    missing: [{ what: `team ${name}`, why }],
  });
  try {
    const route = '/orgs/{org}/teams/{slug}/members';
    const listed = await client.pages(route, { org, slug }, { limit: limits.members });
    if (!listed.complete) return unread(`it has more than ${limits.members} members`);
    const roster = createRoster();
    const found = readAs(z.array(user), listed.items, `team ${name}`);
    const members = found.map((one) => roster.user(one));
    if (members.includes(null)) return unread('GitHub left out a member');
    return {
      team: {
        name,
        members: members.flatMap((account) =>
          account === null ? [] : { account, state: 'active' as const },
        ),
      },
      accounts: roster.all(),
      missing: [],
    };
  } catch (error) {
    const need = 'there is no such team, or the token may not read its members; that takes';
    return unread(reasonOf(error, `${need} \`members: read\` of an App or a fine-grained token`));
  }
}

const permission = z.object({ permission: level, role_name: level.optional(), user });

/** What somebody may do on the repository, by whatever way they may. */
export async function readPermission(
  client: GitHubClient,
  { owner, repo }: Home,
  asked: string,
): Promise<PermissionReading> {
  const route = '/repos/{owner}/{repo}/collaborators/{login}/permission';
  try {
    const answer = await client.get(route, { owner, repo, login: asked }, { orNull: [404] });
    if (answer === null) return { asked, account: null, missing: [] };
    const found = readAs(permission, answer, `the permission of ${asked}`);
    const roster = createRoster();
    roster.user(found.user);
    const [account] = roster.all();
    if (account === undefined) return { asked, account: null, missing: [] };
    // A role of the organisation’s own has a name that says nothing; what it is based on does.
    const may = found.role_name ?? found.permission ?? 'unknown';
    return { asked, account: { ...account, emails: [], permission: may }, missing: [] };
  } catch (error) {
    const why = reasonOf(error, 'the token may not read permissions');
    return { asked, account: null, missing: [{ what: `permission of ${asked}`, why }] };
  }
}

const collaborator = z.object({
  id: z.int(),
  login: z.string(),
  type: z.string().nullish(),
  role_name: level.optional(),
  permissions: z.record(z.string(), z.boolean()).optional(),
});

/** Everybody at once, where they are few and the token may see them. */
export async function readCollaborators(
  client: GitHubClient,
  { owner, repo }: Home,
): Promise<CollaboratorReading> {
  const route = '/repos/{owner}/{repo}/collaborators';
  try {
    const options = { limit: limits.collaborators };
    const listed = await client.pages(route, { owner, repo }, options);
    if (!listed.complete) return { accounts: null };
    const roster = createRoster();
    const rights = new Map<number, Account['permission']>();
    for (const found of readAs(z.array(collaborator), listed.items, 'collaborators')) {
      const account = roster.user({ id: found.id, login: found.login, type: found.type });
      if (account !== null) rights.set(account, found.role_name ?? highest(found.permissions));
    }
    const accounts = roster.all().map((account) => ({
      ...account,
      permission: rights.get(account.id) ?? 'unknown',
    }));
    return { accounts };
  } catch (error) {
    reasonOf(error, '');
    return { accounts: null };
  }
}

/** `{admin, maintain, push, triage, pull}`, each of which includes those after it. */
function highest(flags: Readonly<Record<string, boolean>> = {}): Account['permission'] {
  const names = [
    ['admin', 'admin'],
    ['maintain', 'maintain'],
    ['push', 'write'],
    ['triage', 'triage'],
    ['pull', 'read'],
  ] as const;
  return names.find(([flag]) => flags[flag] === true)?.[1] ?? 'unknown';
}
