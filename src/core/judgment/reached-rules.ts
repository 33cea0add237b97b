import type { Change } from '../change/change.ts';
import type { Basis, ReadyPolicy } from '../policy/basis.ts';
import type { RequirementRule } from '../policy/documents/requires.ts';
import type { Tier } from '../policy/documents/tiers.ts';
import { hasSay } from '../policy/in-force.ts';
import { reachesTier } from '../risk/tier.ts';

/** What one policy asks at one tier. */
export interface ReachedRule {
  readonly rule: RequirementRule;
  /** Whether an emergency override may stand in for it. */
  readonly overridable: boolean;
}

/** Policies that decide, and are about one of the changes. */
export function applyingPolicies(basis: Basis, changes: readonly Change[]): readonly ReadyPolicy[] {
  const kinds = [...new Set(changes.map((change) => change.kind))];
  return basis.policies.filter((policy) => kinds.some((kind) => hasSay(policy, kind)));
}

/** What the policies ask at the tier and at each one below it. */
export function rulesUpTo(tier: Tier, policies: readonly ReadyPolicy[]): readonly ReachedRule[] {
  const reached = (['moderate', 'high', 'critical'] as const).filter((step) =>
    reachesTier(tier, step),
  );
  return policies.flatMap((policy) =>
    reached.flatMap((step) => {
      const rule = policy.document.spec.requires?.[step];
      return rule === undefined ? [] : [{ rule, overridable: isOverridable(policy) }];
    }),
  );
}

export function isOverridable({ document }: ReadyPolicy): boolean {
  return document.spec.enforcement === 'overridable';
}
