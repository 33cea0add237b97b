import type { DiagnosticCode } from '../diagnostic.ts';
import type { Span } from '../location.ts';

/** What is wrong with a file or a document, at a range of UTF-16 offsets into its text. */
export interface YamlProblem {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help?: string;
  readonly span: Span;
}

/** How many problems of one code are listed before the rest is only counted. */
export const listedPerCode = 20;

/**
 * Problems being gathered. The bound is per code: twenty tolerated anchors must not push a
 * duplicate key out of the list.
 */
export interface ProblemList {
  readonly listed: YamlProblem[];
  readonly counts: Map<DiagnosticCode, { count: number; readonly next: Span[] }>;
}

export function newProblems(): ProblemList {
  return { listed: [], counts: new Map() };
}

export function addProblem(list: ProblemList, problem: YamlProblem): void {
  const seen = list.counts.get(problem.code);
  if (seen === undefined) list.counts.set(problem.code, { count: 1, next: [] });
  else {
    seen.count += 1;
    if (seen.count === listedPerCode + 1) seen.next.push(problem.span);
    if (seen.count > listedPerCode) return;
  }
  list.listed.push(problem);
}

/** In source order, each over-long kind closed by one problem that says how many more. */
export function finishProblems(list: ProblemList): readonly YamlProblem[] {
  const all = [...list.listed];
  for (const [code, { count, next }] of list.counts)
    for (const span of next)
      all.push({ code, span, message: `${count - listedPerCode} more of the same kind` });
  return all.sort((a, b) => a.span.start - b.span.start);
}

const QUOTE_LIMIT = 60;

/** Foreign text for a message: in backticks, cut where it would drown the sentence. */
export function quoted(text: string): string {
  return `\`${text.length > QUOTE_LIMIT ? `${text.slice(0, QUOTE_LIMIT)}…` : text}\``;
}
