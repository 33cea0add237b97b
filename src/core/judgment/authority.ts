import type { Snapshot } from '../snapshot/snapshot.ts';
import type { Candidate } from './judgment.ts';
import { refuseAccount, type Independence } from './refuse-account.ts';
import { foldLogin } from './register.ts';
import type { Authority } from './requirement.ts';

/** Whether an account holds the authority that a requirement asks for. */
export type Holding = 'yes' | 'no' | { readonly unknown: string };

export interface AuthorityContext extends Independence {
  readonly snapshot: Snapshot;
}

/** A team that cannot be read is never an empty team: the answer is unknown. */
export function holdsAuthority(
  authority: Authority,
  account: number,
  context: AuthorityContext,
): Holding {
  if (authority.kind === 'nobody') return 'no';
  if (authority.kind === 'different-people') return 'yes';
  const { accounts, teams } = named(authority);
  const known = context.register.account(account);
  if (known === undefined) return 'no';
  const login = foldLogin(known.login);
  if (accounts.some((name) => foldLogin(name) === login)) return 'yes';
  const emails = known.emails.map((email) => email.toLowerCase());
  if (accounts.some((name) => emails.includes(name.toLowerCase()))) return 'yes';
  let unread: string | null = null;
  for (const team of teams) {
    const members = membersOf(team, context.snapshot);
    if (members === null) unread = team;
    else if (members.some((member) => member.account === account && member.state === 'active'))
      return 'yes';
  }
  return unread === null ? 'no' : { unknown: `the members of team ${unread} could not be read` };
}

function named(authority: Authority): {
  readonly accounts: readonly string[];
  readonly teams: readonly string[];
} {
  if (authority.kind === 'role') return { accounts: authority.people, teams: authority.teams };
  if (authority.kind !== 'code-owners') return { accounts: [], teams: [] };
  return {
    accounts: authority.owners.filter((owner) => !isTeam(owner)),
    teams: authority.owners.filter(isTeam),
  };
}

function isTeam(owner: string): boolean {
  return owner.startsWith('@') && owner.includes('/');
}

function membersOf(team: string, snapshot: Snapshot) {
  const wanted = foldLogin(team);
  const found = snapshot.teams.find((entry) => foldLogin(entry.name) === wanted);
  return found?.members ?? null;
}

/** Who could satisfy a requirement: people and teams by name, and why some of them cannot. */
export function listCandidates(
  authority: Authority,
  context: AuthorityContext | null,
): readonly Candidate[] {
  const { accounts, teams } = named(authority);
  if (context === null)
    return [...accounts, ...teams].map((name) => ({ name: at(name), team: null, excluded: null }));
  const found = new Map<string, Candidate>();
  for (const name of accounts) {
    const account = context.register.byLogin(name) ?? context.register.byEmail(name);
    found.set(at(name), {
      name: at(name),
      team: null,
      excluded: account === undefined ? null : exclusion(account.id, context),
    });
  }
  for (const team of teams) {
    const members = membersOf(team, context.snapshot);
    if (members === null)
      found.set(at(team), {
        name: at(team),
        team: at(team),
        excluded: 'its members could not be read',
      });
    if (members?.length === 0)
      found.set(at(team), { name: at(team), team: at(team), excluded: 'has no members' });
    for (const member of members ?? []) {
      const account = context.register.account(member.account);
      const name = `@${account?.login ?? `account ${member.account}`}`;
      const pending = member.state === 'pending' ? 'the invitation to the team is pending' : null;
      const known = found.get(name);
      if (known === undefined || known.excluded !== null)
        found.set(name, {
          name,
          team: at(team),
          excluded: pending ?? exclusion(member.account, context),
        });
    }
  }
  return [...found.values()];
}

function at(name: string): string {
  return name.startsWith('@') || name.includes('@') ? name : `@${name}`;
}

function exclusion(id: number, context: AuthorityContext): string | null {
  const account = context.register.account(id);
  if (account === undefined) return null;
  return refuseAccount(account, context)[0]?.because ?? null;
}
