import type { ChangeKind } from '../change/change.ts';
import { joinDemands } from '../judgment/demands.ts';
import { rulesUpTo } from '../judgment/reached-rules.ts';
import type { Demands } from '../judgment/requirement.ts';
import { joinLines, type ReviewLine } from '../judgment/review-lines.ts';
import type { Basis, ReadyPolicy } from '../policy/basis.ts';
import type { Tier } from '../policy/documents/tiers.ts';
import { hasSay } from '../policy/in-force.ts';

/** What policies ask of a change, joined to the strictest as for a verdict. */
export interface Asked {
  readonly lines: readonly ReviewLine[];
  readonly demands: Demands;
  /** How many people, and from how many teams, whoever wrote it; 1: nothing is asked. */
  readonly distinctPeople: number;
  readonly distinctTeams: number;
  /** How many people judge what an agent took part in; 1: nothing is asked. */
  readonly agentAuthored: number;
}

/** What those of the policies that are about one of the kinds ask at the tier. */
export function askedOf(
  policies: readonly ReadyPolicy[],
  kinds: ReadonlySet<ChangeKind>,
  tier: Tier,
  basis: Basis,
): Asked {
  const applying = policies.filter((policy) => [...kinds].some((kind) => hasSay(policy, kind)));
  return joinAsked(applying, tier, basis);
}

/** What the policies ask at the tier and at each one below it. */
export function joinAsked(policies: readonly ReadyPolicy[], tier: Tier, basis: Basis): Asked {
  const reached = rulesUpTo(tier, policies);
  const rules = reached.map(({ rule }) => rule);
  const separations = rules.flatMap((rule) => rule.separation ?? []);
  return {
    lines: joinLines(reached),
    demands: joinDemands(policies, rules, basis),
    distinctPeople: most(separations.map((rule) => rule.distinctPeople)),
    distinctTeams: most(separations.map((rule) => rule.distinctTeams)),
    agentAuthored: most(separations.map((rule) => rule.agentAuthored?.distinctPeople)),
  };
}

function most(numbers: readonly (number | undefined)[]): number {
  return Math.max(1, ...numbers.map((number) => number ?? 1));
}
