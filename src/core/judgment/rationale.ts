import { countContent } from './content-words.ts';
import { foldId, readRationale, type Topics } from './rationale-text.ts';

/** What is wrong with a rationale. */
export interface RationaleProblem {
  readonly code: 'no-rationale' | 'question-unanswered' | 'section-missing';
  readonly message: string;
  readonly help: string;
}

/**
 * Distinct words (`content-words.ts`). Where the bound lies and how it was measured is told in
 * `docs/rationale.md`.
 */
export const RATIONALE_WORDS = 12;
export const ANSWER_WORDS = 4;

/** Whether the body gives a reason, answers every question and speaks of every section, by id. */
export function findRationaleProblem(body: string, asked: Topics): RationaleProblem | null {
  const { own, answers } = readRationale(body, asked);
  const words = countContent(own);
  const isMissing = (id: string) => countContent(answers.get(foldId(id)) ?? '') < ANSWER_WORDS;
  const questions = asked.questions.map(({ id }) => id).filter(isMissing);
  const sections = asked.sections.filter(isMissing);
  const missing = [...questions, ...sections];
  if (words < RATIONALE_WORDS)
    return {
      code: 'no-rationale',
      message:
        words === 0
          ? 'the review gives no reason'
          : `the review gives no reason that says why (${words} distinct words, at least ${RATIONALE_WORDS} needed)`,
      help: `write in the body of the approving review why this change is right, now and here${
        missing.length === 0 ? '' : `, and under ${codes(missing)} what is asked`
      }`,
    };
  if (missing.length === 0) return null;
  const [first = ''] = missing;
  const said = [
    ...(questions.length === 0 ? [] : [`does not answer ${codes(questions)}`]),
    ...(sections.length === 0 ? [] : [`says nothing under ${codes(sections)}`]),
  ];
  return {
    code: questions.length > 0 ? 'question-unanswered' : 'section-missing',
    message: `the review ${said.join(' and ')}`,
    help:
      questions.length > 0
        ? `add a line \`${first}: …\` with the answer`
        : `add a line \`${first}: …\`, or a heading \`## ${first}\` with text under it`,
  };
}

function codes(ids: readonly string[]): string {
  return ids.map((id) => `\`${id}\``).join(', ');
}
