import type { Verdict } from '../core/verdict.ts';
import { annotationsOf, type Annotation } from './annotations.ts';
import { checkTitle } from './check-title.ts';
import { cutLines } from './comment-parts.ts';
import { failureItem } from './comment-none.ts';
import { renderMarkdown } from './markdown.ts';

/** What a check run takes of a summary. GitHub speaks of characters; bytes are never fewer. */
const SUMMARY_LIMIT = 65_535;

/** The form is the forge's (`CheckReport` in `src/forge.ts`); renderers know no port. */
export interface CheckReport {
  readonly context: string;
  readonly commit: string;
  readonly conclusion: 'pending' | 'success' | 'failure';
  readonly title: string;
  readonly summary: string;
  readonly annotations: readonly Annotation[];
}

/** Only `allowed` is a success; what is not known is a failure, never a wait that looks harmless. */
const CONCLUSIONS = {
  allowed: 'success',
  pending: 'pending',
  denied: 'failure',
  unknown: 'failure',
  none: 'failure',
} as const;

/** What the check under `context` says on `commit`. */
export function checkReportOf(
  verdict: Verdict,
  about: { readonly context: string; readonly commit: string },
): CheckReport {
  return {
    context: about.context,
    commit: about.commit,
    conclusion: CONCLUSIONS[verdict.kind],
    title: checkTitle(verdict, about.commit),
    summary: cutLines(summaryOf(verdict), SUMMARY_LIMIT),
    annotations: annotationsOf(verdict),
  };
}

/** The brief in Markdown does not show what failed around the gate. */
function summaryOf(verdict: Verdict): string {
  const text = renderMarkdown(verdict);
  if (verdict.kind !== 'none' || verdict.failure === null) return text;
  return `${text}\n${failureItem(verdict.failure)}\n`;
}
