import type { Question } from '../risk/assessment.ts';
import type { Review } from '../snapshot/snapshot.ts';
import type { Refusal } from './judgment.ts';
import { findNearDuplicate, type TextSource } from './near-duplicate.ts';
import { findRationaleProblem } from './rationale.ts';
import type { Demands } from './requirement.ts';

/** What the text of a review must answer and must not repeat. */
export interface TextDemands {
  readonly demands: Demands;
  readonly questions: readonly Question[];
  /** Texts that a rationale must not repeat: what this reviewer and others wrote before. */
  readonly sources: readonly TextSource[];
}

/** Every reason why a text is no rationale of its author on this change. */
export function refuseText(review: Review, context: TextDemands): readonly Refusal[] {
  const { demands, questions } = context;
  const problem = findRationaleProblem(review.body, {
    questions,
    sections: demands.sections,
  });
  const alike = demands.similar === 'refuse' ? resembles(review.body, context) : null;
  return [
    edited(review, demands),
    problem,
    alike === null
      ? null
      : {
          code: 'near-duplicate' as const,
          message: alike,
          help: 'write in your own words why this change is right, now and here',
        },
  ].filter((refusal) => refusal !== null);
}

/** What a text repeats, in words, or null where it is its own. */
export function resembles(body: string, context: TextDemands): string | null {
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
