import type { Tier } from '../policy/documents/tiers.ts';
import { reachesTier } from '../risk/tier.ts';
import type { ReachedRule } from './reached-rules.ts';
import type { Requirement } from './requirement.ts';

/** What of the change makes more people necessary. */
export interface Hands {
  readonly tier: Tier;
  readonly agentAuthored: boolean;
  /** Commits, pushes and trailers that belong to no known account. */
  readonly unattributed: readonly string[];
  /** Agents that took part and for whom nobody answers. */
  readonly unoperated: readonly string[];
}

interface Reason {
  readonly count: number;
  readonly because: string;
  readonly overridable: boolean;
}

/** Different people over all requirements; null where one would do. */
export function differentPeople(hands: Hands, rules: readonly ReachedRule[]): Requirement | null {
  const { tier } = hands;
  const asked = greatest(rules, ({ rule }) => rule.separation?.distinctPeople);
  const reasons = [
    ...(asked === null
      ? []
      : [{ ...asked, because: `a ${tier} change asks ${asked.count} people` }]),
    ...reasonsOfHands(hands, rules),
  ];
  let most: Reason | null = null;
  for (const reason of reasons) if (most === null || reason.count > most.count) most = reason;
  if (most === null) return null;
  return {
    ...overAll(tier),
    id: 'different-people',
    authority: { kind: 'different-people', disjoint: asked !== null },
    count: most.count,
    overridable: reasons.every((reason) => reason.overridable),
    because: most.because,
  };
}

/** Different people through different teams; null where no policy asks it. */
export function differentTeams(tier: Tier, rules: readonly ReachedRule[]): Requirement | null {
  const asked = greatest(rules, ({ rule }) => rule.separation?.distinctTeams);
  if (asked === null) return null;
  return {
    ...overAll(tier),
    id: 'different-teams',
    authority: { kind: 'different-teams' },
    ...asked,
    because: `a ${tier} change asks people of ${asked.count} teams`,
  };
}

function overAll(tier: Tier): Pick<Requirement, 'tier' | 'reviewLine' | 'paths' | 'expertise'> {
  return { tier, reviewLine: '', paths: [], expertise: [] };
}

/** The greatest count beyond one that any rule names, and whether all that name one yield. */
function greatest(
  rules: readonly ReachedRule[],
  countOf: (reached: ReachedRule) => number | undefined,
): Pick<Reason, 'count' | 'overridable'> | null {
  const asking = rules.filter((reached) => (countOf(reached) ?? 1) > 1);
  if (asking.length === 0) return null;
  return {
    count: Math.max(...asking.map((reached) => countOf(reached) ?? 1)),
    overridable: asking.every((reached) => reached.overridable),
  };
}

function reasonsOfHands(hands: Hands, rules: readonly ReachedRule[]): readonly Reason[] {
  const { tier, agentAuthored, unattributed, unoperated } = hands;
  // No policy asks for these, so they yield where all that ask for anything do.
  const ours = { count: 2, overridable: rules.every((reached) => reached.overridable) };
  const reasons: Reason[] = [];
  if (agentAuthored && reachesTier(tier, 'high'))
    reasons.push({
      ...ours,
      because: 'an agent wrote the change, so one approval would be the only human judgment',
    });
  const byAgent = greatest(rules, ({ rule }) => rule.separation?.agentAuthored?.distinctPeople);
  if (agentAuthored && byAgent !== null)
    reasons.push({
      ...byAgent,
      because: `an agent took part, and a ${tier} change then asks ${byAgent.count} people`,
    });
  if (unattributed.length > 0)
    reasons.push({
      ...ours,
      because: `no account is known for ${listed(unattributed)}, so one more person must look`,
    });
  if (unoperated.length > 0)
    reasons.push({
      ...ours,
      because: `nobody is known to operate ${unoperated.join(', ')}, so one approval could be its operator's`,
    });
  return reasons;
}

const NAMED = 3;

function listed(parts: readonly string[]): string {
  const all = [...new Set(parts)];
  const more = all.length > NAMED ? ` and ${all.length - NAMED} more` : '';
  return `${all.slice(0, NAMED).join(', ')}${more}`;
}
