import type { Judgment } from '../../core/judgment/judgment.ts';
import { whoCanStill } from '../../core/next-steps.ts';
import type { Verdict } from '../../core/verdict.ts';
import type { PullRequestReading } from '../../forge.ts';

export interface Wanted {
  readonly people: readonly string[];
  readonly teams: readonly string[];
}

/** Asked at once at most, by name; beyond that their team is asked, or nobody. */
const ASKED = 5;

/**
 * Who is to be asked for a review: those who may still decide, as their team where they are by one.
 * Nobody twice, and nobody who has answered.
 */
export function whomToAsk(verdict: Verdict, reading: PullRequestReading): Wanted {
  if (verdict.kind !== 'pending') return { people: [], teams: [] };
  const asked = new Set(reading.requestedReviewers.map((name) => name.toLowerCase()));
  const open = verdict.judgments.filter((judgment) => judgment.status === 'unsatisfied');
  const able = open.flatMap((judgment: Judgment) => whoCanStill(judgment).slice(0, 50));
  const names = (list: readonly string[]): readonly string[] =>
    [...new Set(list.map((name) => name.replace(/^@/, '')))]
      .filter((name) => !asked.has(name.toLowerCase()) && !name.includes(' '))
      .slice(0, ASKED);
  return {
    people: names(able.flatMap(({ name, team }) => (team === null ? [name] : []))).filter(
      (name) => !name.includes('@'),
    ),
    teams: names(able.flatMap(({ team }) => team ?? [])),
  };
}
