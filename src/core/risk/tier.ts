import type { RiskModel } from '../policy/documents/risk-model.ts';
import { tiers, type Tier } from '../policy/documents/tiers.ts';
import { decidingRow, levelsOf, riskTable, type Dimensions } from './risk-table.ts';

export function higherTier(a: Tier, b: Tier): Tier {
  return tiers.indexOf(a) >= tiers.indexOf(b) ? a : b;
}

export function reachesTier(tier: Tier, bound: Tier): boolean {
  return tiers.indexOf(tier) >= tiers.indexOf(bound);
}

export interface TierByTable {
  readonly tier: Tier;
  readonly row: Dimensions | null;
}

/** The tier that the table of a model gives to these levels, and the row that decides. */
export function tierOf(model: RiskModel, reached: Dimensions): TierByTable {
  const table = riskTable(model);
  const deciding = decidingRow(table, levelsOf(table, reached));
  return deciding === null
    ? { tier: 'low', row: null }
    : { tier: deciding.tier, row: deciding.row };
}
