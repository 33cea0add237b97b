import type { JudgedVerdict } from '../verdict.ts';
import { boundLines } from '../next-steps.ts';

/** What a reviewer said, question by question. */
export interface SpokenReview {
  readonly reason: string;
  /** Answers to questions and sections, by their ids. */
  readonly answers: readonly { readonly id: string; readonly text: string }[];
}

/** The text of a review, as the gate reads it: the lines that bind it, the reason, the answers. */
export function composeReview(verdict: JudgedVerdict, { reason, answers }: SpokenReview): string {
  const said = answers.map(({ id, text }) => `${id}: ${text}`);
  return withBoundLines(verdict, [reason, ...said].join('\n\n'));
}

/** The same text, with the lines that it must quote and does not. */
export function withBoundLines(verdict: JudgedVerdict, text: string): string {
  const own = new Set(text.split(/\r?\n/).map((line) => line.trim()));
  const missing = boundLines(verdict).filter((line) => !own.has(line));
  return missing.length === 0 ? text : `${missing.join('\n')}\n\n${text}`;
}
