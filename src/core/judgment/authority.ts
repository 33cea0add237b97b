import type { Snapshot } from '../snapshot/snapshot.ts';
import type { Independence } from './refuse-account.ts';
import { foldLogin } from './register.ts';
import type { Authority } from './requirement.ts';

/** Whether an account is among those who are named. */
export type Holding = 'yes' | 'no' | { readonly unknown: string };

export interface AuthorityContext extends Independence {
  readonly snapshot: Snapshot;
}

/** People by login or e-mail address, and teams. */
export interface Group {
  readonly people: readonly string[];
  readonly teams: readonly string[];
}

/** A team that cannot be read is never an empty team: the answer is unknown. */
export function isNamed(group: Group, account: number, context: AuthorityContext): Holding {
  const known = context.register.account(account);
  if (known === undefined) return 'no';
  const login = foldLogin(known.login);
  if (group.people.some((name) => foldLogin(name) === login)) return 'yes';
  const emails = known.emails.map((email) => email.toLowerCase());
  if (group.people.some((name) => emails.includes(name.toLowerCase()))) return 'yes';
  let unread: string | null = null;
  for (const team of group.teams) {
    const member = isMember(team, account, context.snapshot);
    if (member === 'yes') return 'yes';
    if (member === 'unread') unread = team;
  }
  return unread === null ? 'no' : { unknown: unreadTeam(unread) };
}

/** Whether an account holds the authority that a requirement asks for. */
export function holdsAuthority(
  authority: Authority,
  account: number,
  context: AuthorityContext,
): Holding {
  if (authority.kind === 'nobody') return 'no';
  if (authority.kind === 'different-people' || authority.kind === 'different-teams') return 'yes';
  return isNamed(groupOf(authority), account, context);
}

/** Who holds an authority, by name. */
export function groupOf(authority: Authority): Group {
  if (authority.kind === 'role') return { people: authority.people, teams: authority.teams };
  if (authority.kind !== 'code-owners') return { people: [], teams: [] };
  return {
    people: authority.owners.filter((owner) => !isTeam(owner)),
    teams: authority.owners.filter(isTeam),
  };
}

function isTeam(owner: string): boolean {
  return owner.startsWith('@') && owner.includes('/');
}

export function isMember(
  team: string,
  account: number,
  snapshot: Snapshot,
): 'yes' | 'no' | 'unread' {
  const members = membersOf(team, snapshot);
  if (members === null) return 'unread';
  const found = members.some((one) => one.account === account && one.state === 'active');
  return found ? 'yes' : 'no';
}

/** Null where they could not be read. */
export function membersOf(team: string, snapshot: Snapshot) {
  const wanted = foldLogin(team);
  const found = snapshot.teams.find((entry) => foldLogin(entry.name) === wanted);
  return found?.members ?? null;
}

export function unreadTeam(team: string): string {
  return `the members of team ${team} could not be read`;
}
