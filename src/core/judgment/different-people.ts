import { sortedUnique } from '../order.ts';
import { markApproved } from './approved-as.ts';
import type { AuthorityContext } from './authority.ts';
import type { Tally } from './judge.ts';
import type { Candidate, Judgment, Status } from './judgment.ts';
import type { Requirement } from './requirement.ts';
import { canShareOut, type SlotLine } from './share-out.ts';

/**
 * People are counted, not reviews and not accounts, and only those who satisfy some requirement.
 * Where a policy asks for different people, nobody fills two of its review lines either.
 */
export function judgeDifferentPeople(
  requirement: Requirement,
  tallies: readonly Tally[],
  context: AuthorityContext | null,
): Judgment {
  const approved = new Map(tallies.flatMap((tally) => [...tally.sure]));
  const unique = uniqueCandidates(tallies);
  const candidates = context === null ? unique : markApproved(unique, approved, context);
  const approvedBy = sortedUnique(tallies.flatMap((tally) => tally.judgment.approvedBy));
  const reviews = [...new Set(tallies.flatMap((tally) => tally.judgment.reviews))];
  const about = { requirement, approvedBy, reviews, candidates };
  const sure = enough(requirement, tallies, (tally) => [...tally.sure.keys()]);
  if (sure.enough) return { ...about, status: 'satisfied', missing: '' };
  const perhaps = enough(requirement, tallies, (tally) => [
    ...tally.sure.keys(),
    ...tally.perhaps.keys(),
  ]);
  const status: Status = perhaps.enough ? 'unknown' : 'unsatisfied';
  const unread = tallies.flatMap((tally) => [...tally.perhaps.values()])[0];
  if (status === 'unknown' && unread !== undefined) return { ...about, status, missing: unread };
  const may = candidates.filter((candidate) => candidate.excluded === null);
  const short =
    may.length < requirement.count && may.every((one) => !one.name.includes('/'))
      ? `, and only ${may.length} may; name another owner on the base branch`
      : '';
  const elseMay = may.some((one) => !approvedBy.includes(one.name.replace(/^@/, '')));
  const apart = elseMay
    ? '; somebody else must approve one of them'
    : ', and nobody else may approve one of them; name another owner or role holder on the base branch';
  const missing = sure.shared
    ? `${sure.persons} of ${requirement.count} different people have approved${short}`
    : `one person cannot fill two review lines${apart}`;
  return { ...about, status: 'unsatisfied', missing };
}

interface Count {
  readonly enough: boolean;
  readonly persons: number;
  /** Whether the lines that are filled could be filled by different people. */
  readonly shared: boolean;
}

function enough(
  requirement: Requirement,
  tallies: readonly Tally[],
  personsOf: (tally: Tally) => readonly string[],
): Count {
  const persons = new Set(tallies.flatMap(personsOf)).size;
  const disjoint =
    requirement.authority.kind === 'different-people' && requirement.authority.disjoint;
  const shared = !disjoint || canShareOut(filledLines(tallies, personsOf));
  return { enough: persons >= requirement.count && shared, persons, shared };
}

/** Lines that are not filled at all are missing approvals already, and are told as that. */
function filledLines(
  tallies: readonly Tally[],
  personsOf: (tally: Tally) => readonly string[],
): readonly SlotLine[] {
  const lines = new Map<string, { readonly count: number; readonly persons: Set<string> }[]>();
  for (const tally of tallies) {
    const { reviewLine, count } = tally.judgment.requirement;
    const persons = new Set(personsOf(tally));
    if (persons.size < count) continue;
    lines.set(reviewLine, [...(lines.get(reviewLine) ?? []), { count, persons }]);
  }
  return [...lines.values()];
}

/** Of one person the entry by which they could: what one line asks of them, another may not. */
function uniqueCandidates(tallies: readonly Tally[]): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  for (const candidate of tallies.flatMap((tally) => tally.judgment.candidates))
    if (found.get(candidate.name)?.excluded !== null) found.set(candidate.name, candidate);
  return [...found.values()];
}
