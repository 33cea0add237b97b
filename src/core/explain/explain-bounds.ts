import type { RiskModel } from '../policy/documents/risk-model.ts';
import type { ChangeTier, Factor } from '../risk/assessment.ts';
import type { ExplainedBound } from './explained.ts';

/** What the row that decided asks for, and which factors brought the change there. */
export function explainBounds(
  { decidedBy, dimensions }: Pick<ChangeTier, 'decidedBy' | 'dimensions'>,
  { spec }: RiskModel,
  found: readonly Pick<Factor, 'id' | 'effect' | 'raises'>[],
): readonly ExplainedBound[] {
  if (decidedBy.kind !== 'row' || decidedBy.tier === 'low') return [];
  const row = spec.table[decidedBy.tier][decidedBy.index] ?? {};
  return Object.entries(row).map(([dimension, atLeast]) => {
    const levels = spec.dimensions[dimension] ?? [];
    const bound = levels.indexOf(atLeast);
    const by = found.filter(
      ({ effect, raises }) =>
        effect === 'counts' && levels.indexOf(raises[dimension] ?? '') >= Math.max(bound, 1),
    );
    return {
      dimension,
      atLeast,
      reached: dimensions[dimension] ?? levels[0] ?? '',
      by: by.map((factor) => factor.id),
    };
  });
}
