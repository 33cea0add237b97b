import { rowKey } from './check-expectation.ts';
import type { FactorCoverage, MutationResult, RowCoverage, Unmet } from './report.ts';
import type { Suite } from './suite.ts';

export interface Measured {
  readonly factors: readonly FactorCoverage[];
  readonly rows: readonly RowCoverage[];
  /** Null: not measured, so it is not asked either. */
  readonly mutation: MutationResult | null;
}

/** The thresholds of a suite that were missed. */
export function unmetOf(suite: Suite, measured: Measured): readonly Unmet[] {
  const { coverage, at } = suite;
  return [
    ...(coverage.factors === undefined ? [] : unmetFactors(suite, measured.factors)),
    ...(coverage.tableRows === undefined
      ? []
      : measured.rows
          .filter(({ cases }) => cases === 0)
          .map(({ tier, row }): Unmet => ({
            threshold: 'tableRows',
            message: `no case is decided by the row \`${rowKey(row)}\` of \`${tier}\``,
            location: at('spec', 'coverage', 'tableRows'),
          }))),
    ...unmetMutants(suite, measured.mutation),
  ];
}

function unmetFactors(
  { coverage, policies, at }: Suite,
  factors: readonly FactorCoverage[],
): readonly Unmet[] {
  const location = at('spec', 'coverage', 'factors');
  return factors
    .filter(({ policy }) => policies.has(policy))
    .flatMap(({ factor, positive, negative, canFail }): readonly Unmet[] => {
      const lacks = (message: string): Unmet => ({ threshold: 'factors', message, location });
      return [
        ...(positive === 0 ? [lacks(`\`${factor}\` matches in no case`)] : []),
        ...(negative === 0 && canFail && coverage.factors === 'both'
          ? [lacks(`\`${factor}\` matches in every case, and none shows what it leaves alone`)]
          : []),
      ];
    });
}

function unmetMutants(
  { coverage, policies, at }: Suite,
  mutation: MutationResult | null,
): readonly Unmet[] {
  const { mutants } = coverage;
  if (mutants === undefined || mutation === null) return [];
  let killed = 0;
  let total = 0;
  for (const score of mutation.scores)
    if (score.policy !== null && policies.has(score.policy)) {
      killed += score.killed;
      total += score.total;
    }
  if (total === 0 || killed / total >= mutants) return [];
  return [
    {
      threshold: 'mutants',
      message: `the cases notice ${killed} of ${total} mutants, which is less than ${mutants}`,
      location: at('spec', 'coverage', 'mutants'),
    },
  ];
}
