import type { Tier } from '../policy/documents/tiers.ts';
import type { ReadyFactor, ReadyPolicy } from '../policy/basis.ts';
import type { Decider, FactorEffect } from './assessment.ts';
import {
  decidingRow,
  namedLevels,
  raiseLevels,
  type Dimensions,
  type Levels,
  type RankedRow,
  type RiskTable,
} from './risk-table.ts';
import { higherTier } from './tier.ts';

/** The tier of a change, and what decided it. */
export interface Decided {
  readonly tier: Tier;
  /** Of the item that decided. */
  readonly dimensions: Dimensions;
  readonly because: string;
  readonly decidedBy: Decider;
}

/** Below this a tier cannot be, whatever the table says. */
export type Floor = Omit<Decided, 'dimensions'>;

/** What matched, as far as it bears on the tier. */
export interface RaisingFinding {
  readonly policy: ReadyPolicy;
  readonly factor: ReadyFactor;
  readonly effect: FactorEffect;
  /** The items that it matched; null where it is about the whole change. */
  readonly matched: readonly { readonly index: number | null }[];
  readonly raises: Levels | null;
}

export interface DecidingInput {
  /** How many items the change has. */
  readonly items: number;
  /** Floors that no factor sets. */
  readonly floors: readonly Floor[];
  readonly table: RiskTable;
}

/** The maximum of what the table says of each item and of all floors. */
export function decide(
  findings: readonly RaisingFinding[],
  { items, floors, table }: DecidingInput,
): Decided {
  const counting = findings.filter((finding) => finding.effect === 'counts');
  const byTable = decideByTable(counting, items, table);
  let best: Floor = byTable;
  for (const floor of [...counting.flatMap(floorOf), ...floors])
    if (higherTier(best.tier, floor.tier) !== best.tier) best = floor;
  const { tier, because, decidedBy } = best;
  return { tier, dimensions: byTable.dimensions, because, decidedBy };
}

function floorOf({ policy, factor: { rule } }: RaisingFinding): readonly Floor[] {
  if (rule.floor === undefined) return [];
  const decidedBy = {
    kind: 'floor',
    policy: policy.document.metadata.id,
    factor: rule.id,
  } as const;
  return [{ tier: rule.floor, because: `floor of \`${rule.id}\``, decidedBy }];
}

/** Each item is rated by what was found on it and on the subject; the highest decides. */
function decideByTable(
  counting: readonly RaisingFinding[],
  items: number,
  table: RiskTable,
): Decided {
  const own = Array.from({ length: items }, () => [...table.lowest]);
  const common = [...table.lowest];
  for (const { matched, raises } of counting)
    if (raises !== null)
      for (const { index } of matched)
        raiseLevels(index === null ? common : (own[index] ?? common), raises);
  let best: { readonly row: RankedRow; readonly reached: Levels } | null = null;
  const joined = [...common];
  for (const reached of own) {
    raiseLevels(reached, common);
    raiseLevels(joined, reached);
    const row = decidingRow(table, reached);
    if (row === null || (best !== null && higherTier(best.row.tier, row.tier) === best.row.tier))
      continue;
    best = { row, reached };
  }
  if (best === null)
    return {
      tier: 'low',
      dimensions: namedLevels(table, joined),
      because: 'no row of the risk model holds',
      decidedBy: { kind: 'nothing' },
    };
  const { row, reached } = best;
  const dimensions = namedLevels(table, reached);
  return {
    tier: row.tier,
    dimensions,
    because: describeRow(row.row, dimensions),
    decidedBy: { kind: 'row', tier: row.tier, index: row.index },
  };
}

/** The dimensions that the deciding row asks about, at the levels that were reached. */
function describeRow(row: Dimensions, reached: Dimensions): string {
  return Object.keys(row)
    .map((dimension) => `${dimension} ${reached[dimension] ?? 'none'}`)
    .join(', ');
}
