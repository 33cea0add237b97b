import { tiers, type RiskModel, type Tier } from '../policy/documents.ts';

/** The level of each dimension that something has reached. Dimensions that are left out are lowest. */
export type Dimensions = Readonly<Record<string, string>>;

export function higherTier(a: Tier, b: Tier): Tier {
  return tiers.indexOf(a) >= tiers.indexOf(b) ? a : b;
}

export function reachesTier(tier: Tier, bound: Tier): boolean {
  return tiers.indexOf(tier) >= tiers.indexOf(bound);
}

/** Joins by maximum, dimension by dimension. */
export function joinDimensions(model: RiskModel, a: Dimensions, b: Dimensions): Dimensions {
  const joined: Record<string, string> = { ...a };
  for (const [dimension, level] of Object.entries(b)) {
    const levels = model.spec.dimensions[dimension] ?? [];
    const known = joined[dimension];
    if (known === undefined || levels.indexOf(level) > levels.indexOf(known))
      joined[dimension] = level;
  }
  return joined;
}

export interface TierByTable {
  readonly tier: Tier;
  readonly row: Dimensions | null;
}

/**
 * The highest tier that has a row whose bounds all hold. A row can only say "at least", so every
 * tier is an up-set: raising a dimension can never lower the result.
 */
export function tierOf(model: RiskModel, reached: Dimensions): TierByTable {
  for (const tier of ['critical', 'high', 'moderate'] as const)
    for (const row of model.spec.table[tier]) if (holds(model, row, reached)) return { tier, row };
  return { tier: 'low', row: null };
}

function holds(model: RiskModel, row: Dimensions, reached: Dimensions): boolean {
  return Object.entries(row).every(([dimension, bound]) => {
    const levels = model.spec.dimensions[dimension] ?? [];
    const level = reached[dimension];
    return (level === undefined ? 0 : levels.indexOf(level)) >= levels.indexOf(bound);
  });
}
