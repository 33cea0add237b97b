import type { Question } from '../risk/assessment.ts';
import { REASON_PROMPT, sectionPrompt } from './review-prompts.ts';

/** What a reviewer is asked to fill in. */
export interface TemplateInput {
  /** `Brief: …` and `Head: …`, as far as the judgment is bound to them. */
  readonly lines: readonly string[];
  readonly questions: readonly Pick<Question, 'id' | 'text'>[];
  readonly sections: readonly string[];
}

/**
 * The Markdown of a review to fill in. Its prompts are quotes, so that nothing of it counts as the
 * reviewer's words, and an empty line ends each, so that what is written below is not part of it.
 */
export function reviewTemplate(input: TemplateInput): string {
  const parts = [
    ...(input.lines.length === 0 ? [] : [input.lines.join('\n')]),
    quote(REASON_PROMPT),
    '',
    ...input.questions.flatMap(({ id, text }) => [quote(text), `${id}: `]),
    ...input.sections.flatMap((id) => [quote(sectionPrompt(id)), `${id}: `]),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** One quoted line whatever the text holds: no break, control or mark-up of a name leaves it. */
function quote(text: string): string {
  const shown = text
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\s]+/gu, ' ')
    .replace(/[\\`*_[\]<>!&~$|@#]/g, (mark) => `\\${mark}`)
    .trim();
  return `> ${shown}`;
}
