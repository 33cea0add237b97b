import type { Change } from '../change/change.ts';
import { describeChange, describePermission } from '../change/describe.ts';
import type { Assessment, Question } from '../risk/assessment.ts';

const LIMIT = 20_000;

/** The brief as prose, for telling whether a rationale only repeats it. */
export function briefText(
  changes: readonly Change[],
  assessment: Assessment,
  questions: readonly Question[],
): string {
  const messages = new Set(assessment.factors.map((factor) => factor.message));
  const lines = [
    ...questions.map((question) => question.text),
    ...messages,
    ...changes.map(describeChange),
    ...changes.flatMap((change) =>
      'permissions' in change ? change.permissions.map(describePermission) : [],
    ),
  ];
  return lines.join('\n').slice(0, LIMIT);
}
