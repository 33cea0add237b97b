import { groupOf, membersOf, type AuthorityContext } from './authority.ts';
import type { Candidate } from './judgment.ts';
import { lackingExpertise } from './may-fill.ts';
import { refuseAccount } from './refuse-account.ts';
import { foldLogin } from './register.ts';
import type { Requirement } from './requirement.ts';

type Filled = Pick<Requirement, 'authority' | 'expertise'>;

/** Who could satisfy a requirement: people and teams by name, and why some of them cannot. */
export function listCandidates(
  requirement: Filled,
  context: AuthorityContext | null,
): readonly Candidate[] {
  const { people, teams } = groupOf(requirement.authority);
  if (context === null)
    return [...people, ...teams].map((name) => ({ name: at(name), team: null, excluded: null }));
  const found = new Map<string, Candidate>();
  for (const name of people) {
    const account = context.register.byLogin(name) ?? context.register.byEmail(name);
    found.set(at(name), {
      name: at(name),
      team: null,
      excluded:
        account === undefined
          ? withoutAccount(name, requirement)
          : exclusion(account.id, requirement, context),
    });
  }
  for (const team of teams) {
    const members = membersOf(team, context.snapshot);
    if (members === null) found.set(at(team), { name: at(team), team: at(team), excluded: UNREAD });
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
          excluded: pending ?? exclusion(member.account, requirement, context),
        });
    }
  }
  return [...found.values()];
}

/** Why a team stands where its members would. */
export const UNREAD = 'its members could not be read';

/** As candidates are named: logins and teams with `@`, addresses as they are. */
export function at(name: string): string {
  return name.startsWith('@') || name.includes('@') ? name : `@${name}`;
}

const LACKS = 'does not have the expertise';

/** The expertise for lack of which a candidate cannot; null where it is something else. */
export function lackedBy({ excluded }: Candidate): string | null {
  return excluded?.startsWith(`${LACKS} \``) === true ? excluded.slice(LACKS.length + 1) : null;
}

function exclusion(id: number, requirement: Filled, context: AuthorityContext): string | null {
  const account = context.register.account(id);
  if (account === undefined) return null;
  const refused = refuseAccount(account, context)[0];
  if (refused !== undefined) return refused.because;
  const lacking = lackingExpertise(requirement, id, context);
  return lacking === null ? null : `${LACKS} \`${lacking}\``;
}

/** Of an account that nothing is known about, only that no team could give the expertise. */
function withoutAccount(name: string, { expertise }: Filled): string | null {
  const lacking = expertise.find(
    ({ people, teams }) =>
      teams.length === 0 && !people.some((one) => foldLogin(one) === foldLogin(name)),
  );
  return lacking === undefined ? null : `${LACKS} \`${lacking.id}\``;
}
