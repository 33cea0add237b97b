import { sortedUnique } from '../order.ts';
import { holdsAuthority, listCandidates, type AuthorityContext } from './authority.ts';
import { markApproved } from './approved-as.ts';
import { judgeDifferentPeople } from './different-people.ts';
import type { Judgment, ReviewOutcome } from './judgment.ts';
import type { Authority, Requirement } from './requirement.ts';

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
}

/** Holds every requirement against the approvals. Without a snapshot nothing is satisfied. */
export function judgeRequirements(
  requirements: readonly Requirement[],
  context: JudgeContext | null,
): readonly Judgment[] {
  const tallies = requirements
    .filter((requirement) => requirement.authority.kind !== 'different-people')
    .map((requirement) => judgeOne(requirement, context));
  const byId = new Map(tallies.map((tally) => [tally.judgment.requirement, tally.judgment]));
  return requirements.map(
    (requirement) => byId.get(requirement) ?? judgeDifferentPeople(requirement, tallies, context),
  );
}

function judgeOne(requirement: Requirement, context: JudgeContext | null): Tally {
  const listed = listCandidates(requirement.authority, context);
  const sure = new Map<string, string>();
  const perhaps = new Map<string, string>();
  const { authority, count } = requirement;
  const nothing = { requirement, approvedBy: [], reviews: [], candidates: listed };
  if (authority.kind === 'nobody' || context === null)
    return {
      sure,
      perhaps,
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
  for (const outcome of context.outcomes) {
    const { person } = outcome;
    const verdict = countsFor(requirement, outcome, context);
    if (person === null || verdict === 'no') continue;
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
  if (left <= 0) return { sure, perhaps, judgment: { ...about, status: 'satisfied', missing: '' } };
  // Unknown only where what could not be read would make the difference: else it is just missing.
  const unread = left <= perhaps.size ? [...perhaps.values()][0] : undefined;
  const status = unread === undefined ? 'unsatisfied' : 'unknown';
  const missing = unread ?? missingPeople(left, { candidates, approvedBy, authority });
  return { sure, perhaps, judgment: { ...about, status, missing } };
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
  const holding = strange ? 'yes' : holdsAuthority(requirement.authority, review.account, context);
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
  const unread = candidates.find((one) => one.excluded === 'its members could not be read');
  if (unread !== undefined)
    return `${people(left)} must still approve; the members of ${unread.name} could not be read`;
  const remedy =
    authority.kind === 'role'
      ? `name somebody else for the role \`${authority.role}\` in \`.jitl/people.yaml\` on the base branch`
      : 'name another owner on the base branch';
  if (able.length > 0)
    return `${people(left)} must still approve, and only ${able.length} may; ${remedy}`;
  return approvedBy.length === 0
    ? `nobody who may decide is independent of the change; ${remedy}`
    : `${people(left)} must still approve, and nobody else may; ${remedy}`;
}

function people(count: number): string {
  return count === 1 ? 'one person' : `${count} people`;
}
