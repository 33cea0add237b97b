import { sortedUnique } from '../order.ts';
import { markApproved } from './approved-as.ts';
import type { AuthorityContext } from './authority.ts';
import { lackedBy, listCandidates, UNREAD } from './candidates.ts';
import { judgeDifferentPeople } from './different-people.ts';
import { judgeDifferentTeams } from './different-teams.ts';
import type { Judgment, ReviewOutcome } from './judgment.ts';
import { mayFill } from './may-fill.ts';
import { countsOthers, type Authority, type Requirement } from './requirement.ts';
import { teamsThrough, type TeamHold } from './through-teams.ts';

export interface JudgeContext extends AuthorityContext {
  readonly outcomes: readonly ReviewOutcome[];
}

/** Who approves a requirement: surely, and perhaps, if what could not be read says so. */
export interface Tally {
  readonly judgment: Judgment;
  /** By person, the login that approved. */
  readonly sure: ReadonlyMap<string, string>;
  /** By person, what could not be read. */
  readonly perhaps: ReadonlyMap<string, string>;
  /** Through which teams they approve. */
  readonly teams: readonly TeamHold[];
}

/** Holds every requirement against the approvals. Without a snapshot nothing is satisfied. */
export function judgeRequirements(
  requirements: readonly Requirement[],
  context: JudgeContext | null,
): readonly Judgment[] {
  const tallies = requirements
    .filter((requirement) => !countsOthers(requirement))
    .map((requirement) => judgeOne(requirement, context));
  const byId = new Map(tallies.map((tally) => [tally.judgment.requirement, tally.judgment]));
  return requirements.map(
    (requirement) =>
      byId.get(requirement) ??
      (requirement.authority.kind === 'different-teams'
        ? judgeDifferentTeams(requirement, tallies, context)
        : judgeDifferentPeople(requirement, tallies, context)),
  );
}

function judgeOne(requirement: Requirement, context: JudgeContext | null): Tally {
  const listed = listCandidates(requirement, context);
  const sure = new Map<string, string>();
  const perhaps = new Map<string, string>();
  const { authority, count } = requirement;
  const nothing = { requirement, approvedBy: [], reviews: [], candidates: listed };
  if (authority.kind === 'nobody' || context === null)
    return {
      sure,
      perhaps,
      teams: [],
      judgment: {
        ...nothing,
        status: 'unsatisfied',
        missing:
          authority.kind === 'nobody'
            ? `${authority.why}; ${authority.remedy}`
            : `${people(count)} must approve; no reviews are known here`,
      },
    };
  const reviews: number[] = [];
  const teams: TeamHold[] = [];
  for (const outcome of context.outcomes) {
    const { person } = outcome;
    const verdict = countsFor(requirement, outcome, context);
    if (person === null || verdict === 'no') continue;
    teams.push(...teamsOf(outcome, { requirement, person, verdict, context }));
    if (verdict === 'yes') {
      sure.set(person, outcome.login);
      reviews.push(outcome.review);
    } else perhaps.set(person, verdict.unknown);
  }
  for (const person of sure.keys()) perhaps.delete(person);
  const approvedBy = sortedUnique(sure.values());
  const left = count - sure.size;
  const candidates = markApproved(listed, sure, context);
  const about = { requirement, approvedBy, reviews, candidates };
  if (left <= 0)
    return { sure, perhaps, teams, judgment: { ...about, status: 'satisfied', missing: '' } };
  // Unknown only where what could not be read would make the difference: else it is just missing.
  const unread = left <= perhaps.size ? [...perhaps.values()][0] : undefined;
  const status = unread === undefined ? 'unsatisfied' : 'unknown';
  const missing = unread ?? missingPeople(left, { candidates, approvedBy, authority });
  return { sure, perhaps, teams, judgment: { ...about, status, missing } };
}

/** The teams through which a review counts; none is sure where the review itself is not. */
function teamsOf(
  { review, login }: ReviewOutcome,
  counted: {
    readonly requirement: Requirement;
    readonly person: string;
    readonly verdict: 'yes' | { readonly unknown: string };
    readonly context: JudgeContext;
  },
): readonly TeamHold[] {
  const { requirement, person, verdict, context } = counted;
  const account = context.snapshot.reviews.find((entry) => entry.id === review)?.account ?? null;
  if (account === null) return [];
  const doubt = verdict === 'yes' ? null : verdict.unknown;
  return teamsThrough(requirement.authority, account, context).map(({ team, unread }) => ({
    person,
    login,
    review,
    team,
    unread: doubt ?? unread,
  }));
}

/** Whether one review counts for one requirement; `unknown` where that hangs on what is unread. */
function countsFor(
  requirement: Requirement,
  outcome: ReviewOutcome,
  context: JudgeContext,
): 'yes' | 'no' | { readonly unknown: string } {
  const result = outcome.outcome;
  if (result.kind === 'disqualified' && result.code !== 'unknown') return 'no';
  const review = context.snapshot.reviews.find((entry) => entry.id === outcome.review);
  if (review === undefined || review.account === null) return 'no';
  const strange = context.register.account(review.account) === undefined;
  const holding = strange ? 'yes' : mayFill(requirement, review.account, context);
  if (result.kind === 'approval' || holding === 'no') return holding;
  return { unknown: `review ${outcome.review} by ${outcome.login}: ${result.message}` };
}

function missingPeople(
  left: number,
  given: Pick<Judgment, 'candidates' | 'approvedBy'> & { readonly authority: Authority },
): string {
  const { candidates, approvedBy, authority } = given;
  const able = candidates.filter(
    ({ name, excluded }) => excluded === null && !approvedBy.includes(name.replace(/^@/, '')),
  );
  if (able.length >= left) return `${people(left)} must still approve`;
  const unread = candidates.find((one) => one.excluded === UNREAD);
  if (unread !== undefined)
    return `${people(left)} must still approve; the members of ${unread.name} could not be read`;
  const lacked = candidates.map(lackedBy).find((id) => id !== null);
  const remedy =
    lacked !== undefined
      ? `name somebody who may decide for the expertise ${lacked} in \`.jitl/people.yaml\` on the base branch`
      : authority.kind === 'role'
        ? `name somebody else for the role \`${authority.role}\` in \`.jitl/people.yaml\` on the base branch`
        : 'name another owner on the base branch';
  if (able.length > 0)
    return `${people(left)} must still approve, and only ${able.length} may; ${remedy}`;
  const known = lacked === undefined ? '' : ' and has the expertise that is asked';
  return approvedBy.length === 0
    ? `nobody who may decide is independent of the change${known}; ${remedy}`
    : `${people(left)} must still approve, and nobody else may; ${remedy}`;
}

function people(count: number): string {
  return count === 1 ? 'one person' : `${count} people`;
}
