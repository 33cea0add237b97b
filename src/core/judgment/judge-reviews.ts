import type { People as PeopleDocument } from '../policy/documents.ts';
import type { Question } from '../risk/assessment.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { holdsAuthority } from './authority.ts';
import {
  buildRegister,
  findContributors,
  type CommitText,
  type Contributors,
  type Register,
} from './contributors.ts';
import { judgeRequirements, type JudgeContext } from './judge.ts';
import type { Judgment, ReviewOutcome, Veto } from './judgment.ts';
import { qualifyReviews } from './qualify.ts';
import type { Requirement } from './requirement.ts';
import { findVetoes } from './vetoes.ts';

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

export interface JudgedReviews {
  readonly judgments: readonly Judgment[];
  readonly reviews: readonly ReviewOutcome[];
  readonly vetoes: readonly Veto[];
  /** What the snapshot lacks; anything here keeps the gate shut where somebody must decide. */
  readonly incomplete: readonly string[];
}

/** Holds the reviews against the requirements. Without a snapshot nothing is satisfied. */
export function judgeReviews(
  requirements: readonly Requirement[],
  people: People | null,
  brief: { readonly questions: readonly Question[]; readonly digest: string; readonly now: number },
): JudgedReviews {
  if (people === null)
    return {
      judgments: judgeRequirements(requirements, null),
      reviews: [],
      vetoes: [],
      incomplete: [],
    };
  const first = requirements[0];
  const outcomes = qualifyReviews({
    ...people,
    briefDigest: brief.digest,
    questions: brief.questions,
    bindTo: first?.bindTo ?? 'brief',
    maxAge: first?.maxAge ?? null,
    now: brief.now,
  });
  const context: JudgeContext = { ...people, outcomes };
  return {
    judgments: judgeRequirements(requirements, context),
    reviews: outcomes.map((outcome) => withoutAuthority(outcome, requirements, context)),
    vetoes: findVetoes(requirements, context),
    incomplete: people.snapshot.incomplete.map((entry) => `${entry.what}: ${entry.why}`),
  };
}

/** An approval by somebody whom no requirement asks for does not count, and is told so. */
function withoutAuthority(
  outcome: ReviewOutcome,
  requirements: readonly Requirement[],
  context: JudgeContext,
): ReviewOutcome {
  const asking = requirements.filter((one) => one.authority.kind !== 'different-people');
  if (outcome.outcome.kind !== 'approval' || asking.length === 0) return outcome;
  const review = context.snapshot.reviews.find((entry) => entry.id === outcome.review);
  const account = review?.account ?? null;
  const none =
    account !== null &&
    asking.every((one) => holdsAuthority(one.authority, account, context) === 'no');
  if (!none) return outcome;
  return {
    ...outcome,
    outcome: {
      kind: 'disqualified',
      code: 'no-authority',
      message: 'the reviewer has no authority over what is changed',
      help: 'have an owner of the changed paths review, as CODEOWNERS at the base names them',
    },
  };
}

export function isOpen(judged: JudgedReviews): boolean {
  return (
    judged.judgments.every((judgment) => judgment.status === 'satisfied') &&
    judged.vetoes.length === 0 &&
    (judged.incomplete.length === 0 || judged.judgments.length === 0)
  );
}
