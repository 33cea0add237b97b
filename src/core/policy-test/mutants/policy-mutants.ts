import { rulesUpTo } from '../../judgment/reached-rules.ts';
import { sortedUnique } from '../../order.ts';
import type { Basis, ReadyPolicy } from '../../policy/basis.ts';
import type { Policy } from '../../policy/documents/policy.ts';
import type { Tier } from '../../policy/documents/tiers.ts';
import { joinAsked } from '../asked.ts';
import { without, type PolicyMutant } from './mutant.ts';
import { ruleMutants } from './rule-mutants.ts';

/** Each kind of change that the policy would no longer apply to. */
export function* kindMutants(policy: ReadyPolicy): Generator<PolicyMutant> {
  const { changes } = policy.document.spec.appliesTo;
  for (const [index, kind] of changes.entries())
    yield {
      what: `\`${kind}\` was left out of \`appliesTo\``,
      location: policy.at('spec', 'appliesTo', 'changes', index),
      policy: withSpec(policy, { appliesTo: { changes: without(changes, index) } }),
      equivalent: false,
    };
}

const STEPS = ['moderate', 'high', 'critical'] as const;

/** Every small fault of what the policy asks. */
export function* requirementMutants(policy: ReadyPolicy, basis: Basis): Generator<PolicyMutant> {
  const { requires } = policy.document.spec;
  for (const step of STEPS) {
    const rule = requires?.[step];
    if (rule === undefined) continue;
    for (const { what, place, rule: mutated } of ruleMutants(rule)) {
      const changed = withSpec(policy, { requires: { ...requires, [step]: mutated } });
      yield {
        what: `\`${step}\`: ${what}`,
        location: policy.at('spec', 'requires', step, ...place),
        policy: changed,
        equivalent: asksTheSame(policy, changed, basis),
      };
    }
  }
}

function withSpec(policy: ReadyPolicy, spec: Partial<Policy['spec']>): ReadyPolicy {
  const { document } = policy;
  return { ...policy, document: { ...document, spec: { ...document.spec, ...spec } } };
}

/**
 * What several policies ask is the join of what each asks, so a policy that asks the same at every
 * tier asks the same in every company. Only `similar` is joined otherwise.
 */
function asksTheSame(one: ReadyPolicy, other: ReadyPolicy, basis: Basis): boolean {
  const asked = (policy: ReadyPolicy, tier: Tier): string => {
    const similar = rulesUpTo(tier, [policy]).flatMap(({ rule }) => rule.rationale?.similar ?? []);
    return JSON.stringify([joinAsked([policy], tier, basis), sortedUnique(similar)]);
  };
  return STEPS.every((tier) => asked(one, tier) === asked(other, tier));
}
