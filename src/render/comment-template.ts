import { reviewTemplate } from '../core/judgment/review-template.ts';
import { boundLines } from '../core/next-steps.ts';
import type { JudgedVerdict } from '../core/verdict.ts';
import { markdownFence } from './escape.ts';

/** The review to copy and fill in. Empty where no review is missing, or none could count. */
export function templateBlock(verdict: JudgedVerdict): string {
  const open = verdict.kind === 'pending' || verdict.kind === 'unknown';
  const missing =
    verdict.vetoes.length > 0 || verdict.judgments.some(({ status }) => status !== 'satisfied');
  const lines = boundLines(verdict);
  if (!open || !missing || lines.length === 0) return '';
  const { questions } = verdict.brief;
  const text = reviewTemplate({ lines, questions, sections: verdict.demands.sections });
  return `**To judge it**, copy this into a review that approves (or requests changes), and fill it in:\n\n${markdownFence(text)}`;
}
