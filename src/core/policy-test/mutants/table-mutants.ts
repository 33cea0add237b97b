import type { Basis, Placed } from '../../policy/basis.ts';
import type { RiskModel } from '../../policy/documents/risk-model.ts';
import type { Dimensions } from '../../risk/risk-table.ts';
import { levelsOf, riskTable } from '../../risk/risk-table.ts';
import type { Mutant } from './mutant.ts';
import { replaced, without } from './mutant.ts';

/** Every small fault of the table: a row less, or a bound of a row one level higher. */
export function* tableMutants(
  basis: Basis,
  { document, at }: Placed<RiskModel>,
): Generator<Mutant> {
  const { dimensions, table } = document.spec;
  const idle = idleRows(document);
  for (const tier of ['critical', 'high', 'moderate'] as const)
    for (const [index, row] of table[tier].entries()) {
      const mutant = (what: string, rows: readonly Dimensions[]): Mutant => ({
        policy: null,
        location: at('spec', 'table', tier, index),
        what: `\`${tier}\`: ${what}`,
        equivalent: idle.has(row),
        basis: { ...basis, model: withRows(document, tier, rows) },
      });
      yield mutant(`the row \`${textOf(row)}\` was left out`, without(table[tier], index));
      for (const [dimension, level] of Object.entries(row)) {
        const levels = dimensions[dimension] ?? [];
        const up = levels[levels.indexOf(level) + 1];
        // Above the highest level the row would never hold: that is the row left out.
        if (up === undefined) continue;
        const raised = { ...row, [dimension]: up };
        yield mutant(
          `\`${dimension}: ${level}\` of \`${textOf(row)}\` became \`${up}\``,
          replaced(table[tier], index, raised),
        );
      }
    }
}

function withRows(
  model: RiskModel,
  tier: 'critical' | 'high' | 'moderate',
  rows: readonly Dimensions[],
): RiskModel {
  const table = { ...model.spec.table, [tier]: [...rows] };
  return { ...model, spec: { ...model.spec, table } };
}

/** Rows that never decide: an earlier one, of the same or a higher tier, holds wherever they do. */
function idleRows(model: RiskModel): ReadonlySet<Dimensions> {
  const table = riskTable(model);
  const bounds = table.rows.map(({ row }) => levelsOf(table, row));
  const idle = table.rows.filter((_, at) =>
    bounds
      .slice(0, at)
      .some((earlier) => earlier.every((level, place) => level <= (bounds[at]?.[place] ?? 0))),
  );
  return new Set(idle.map(({ row }) => row));
}

function textOf(row: Dimensions): string {
  return Object.entries(row)
    .map(([dimension, level]) => `${dimension}: ${level}`)
    .join(', ');
}
