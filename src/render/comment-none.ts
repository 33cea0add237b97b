import type { Diagnostic } from '../core/diagnostic.ts';
import { nextSteps } from '../core/next-steps.ts';
import type { Failure, Verdict } from '../core/verdict.ts';
import { listPart, must, type Part } from './comment-parts.ts';
import { markdownCodeCut } from './escape.ts';
import { diagnosticItem } from './markdown.ts';

/** What is shown before the rest is counted, and characters of a sentence. */
const SHOWN = { problems: 10, steps: 5 };
const TEXT = 500;

/** No verdict: what broke, where, and what to do. */
export function noVerdictParts(
  verdict: Extract<Verdict, { readonly kind: 'none' }>,
): readonly Part[] {
  const { failure, diagnostics } = verdict;
  const problems = [...diagnostics].sort((a, b) => rank(a) - rank(b));
  const left = problems.length - SHOWN.problems;
  const steps = nextSteps(verdict).slice(0, SHOWN.steps);
  return [
    must('## jitl: no verdict was reached'),
    must('The gate stays shut until there is one. No review can change that.'),
    listPart('what failed', '**What failed**', failure === null ? [] : [failureItem(failure)]),
    listPart(
      'what is next',
      '**Next**',
      steps.map((step) => `- ${markdownCodeCut(step, TEXT)}`),
    ),
    listPart('the problems', '**Problems**', [
      ...problems.slice(0, SHOWN.problems).map(diagnosticItem),
      ...(left > 0 ? [`- and ${left} more; \`jitl check\` lists all`] : []),
    ]),
  ];
}

/** What went wrong around the gate, where no file is to blame. */
export function failureItem({ code, message }: Failure): string {
  return `- **${code}**: ${markdownCodeCut(message, TEXT)}`;
}

function rank({ severity }: Diagnostic): number {
  return severity === 'error' ? 0 : 1;
}
