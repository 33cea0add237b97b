import type { Story } from './commands.ts';
import type { JudgedVerdict } from '../../../src/core/verdict.ts';

/** How often what occurred, so that nothing is true only because it never happens. */
export interface Counts {
  readonly stories: number;
  readonly evaluations: number;
  /** By what was seen, such as `code stale` or `push before allowed`. */
  readonly seen: ReadonlyMap<string, number>;
}

export interface Counter {
  readonly see: (verdict: JudgedVerdict) => void;
  readonly end: (story: Story, last: JudgedVerdict) => void;
  readonly counts: () => Counts;
}

export function startCounting(): Counter {
  const seen = new Map<string, number>();
  let [stories, evaluations] = [0, 0];
  const count = (what: string): void => {
    seen.set(what, (seen.get(what) ?? 0) + 1);
  };
  return {
    see: (verdict) => {
      evaluations += 1;
      count(`verdict ${verdict.kind}`);
      count(`${verdict.kind} at ${verdict.assessment.tier}`);
      if (verdict.kind === 'allowed' && verdict.override !== null) count('allowed by override');
      if (verdict.vetoes.length > 0) count('veto');
      for (const hold of verdict.holds) count(`hold ${hold.code} ${hold.status}`);
      for (const { outcome } of verdict.reviews)
        if (outcome.kind === 'disqualified') count(`code ${outcome.code}`);
        else count(outcome.carriedFrom === null ? 'approval' : 'approval carried');
      if (verdict.refusedOverrides.length > 0) count('override refused');
    },
    end: (story, last) => {
      stories += 1;
      count(`ends ${last.kind}`);
      for (const name of new Set(story.commands.map((one) => one.do)))
        count(`${name} before ${last.kind}`);
    },
    counts: () => ({ stories, evaluations, seen }),
  };
}
