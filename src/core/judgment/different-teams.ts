import { sortedUnique } from '../order.ts';
import { markApproved } from './approved-as.ts';
import { groupOf, type AuthorityContext } from './authority.ts';
import { at, listCandidates, UNREAD } from './candidates.ts';
import type { Tally } from './judge.ts';
import type { Candidate, Judgment } from './judgment.ts';
import { foldLogin } from './register.ts';
import type { Requirement } from './requirement.ts';
import { matchTeams, type TeamHold } from './through-teams.ts';

/**
 * Each of so many people stands for another team, through which they hold some authority that is
 * asked for. Who is named in person stands for no team.
 */
export function judgeDifferentTeams(
  requirement: Requirement,
  tallies: readonly Tally[],
  context: AuthorityContext | null,
): Judgment {
  const { count } = requirement;
  const holds = tallies.flatMap((tally) => tally.teams);
  const sure = holds.filter((hold) => hold.unread === null);
  const approvedBy = sortedUnique(sure.map((hold) => hold.login));
  const reviews = [...new Set(sure.map((hold) => hold.review))];
  const reached = matchTeams(sure);
  const teams = sortedUnique(tallies.flatMap(namedTeams));
  const open = teams.filter((team) => matchTeams([...sure, { person: SOMEBODY, team }]) > reached);
  const listed = candidatesOf(tallies, new Set(open), context).map((one) =>
    // Whoever approves already is shown as that.
    approvedBy.includes(one.name.replace(/^@/, '')) ? { ...one, excluded: null } : one,
  );
  const approved = new Map(sure.map((hold) => [hold.person, hold.login]));
  const candidates = context === null ? listed : markApproved(listed, approved, context);
  const about = { requirement, approvedBy, reviews, candidates };
  if (reached >= count) return { ...about, status: 'satisfied', missing: '' };
  const unread = holds.find((hold) => hold.unread !== null)?.unread ?? null;
  if (unread !== null && matchTeams(holds) >= count)
    return { ...about, status: 'unknown', missing: unread };
  const missing =
    teams.length < count
      ? `${named(teams)}, and people of ${count} must approve; ${REMEDY}`
      : `${reached} of ${count} different teams have approved${whoElse(count, sure, about)}`;
  return { ...about, status: 'unsatisfied', missing };
}

/** Nobody's login, which stands for one more person. */
const SOMEBODY = '';

const REMEDY =
  'name another team on the base branch, in the lines of CODEOWNERS for these paths or for a role';

function named(teams: readonly string[]): string {
  if (teams.length === 0) return 'no team is named for what is asked';
  return teams.length === 1
    ? `only the team @${teams[0] ?? ''} is named for what is asked`
    : `only ${teams.length} teams are named for what is asked`;
}

function namedTeams({ judgment }: Tally): readonly string[] {
  return groupOf(judgment.requirement.authority).teams.map(foldLogin);
}

/** The teams that could still approve, or what keeps them from it. */
function whoElse(
  count: number,
  sure: readonly TeamHold[],
  { candidates, approvedBy }: Pick<Judgment, 'candidates' | 'approvedBy'>,
): string {
  const able = candidates.flatMap(({ name, team, excluded }) =>
    excluded === null && team !== null && !approvedBy.includes(name.replace(/^@/, ''))
      ? [{ person: name, team: foldLogin(team) }]
      : [],
  );
  if (matchTeams([...sure, ...able]) >= count) {
    const may = sortedUnique(able.map(({ team }) => `@${team}`));
    return `; somebody of ${may.join(' or ')} must too`;
  }
  const unread = candidates.find((one) => one.excluded === UNREAD);
  if (unread !== undefined) return `; the members of ${unread.name} could not be read`;
  return `, and not enough others may; ${REMEDY}`;
}

/** Everybody who is in a team that is named; of one person the entry by which they could. */
function candidatesOf(
  tallies: readonly Tally[],
  open: ReadonlySet<string>,
  context: AuthorityContext | null,
): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  for (const { judgment } of tallies) {
    const { authority, expertise } = judgment.requirement;
    for (const team of groupOf(authority).teams) {
      const through = { kind: 'role' as const, role: '', people: [], teams: [team] };
      for (const candidate of listCandidates({ authority: through, expertise }, context)) {
        const helps = open.has(foldLogin(team)) || candidate.excluded !== null;
        const entry = {
          ...candidate,
          team: at(team),
          excluded: helps ? candidate.excluded : `somebody else stands for ${at(team)}`,
        };
        const known = found.get(entry.name);
        if (known === undefined || known.excluded !== null) found.set(entry.name, entry);
      }
    }
  }
  return [...found.values()];
}
