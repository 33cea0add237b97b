import type { Basis } from '../policy/basis.ts';
import type { Suite } from '../policy-test/suite.ts';
import type { Tier } from '../policy/documents/tiers.ts';
import { waivedBy } from '../risk/assess.ts';
import { raterOf } from '../risk/rate.ts';
import { higherTier } from '../risk/tier.ts';
import type { Explanation } from './explained.ts';
import { explainRated, type Explainable } from './explain-rated.ts';

/** The cases of tests as changes that are explained; `name` chooses one of them. */
export function explainCases(
  suites: readonly Suite[],
  basis: Basis,
  { name, about }: { readonly name: string | null; readonly about: string | null },
): Explanation {
  let tier: Tier = 'low';
  const changes = suites.flatMap((suite) => {
    const rater = raterOf(basis, suite.now);
    return suite.cases
      .filter((one) => name === null || one.written.name === name)
      .flatMap((one) =>
        one.changes.map((input, index): Explainable => {
          const { findings, ...decided } = rater.rate(input);
          tier = higherTier(tier, decided.tier);
          return {
            id: `${one.written.name}${index === 0 ? '' : ` (${index + 1})`}`,
            kind: input.kind,
            summary: `case ${one.written.name}: ${input.kind}`,
            subject: input.holder,
            place: one.at('name'),
            input,
            decided,
            found: findings.map(({ factor: { rule }, effect, waiver }) => ({
              id: rule.id,
              effect,
              waiver: waiver === null ? null : waivedBy(waiver),
              raises: rule.raises ?? {},
            })),
            describe: (item) => (input.items.length > 1 ? `item ${item + 1}` : null),
          };
        }),
      );
  });
  const now = suites[0]?.now ?? 0;
  return explainRated(changes, { basis, about, now, tier });
}

/** The names of all cases. */
export function caseNames(suites: readonly Suite[]): readonly string[] {
  return suites.flatMap((suite) => suite.cases.map((one) => one.written.name));
}
