import type { Change } from '../change/change.ts';
import { sortedBy } from '../order.ts';
import type { Basis, ReadyPolicy } from '../policy/basis.ts';
import type { RequirementRule, Tier } from '../policy/documents.ts';
import { higherTier, reachesTier } from '../risk/tier.ts';
import { joinDemands, roleOf } from './demands.ts';
import { ownerLines, type GatedPath, type OwnershipBasis } from './owner-lines.ts';
import type { Asked, Authority, Requirement } from './requirement.ts';

export interface RequirementInput {
  readonly tier: Tier;
  readonly changes: readonly Change[];
  readonly basis: Basis;
  readonly ownership: OwnershipBasis | null;
  /** Every path whose identities, access or control plane differ. */
  readonly gated: readonly GatedPath[];
  readonly agentAuthored: boolean;
  /** Commits, pushes and trailers that belong to no known account. */
  readonly unattributed: readonly string[];
  /** Agents that took part and for whom nobody answers. */
  readonly unoperated: readonly string[];
  /** The same was refused in another pull request: then also a low change needs a person. */
  readonly refusedBefore: boolean;
}

/** Who must approve and how. Nothing below `moderate` asks for a person. */
export function deriveRequirements(given: RequirementInput): Asked {
  const input = {
    ...given,
    tier: given.refusedBefore ? higherTier(given.tier, 'moderate') : given.tier,
  };
  const policies = applying(input);
  const rules = rulesUpTo(input.tier, policies);
  return {
    requirements: requirementsOf(input, rules),
    demands: joinDemands(policies, rules, input.basis),
  };
}

function requirementsOf(
  input: RequirementInput,
  rules: readonly RequirementRule[],
): readonly Requirement[] {
  if (rules.length === 0) return input.tier === 'low' ? [] : [nobodyAsked(input)];
  const { tier } = input;
  const requirements: Requirement[] = [];
  for (const line of joinLines(rules))
    if (line.role === null)
      for (const owned of ownerLines(input.ownership, input.gated))
        requirements.push({
          tier,
          id: owned.id === '' ? line.id : `${line.id}-${owned.id}`,
          reviewLine: line.id,
          authority: owned.authority,
          count: line.count,
          paths: owned.paths,
          because: `a ${tier} change asks the owners of what it touches`,
        });
    else
      requirements.push({
        tier,
        id: line.id,
        reviewLine: line.id,
        authority: roleAuthority(line.role, input.basis),
        count: line.count,
        paths: input.gated.map((entry) => entry.path),
        because: `a ${tier} change asks the role \`${line.role}\``,
      });
  const asked = Math.max(0, ...rules.map((rule) => rule.separation?.distinctPeople ?? 0));
  const different = differentPeople(input, asked);
  if (different !== null)
    requirements.push({
      tier,
      id: 'different-people',
      reviewLine: '',
      authority: { kind: 'different-people', disjoint: asked > 1 },
      count: different.count,
      paths: [],
      because: different.because,
    });
  return requirements;
}

function applying(input: RequirementInput): readonly ReadyPolicy[] {
  const kinds = new Set(input.changes.map((change) => change.kind));
  return input.basis.policies.filter(
    ({ document }) =>
      document.metadata.status === 'active' &&
      document.spec.appliesTo.changes.some((kind) => kinds.has(kind)),
  );
}

/** What the policies ask at the tier and at each one below it. */
function rulesUpTo(tier: Tier, policies: readonly ReadyPolicy[]): readonly RequirementRule[] {
  const reached = (['moderate', 'high', 'critical'] as const).filter((step) =>
    reachesTier(tier, step),
  );
  return policies.flatMap(({ document }) =>
    reached.flatMap((step) => document.spec.requires?.[step] ?? []),
  );
}

interface ReviewLine {
  readonly id: string;
  readonly role: string | null;
  readonly count: number;
}

/** One line of one id and role, with the greatest count that any policy asks. */
function joinLines(rules: readonly RequirementRule[]): readonly ReviewLine[] {
  const lines = new Map<string, ReviewLine>();
  for (const line of rules.flatMap((rule) => rule.reviews)) {
    const key = `${line.id}\u0001${line.role ?? ''}`;
    const count = Math.max(lines.get(key)?.count ?? 0, line.count);
    lines.set(key, { id: line.id, role: line.role ?? null, count });
  }
  return sortedBy(lines.entries(), ([key]) => key).map(([, line]) => line);
}

/** A tier that no policy says anything about must not pass: nobody is asked, so nobody can answer. */
function nobodyAsked(input: RequirementInput): Requirement {
  return {
    id: 'no-requirement',
    reviewLine: 'no-requirement',
    tier: input.tier,
    authority: {
      kind: 'nobody',
      why: `no policy says who decides a ${input.tier} change of this kind`,
      remedy: 'add `requires` to an active policy that applies to it',
    },
    count: 1,
    paths: input.gated.map((entry) => entry.path),
    because: 'a change that no policy asks about must not pass unseen',
  };
}

function roleAuthority(role: string, basis: Basis): Authority {
  if (basis.people?.spec.roles[role] !== undefined) return roleOf(role, basis);
  return {
    kind: 'nobody',
    why: `nobody holds the role \`${role}\``,
    remedy: 'name people or teams for it in `.jitl/people.yaml` on the base branch',
  };
}

function differentPeople(
  input: RequirementInput,
  asked: number,
): { readonly count: number; readonly because: string } | null {
  const reasons: { readonly count: number; readonly because: string }[] = [];
  if (asked > 1)
    reasons.push({ count: asked, because: `a ${input.tier} change asks ${asked} people` });
  if (input.agentAuthored && reachesTier(input.tier, 'high'))
    reasons.push({
      count: 2,
      because: 'an agent wrote the change, so one approval would be the only human judgment',
    });
  if (input.unattributed.length > 0)
    reasons.push({
      count: 2,
      because: `no account is known for ${listed(input.unattributed)}, so one more person must look`,
    });
  if (input.unoperated.length > 0)
    reasons.push({
      count: 2,
      because: `nobody is known to operate ${input.unoperated.join(', ')}, so one approval could be its operator's`,
    });
  let most: (typeof reasons)[number] | null = null;
  for (const reason of reasons) if (most === null || reason.count > most.count) most = reason;
  return most;
}

const NAMED = 3;

function listed(parts: readonly string[]): string {
  const all = [...new Set(parts)];
  const more = all.length > NAMED ? ` and ${all.length - NAMED} more` : '';
  return `${all.slice(0, NAMED).join(', ')}${more}`;
}
