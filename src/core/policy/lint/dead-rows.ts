import type { Policy } from '../documents/policy.ts';
import type { RiskModel } from '../documents/risk-model.ts';
import type { Tier } from '../documents/tiers.ts';

/** A row of the table of a risk model, by its tier and its place among the rows of that. */
export interface RowPlace {
  readonly tier: Exclude<Tier, 'low'>;
  /** From 0. */
  readonly index: number;
}

export interface DeadRow extends RowPlace {
  /** A row that is not dead, and holds wherever this one does. */
  readonly by: RowPlace;
  /** Both ask the same. */
  readonly duplicate: boolean;
}

export interface UnusedLevels {
  /** Levels above the lowest that no factor raises, in the order of the model. */
  readonly levels: readonly { readonly dimension: string; readonly level: string }[];
  /** Rows that can never hold, each with the first bound that nothing reaches. */
  readonly rows: readonly (RowPlace & { readonly dimension: string; readonly level: string })[];
}

interface Row extends RowPlace {
  /** The rank of each level that is asked for; the lowest is always reached, so it is left out. */
  readonly bounds: ReadonlyMap<string, number>;
}

/** Highest tier first, each in the order in which they stand. */
function rowsOf({ spec }: RiskModel): readonly Row[] {
  return (['critical', 'high', 'moderate'] as const).flatMap((tier) =>
    spec.table[tier].map((row, index) => {
      const ranks = Object.entries(row).map(
        ([dimension, level]) => [dimension, rankOf(spec.dimensions, dimension, level)] as const,
      );
      return { tier, index, bounds: new Map(ranks.filter(([, rank]) => rank > 0)) };
    }),
  );
}

/** Above all where the model does not have the level: nothing reaches it. */
function rankOf(
  dimensions: Readonly<Record<string, readonly string[]>>,
  dimension: string,
  level: string,
): number {
  const levels = Object.hasOwn(dimensions, dimension) ? dimensions[dimension] : undefined;
  const rank = levels?.indexOf(level) ?? -1;
  return rank === -1 ? Infinity : rank;
}

/** Wherever one row holds, the other holds as well. */
function implies(row: Row, other: Row): boolean {
  return [...other.bounds].every(([dimension, rank]) => (row.bounds.get(dimension) ?? 0) >= rank);
}

/**
 * Rows that decide nothing, because another row of the same or a higher tier holds wherever they do:
 * all of them can go at once, and every tier stays. Of rows that ask the same the first one stays.
 */
export function deadRows(model: RiskModel): readonly DeadRow[] {
  const rows = rowsOf(model);
  const covering = rows.map((row, at) =>
    rows.filter((other, place) => {
      const follows = place > at;
      if (place === at || (follows && other.tier !== row.tier) || !implies(row, other))
        return false;
      return !follows || !implies(other, row);
    }),
  );
  const deciding = new Set(rows.filter((_, at) => covering[at]?.length === 0));
  return rows.flatMap((row, at) => {
    const by = covering[at]?.find((other) => deciding.has(other));
    if (by === undefined) return [];
    const { tier, index } = by;
    return [{ tier: row.tier, index: row.index, by: { tier, index }, duplicate: implies(by, row) }];
  });
}

/**
 * What no factor of these policies reaches, whatever they apply to and whether or not they count.
 * A level is unused also where a higher one is raised; a row that asks for it can hold then.
 */
export function unusedLevels(model: RiskModel, policies: readonly Policy[]): UnusedLevels {
  const { dimensions } = model.spec;
  const raised = policies.flatMap(({ spec }) =>
    spec.factors.flatMap(({ raises }) => Object.entries(raises ?? {})),
  );
  const used = new Map<string, Set<string>>();
  const highest = new Map<string, number>();
  for (const [dimension, level] of raised) {
    const rank = dimensions[dimension]?.indexOf(level) ?? -1;
    highest.set(dimension, Math.max(highest.get(dimension) ?? 0, rank));
    used.set(dimension, (used.get(dimension) ?? new Set()).add(level));
  }
  const levels = Object.entries(dimensions).flatMap(([dimension, [, ...above]]) =>
    above
      .filter((level) => used.get(dimension)?.has(level) !== true)
      .map((level) => ({ dimension, level })),
  );
  const rows = rowsOf(model).flatMap(({ tier, index, bounds }) => {
    const beyond = [...bounds].find(([dimension, rank]) => rank > (highest.get(dimension) ?? 0));
    if (beyond === undefined) return [];
    const [dimension] = beyond;
    const level = model.spec.table[tier][index]?.[dimension] ?? '';
    return [{ tier, index, dimension, level }];
  });
  return { levels, rows };
}
