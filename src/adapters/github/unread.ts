import type { Unread } from '../../forge.ts';
import type { GraphqlProblem } from './graphql-answer.ts';

/** Collects what could not be read in full. Anything here keeps the gate shut. */
export interface Gaps {
  readonly add: (what: string, why: string) => void;
  readonly all: () => readonly Unread[];
}

export function createGaps(): Gaps {
  const found = new Map<string, Unread>();
  return {
    add(what, why) {
      const entry = { what: what.slice(0, 200), why: why.slice(0, 500) };
      found.set(`${entry.what}\n${entry.why}`, entry);
    },
    all: () => [...found.values()],
  };
}

/**
 * What GraphQL could not give beside what it gave. Who is asked for a review decides nothing, and a
 * token of a workflow may not see the teams among them.
 */
export function addProblems(gaps: Gaps, problems: readonly GraphqlProblem[]): void {
  for (const { type, path, message } of problems) {
    if (path.includes('reviewRequests')) continue;
    const where = path.filter((part) => part !== 'repository').join('.');
    gaps.add(where === '' ? 'the answer of GitHub' : where, `${type ?? 'error'}: ${message}`);
  }
}

/** Title and body as a snapshot may hold them; GitHub’s own limits are far below. */
export function cut(text: string, longest: number): string {
  const note = ' […]';
  return text.length <= longest ? text : text.slice(0, longest - note.length) + note;
}
