import type { RiskModel } from '../policy/documents/risk-model.ts';
import type { Tier } from '../policy/documents/tiers.ts';

/** The level of each dimension that something has reached. Dimensions that are left out are lowest. */
export type Dimensions = Readonly<Record<string, string>>;

/** A lower bound: the place of a dimension, and of a level in it. */
type Bound = readonly [dimension: number, level: number];

/** Levels by the place of their dimension. */
export type Levels = readonly number[];

export interface RankedRow {
  readonly tier: Tier;
  /** The place of the row among those of its tier. */
  readonly index: number;
  readonly row: Dimensions;
  readonly bounds: readonly Bound[];
}

/** A risk model by the places of its dimensions and levels instead of their names. */
export interface RiskTable {
  readonly dimensions: readonly string[];
  readonly levels: readonly (readonly string[])[];
  /** The highest tier first. */
  readonly rows: readonly RankedRow[];
  readonly lowest: Levels;
}

export function riskTable({ spec }: RiskModel): RiskTable {
  const dimensions = Object.keys(spec.dimensions);
  const levels = Object.values(spec.dimensions);
  const rows = (['critical', 'high', 'moderate'] as const).flatMap((tier) =>
    spec.table[tier].map((row, index) => ({
      tier,
      index,
      row,
      bounds: boundsOf(dimensions, levels, row),
    })),
  );
  return { dimensions, levels, rows, lowest: dimensions.map(() => 0) };
}

/** Bounds by place. A level that the model does not have is above all: such a row never holds. */
function boundsOf(
  dimensions: readonly string[],
  levels: readonly (readonly string[])[],
  named: Dimensions,
): readonly Bound[] {
  return Object.entries(named).map(([dimension, level]): Bound => {
    const place = dimensions.indexOf(dimension);
    const rank = levels[place]?.indexOf(level) ?? -1;
    return [place, rank === -1 ? Infinity : rank];
  });
}

export function levelsOf(table: RiskTable, named: Dimensions): Levels {
  return table.dimensions.map((dimension, place) => {
    const level = named[dimension];
    return level === undefined ? 0 : Math.max(0, table.levels[place]?.indexOf(level) ?? 0);
  });
}

/** Joins by maximum, dimension by dimension, into the levels of somebody who collects them. */
export function raiseLevels(reached: number[], by: Levels): void {
  for (let place = 0; place < reached.length; place += 1)
    reached[place] = Math.max(reached[place] ?? 0, by[place] ?? 0);
}

/** The levels above the lowest, by name. */
export function namedLevels(table: RiskTable, levels: Levels): Dimensions {
  const named: Record<string, string> = {};
  for (const [place, level] of levels.entries()) {
    const dimension = table.dimensions[place];
    const name = table.levels[place]?.[level];
    if (level > 0 && dimension !== undefined && name !== undefined) named[dimension] = name;
  }
  return named;
}

/**
 * The row of the highest tier whose bounds all hold, or null. A row can only say "at least", so
 * every tier is an up-set: raising a dimension can never lower the result.
 */
export function decidingRow(table: RiskTable, reached: Levels): RankedRow | null {
  return (
    table.rows.find(({ bounds }) =>
      bounds.every(([place, level]) => (reached[place] ?? 0) >= level),
    ) ?? null
  );
}
