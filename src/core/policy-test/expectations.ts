import { sortedUnique } from '../order.ts';
import type { Expectation } from '../policy/documents/policy-test-expect.ts';
import { rowKey } from './check-expectation.ts';
import { expectsRules, mismatchedRules } from './expect-rules.ts';
import { list, listed, mismatch, oneOf, value, type Mismatch } from './mismatch.ts';
import type { Outcome } from './outcome.ts';

/** Everything that is otherwise than expected. */
export function mismatches(expect: Expectation, outcome: Outcome): readonly Mismatch[] {
  const { factors } = outcome;
  const counts = [...factors.counts];
  const { matchedIncludes, matchedExcludes, row } = expect;
  const found = [
    value('tier', expect.tier, outcome.tier),
    list('matched', expect.matched, counts),
    matchedIncludes === undefined
      ? null
      : list('matchedIncludes', matchedIncludes, counts, { onlyMissing: true }),
    matchedExcludes === undefined ? null : excluded(matchedExcludes, counts),
    list('advisory', expect.advisory, [...factors.advisory]),
    list('shadow', expect.shadow, [...factors.shadow]),
    list('waived', expect.waived, [...factors.waived]),
    oneOf('decidedBy', expect.decidedBy, outcome.deciders),
    oneOf('row', row === undefined ? undefined : rowKey(row), outcome.rows),
    ...(expectsRules(expect) ? mismatchedRules(expect, outcome.asked()) : []),
  ];
  return found.filter((one) => one !== null);
}

function excluded(unwanted: readonly string[], got: readonly string[]): Mismatch | null {
  const unexpected = sortedUnique(got.filter((one) => unwanted.includes(one)));
  if (unexpected.length === 0) return null;
  return { ...mismatch('matchedExcludes', `none of ${listed(unwanted)}`, listed(got)), unexpected };
}
