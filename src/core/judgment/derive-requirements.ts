import type { Change } from '../change/change.ts';
import type { Basis, ReadyPolicy } from '../policy/basis.ts';
import type { Tier } from '../policy/documents/tiers.ts';
import { higherTier } from '../risk/tier.ts';
import { differentPeople, differentTeams, type Hands } from './ask-for-several.ts';
import { expertiseOf, joinDemands, roleOf } from './demands.ts';
import { ownerLines, type GatedPath, type OwnershipBasis } from './owner-lines.ts';
import { applyingPolicies, isOverridable, rulesUpTo, type ReachedRule } from './reached-rules.ts';
import type { Asked, Authority, Requirement } from './requirement.ts';
import { joinLines, type ReviewLine } from './review-lines.ts';

export interface RequirementInput extends Hands {
  readonly tier: Tier;
  readonly changes: readonly Change[];
  readonly basis: Basis;
  readonly ownership: OwnershipBasis | null;
  /** Every path whose identities, access or control plane differ. */
  readonly gated: readonly GatedPath[];
  /** The same was refused in another pull request: then also a low change needs a person. */
  readonly refusedBefore: boolean;
}

/** Who must approve and how. Nothing below `moderate` asks for a person. */
export function deriveRequirements(given: RequirementInput): Asked {
  const input = {
    ...given,
    tier: given.refusedBefore ? higherTier(given.tier, 'moderate') : given.tier,
  };
  const policies = applyingPolicies(input.basis, input.changes);
  const rules = rulesUpTo(input.tier, policies);
  return {
    requirements: rules.length === 0 ? unasked(input, policies) : requirementsOf(input, rules),
    demands: joinDemands(
      policies,
      rules.map(({ rule }) => rule),
      input.basis,
    ),
  };
}

function requirementsOf(
  input: RequirementInput,
  rules: readonly ReachedRule[],
): readonly Requirement[] {
  const lines = joinLines(rules).flatMap((line) => requirementsOfLine(line, input));
  const overall = [differentPeople(input, rules), differentTeams(input.tier, rules)];
  return [...lines, ...overall.filter((one) => one !== null)];
}

function requirementsOfLine(line: ReviewLine, input: RequirementInput): readonly Requirement[] {
  const { tier, gated, basis } = input;
  const { id, role, count, overridable } = line;
  const expertise = line.expertise.map((one) => expertiseOf(one, basis));
  const about = { tier, reviewLine: id, count, expertise, overridable };
  if (role === null)
    return ownerLines(input.ownership, gated).map((owned) => ({
      ...about,
      id: owned.id === '' ? id : `${id}-${owned.id}`,
      authority: owned.authority,
      paths: owned.paths,
      because: `a ${tier} change asks the owners of what it touches`,
    }));
  return [
    {
      ...about,
      id,
      authority: roleAuthority(role, basis),
      paths: gated.map((entry) => entry.path),
      because: `a ${tier} change asks the role \`${role}\``,
    },
  ];
}

/** A tier that no policy says anything about must not pass: nobody is asked, so nobody can answer. */
function unasked(
  input: RequirementInput,
  policies: readonly ReadyPolicy[],
): readonly Requirement[] {
  if (input.tier === 'low') return [];
  return [
    {
      id: 'no-requirement',
      reviewLine: 'no-requirement',
      tier: input.tier,
      authority: {
        kind: 'nobody',
        why: `no policy says who decides a ${input.tier} change of this kind`,
        remedy: 'add `requires` to an active policy that applies to it',
      },
      expertise: [],
      count: 1,
      paths: input.gated.map((entry) => entry.path),
      overridable: policies.length > 0 && policies.every(isOverridable),
      because: 'a change that no policy asks about must not pass unseen',
    },
  ];
}

function roleAuthority(role: string, basis: Basis): Authority {
  if (basis.people?.spec.roles[role] !== undefined) return roleOf(role, basis);
  return {
    kind: 'nobody',
    why: `nobody holds the role \`${role}\``,
    remedy: 'name people or teams for it in `.jitl/people.yaml` on the base branch',
  };
}
