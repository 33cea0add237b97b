import type { Question } from '../risk/assessment.ts';
import type { Review } from '../snapshot/snapshot.ts';
import type { Refusal } from './judgment.ts';
import { findNearDuplicate, type TextSource } from './near-duplicate.ts';
import { findRationaleProblem } from './rationale.ts';
import type { Demands } from './requirement.ts';

/** What the text of a review must answer. */
interface TextDemands {
  readonly demands: Demands;
  readonly questions: readonly Question[];
}

export interface CopyDemands extends TextDemands {
  /** Texts that a rationale must not repeat: what this reviewer and others wrote before. */
  readonly sources: readonly TextSource[];
}

/** Every reason why a text is no rationale of its author on this change; copies are told apart. */
export function refuseText(review: Review, context: TextDemands): readonly Refusal[] {
  const { demands, questions } = context;
  return [
    edited(review, demands),
    findRationaleProblem(review.body, { questions, sections: demands.sections }),
  ].filter((refusal) => refusal !== null);
}

/** Comparing costs most of all, so it is for texts that would otherwise do. */
export function refuseCopy(review: Review, context: CopyDemands): readonly Refusal[] {
  const alike = context.demands.similar === 'refuse' ? resembles(review.body, context) : null;
  if (alike === null) return [];
  return [
    {
      code: 'near-duplicate',
      message: alike,
      help: 'write in your own words why this change is right, now and here',
    },
  ];
}

/** What a text repeats, in words, or null where it is its own. */
export function resembles(body: string, context: CopyDemands): string | null {
  const { questions, demands } = context;
  const found = findNearDuplicate(body, context.sources, {
    questions,
    sections: demands.sections,
  });
  if (found === null) return null;
  return `the rationale repeats ${found.label} (${Math.round(found.similarity * 100)} % alike)`;
}

function edited(review: Review, demands: Demands): Refusal | null {
  const edit = review.edited;
  if (edit === 'unknown' && demands.unknownEdits === 'refuse')
    return {
      code: 'unknown',
      message: 'it could not be read whether somebody else edited the review',
      help: null,
    };
  if (edit === null || edit === 'unknown' || edit.by === review.account) return null;
  return {
    code: 'edited-by-another',
    message: "somebody else edited the text, so it is not the reviewer's",
    help: 'write a new review',
  };
}
