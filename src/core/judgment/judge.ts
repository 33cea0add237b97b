import { sortedUnique } from '../order.ts';
import {
  holdsAuthority,
  listCandidates,
  type AuthorityContext,
  type Holding,
} from './authority.ts';
import type { Judgment, ReviewOutcome } from './judgment.ts';
import type { Requirement } from './requirement.ts';

export interface JudgeContext extends AuthorityContext {
  readonly outcomes: readonly ReviewOutcome[];
}

/** Holds every requirement against the approvals. Without a snapshot nothing is satisfied. */
export function judgeRequirements(
  requirements: readonly Requirement[],
  context: JudgeContext | null,
): readonly Judgment[] {
  const judged = requirements.map((requirement) => judgeOne(requirement, context));
  return judged.map((judgment) =>
    judgment.requirement.authority.kind === 'different-people'
      ? countDifferentPeople(judgment.requirement, judged)
      : judgment,
  );
}

function judgeOne(requirement: Requirement, context: JudgeContext | null): Judgment {
  const candidates = listCandidates(requirement.authority, context);
  const { authority, count } = requirement;
  if (authority.kind === 'nobody')
    return {
      requirement,
      status: 'unsatisfied',
      approvedBy: [],
      missing: `${authority.why}; ${authority.remedy}`,
      candidates,
    };
  if (context === null)
    return {
      requirement,
      status: 'unsatisfied',
      approvedBy: [],
      missing: `${people(count)} must approve; no reviews are known here`,
      candidates,
    };
  const persons = new Map<string, string>();
  let unread: string | null = null;
  for (const outcome of approvals(context)) {
    const holding = holdingOf(requirement, outcome, context);
    if (holding === 'yes' && outcome.person !== null) persons.set(outcome.person, outcome.login);
    else if (typeof holding === 'object') unread = holding.unknown;
  }
  const approvedBy = sortedUnique(persons.values());
  const left = count - persons.size;
  if (left <= 0) return { requirement, status: 'satisfied', approvedBy, missing: '', candidates };
  const unreadTeam = candidates.find((one) => one.excluded === 'its members could not be read');
  const unknown = context.outcomes.find(
    ({ outcome }) => outcome.kind === 'disqualified' && outcome.code === 'unknown',
  );
  if (unread === null && unknown?.outcome.kind === 'disqualified')
    unread = `review ${unknown.review} by ${unknown.login}: ${unknown.outcome.message}`;
  const reason =
    unread ??
    (unreadTeam === undefined ? null : `${unreadTeam.name}: ${unreadTeam.excluded ?? ''}`);
  return {
    requirement,
    status: reason === null ? 'unsatisfied' : 'unknown',
    approvedBy,
    missing: reason ?? missingPeople(left, candidates),
    candidates,
  };
}

function missingPeople(left: number, candidates: Judgment['candidates']): string {
  const able = candidates.filter((candidate) => candidate.excluded === null);
  if (able.length >= left) return `${people(left)} must still approve`;
  return able.length === 0
    ? 'nobody who may decide is independent of the change; name another owner on the base branch'
    : `${people(left)} must still approve, and only ${able.length} may; name another owner on the base branch`;
}

function people(count: number): string {
  return count === 1 ? 'one person' : `${count} people`;
}

function approvals(context: JudgeContext): readonly ReviewOutcome[] {
  return context.outcomes.filter((outcome) => outcome.outcome.kind === 'approval');
}

function holdingOf(
  requirement: Requirement,
  outcome: ReviewOutcome,
  context: JudgeContext,
): Holding {
  const review = context.snapshot.reviews.find((entry) => entry.id === outcome.review);
  if (review === undefined || review.account === null) return 'no';
  return holdsAuthority(requirement.authority, review.account, context);
}

/** People are counted, not reviews and not accounts, and only those who satisfy some requirement. */
function countDifferentPeople(requirement: Requirement, judged: readonly Judgment[]): Judgment {
  const others = judged.filter((one) => one.requirement.authority.kind !== 'different-people');
  const approvedBy = sortedUnique(others.flatMap((one) => one.approvedBy));
  const satisfied = approvedBy.length >= requirement.count;
  const candidates = uniqueCandidates(others);
  const may = candidates.filter((candidate) => candidate.excluded === null).length;
  const short =
    may < requirement.count && candidates.every((candidate) => !candidate.name.includes('/'))
      ? `, and only ${may} may; name another owner on the base branch`
      : '';
  return {
    requirement,
    status: satisfied ? 'satisfied' : 'unsatisfied',
    approvedBy,
    missing: satisfied
      ? ''
      : `${approvedBy.length} of ${requirement.count} different people have approved${short}`,
    candidates,
  };
}

function uniqueCandidates(judged: readonly Judgment[]): Judgment['candidates'] {
  const found = new Map(
    judged.flatMap((one) =>
      one.candidates.map((candidate) => [candidate.name, candidate] as const),
    ),
  );
  return [...found.values()];
}
