import type { Change } from '../change/change.ts';
import type { People as PeopleDocument } from '../policy/documents/people.ts';
import type { Question } from '../risk/assessment.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { findBeneficiaries } from './beneficiaries.ts';
import { findContributors, type CommitText, type Contributors } from './contributors.ts';
import { findHolds, type Passing } from './holds.ts';
import { judgeRequirements, type JudgeContext } from './judge.ts';
import type { Hold, Judgment, ReviewOutcome, Status, Veto } from './judgment.ts';
import { findOverride, type OverrideSearch } from './override.ts';
import { applyOverride, leftByOverride } from './override-reach.ts';
import { qualifyReviews, type QualifyContext } from './qualify.ts';
import { buildRegister, type Register } from './register.ts';
import type { Asked } from './requirement.ts';
import type { Proposal } from './text-sources.ts';
import { findVetoes } from './vetoes.ts';
import { withoutAuthority } from './without-authority.ts';

/** Who wrote, asked for and reviewed the change, as far as the forge said. */
export interface People {
  readonly snapshot: Snapshot;
  readonly register: Register;
  readonly contributors: Contributors;
}

export function whoTookPart(
  snapshot: Snapshot | null,
  commits: readonly CommitText[],
  people: PeopleDocument | null,
): People | null {
  if (snapshot === null) return null;
  const register = buildRegister(snapshot, people);
  return { snapshot, register, contributors: findContributors(snapshot, commits, register) };
}

/** What the reviews are held against. */
export interface JudgingBasis {
  readonly asked: Asked;
  readonly changes: readonly Change[];
  readonly questions: readonly Question[];
  readonly brief: { readonly digest: string; readonly parts: Readonly<Record<string, string>> };
  readonly proposal: Proposal;
  readonly passing: Passing;
  /** Reviews that are only assumed. */
  readonly assumed: ReadonlySet<number>;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface JudgedReviews extends OverrideSearch {
  readonly judgments: readonly Judgment[];
  readonly reviews: readonly ReviewOutcome[];
  readonly vetoes: readonly Veto[];
  readonly holds: readonly Hold[];
  /** Whether the gate opens: all that must hold does; `unknown` where only unread facts say no. */
  readonly status: Status;
}

/** Holds the reviews against the requirements. Without a snapshot nothing is satisfied. */
export function judgeReviews(people: People | null, basis: JudgingBasis): JudgedReviews {
  const { requirements } = basis.asked;
  const holds = findHolds(people, basis.passing, requirements.length > 0);
  if (people === null) {
    const judgments = judgeRequirements(requirements, null);
    const none = { judgments, reviews: [], vetoes: [], holds, override: null, refused: [] };
    return { ...none, status: joined(none) };
  }
  const context: QualifyContext = {
    ...people,
    beneficiaries: findBeneficiaries(basis.changes, basis.asked.demands, people.register),
    demands: basis.asked.demands,
    brief: basis.brief,
    questions: basis.questions,
    proposal: basis.proposal,
    assumed: basis.assumed,
    now: basis.now,
  };
  const outcomes = qualifyReviews(context);
  const judging: JudgeContext = { ...context, outcomes };
  const judgments = judgeRequirements(requirements, judging);
  const vetoes = findVetoes(requirements, judging);
  const result = {
    judgments,
    reviews: outcomes.map((outcome) => withoutAuthority(outcome, requirements, judging)),
    vetoes,
    holds,
    ...applyOverride(findOverride(context), { judgments, vetoes }),
  };
  return { ...result, status: joined(result) };
}

/**
 * Three values joined as Kleene does: one thing that surely fails decides, whatever is unread. An
 * override stands in for judgments and vetoes that yield to it, and for nothing else.
 */
function joined(judged: Omit<JudgedReviews, 'status'>): Status {
  const { judgments, vetoes } = judged.override === null ? judged : leftByOverride(judged);
  const must: Status[] = [...judged.holds, ...judgments].map((one) => one.status);
  if (vetoes.length > 0) must.push('unsatisfied');
  if (must.includes('unsatisfied')) return 'unsatisfied';
  return must.includes('unknown') ? 'unknown' : 'satisfied';
}
