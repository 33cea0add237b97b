import type { CheckReport } from './check-report.ts';
import { cutShown, escapeTerminal, markdownCode } from './escape.ts';
import { count } from './wrap.ts';

/** What became of a group of a merge queue. */
export interface GroupResult {
  /** Why it may not land; empty where it may. */
  readonly problems: readonly string[];
  /** How many pull requests it holds. */
  readonly size: number;
}

/** What a commit status takes of a description. */
const LIMIT = 140;

/** What the check under `context` says on the commit of a group. */
export function groupReportOf(
  { problems, size }: GroupResult,
  about: { readonly context: string; readonly commit: string },
): CheckReport {
  const [first] = problems;
  const title =
    first === undefined ? `Allowed: ${count(size, 'pull request')} of the group` : first;
  return {
    ...about,
    conclusion: first === undefined ? 'success' : 'failure',
    title: cutShown(escapeTerminal(title.slice(0, LIMIT * 2)), LIMIT),
    summary:
      first === undefined ? title : problems.map((one) => `- ${markdownCode(one)}`).join('\n'),
    annotations: [],
  };
}
