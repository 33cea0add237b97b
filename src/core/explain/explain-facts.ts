import { compareFacts } from '../compare-facts.ts';
import type { GatheredFacts } from '../evaluate.ts';
import { assess } from '../risk/assess.ts';
import { explainChanges } from './explain-changes.ts';
import type { Explanation } from './explained.ts';

/** The changes that `evaluate` judges by the same facts, explained. */
export function explainFacts(facts: GatheredFacts, about: string | null): Explanation {
  const { basis, now } = facts;
  const input = { ...compareFacts(facts), basis, now };
  return explainChanges({ ...input, assessment: assess(input), about });
}
