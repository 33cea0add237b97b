import type { Change } from '../change/change.ts';
import { sortedBy, sortedUnique } from '../order.ts';
import type { Basis } from '../policy/basis.ts';
import { tiers, type RequirementRule, type Tier } from '../policy/documents.ts';
import { durationMilliseconds } from '../schema/values.ts';
import { reachesTier } from '../risk/tier.ts';
import { ownerLines, type GatedPath, type OwnershipBasis } from './owner-lines.ts';
import type { Authority, Requirement } from './requirement.ts';

export interface RequirementInput {
  readonly tier: Tier;
  readonly changes: readonly Change[];
  readonly basis: Basis;
  readonly ownership: OwnershipBasis | null;
  /** Every path whose identities, access or control plane differ. */
  readonly gated: readonly GatedPath[];
  readonly agentAuthored: boolean;
  readonly unattributedCommits: number;
}

/** Who must approve, how many and how bound. Nothing below `moderate` asks for a person. */
export function deriveRequirements(input: RequirementInput): readonly Requirement[] {
  const rule = mergedRule(input);
  if (rule === null) return input.tier === 'low' ? [] : [nobodyAsked(input)];
  const bound = {
    tier: input.tier,
    bindTo: rule.bindTo,
    maxAge: rule.maxAge,
  };
  const requirements: Requirement[] = [];
  for (const line of rule.lines)
    if (line.role === null)
      for (const owned of ownerLines(input.ownership, input.gated))
        requirements.push({
          ...bound,
          id: owned.id === '' ? line.id : `${line.id}-${owned.id}`,
          authority: owned.authority,
          count: line.count,
          paths: owned.paths,
          because: `a ${input.tier} change asks the owners of what it touches`,
        });
    else
      requirements.push({
        ...bound,
        id: line.id,
        authority: roleAuthority(line.role, input.basis),
        count: line.count,
        paths: input.gated.map((entry) => entry.path),
        because: `a ${input.tier} change asks the role \`${line.role}\``,
      });
  const different = differentPeople(input, rule.distinctPeople);
  if (different !== null)
    requirements.push({
      ...bound,
      id: 'different-people',
      authority: { kind: 'different-people' },
      count: different.count,
      paths: [],
      because: different.because,
    });
  return requirements;
}

interface MergedRule {
  readonly lines: readonly {
    readonly id: string;
    readonly role: string | null;
    readonly count: number;
  }[];
  readonly distinctPeople: number;
  readonly bindTo: 'brief' | 'head';
  readonly maxAge: number | null;
}

/** Joins what all applying policies ask up to the tier: the strictest of each holds. */
function mergedRule(input: RequirementInput): MergedRule | null {
  const kinds = new Set(input.changes.map((change) => change.kind));
  const rules: RequirementRule[] = input.basis.policies
    .filter(
      ({ document }) =>
        document.metadata.status === 'active' &&
        document.spec.appliesTo.changes.some((kind) => kinds.has(kind)),
    )
    .flatMap(({ document }) =>
      tiers
        .filter((tier) => tier !== 'low' && reachesTier(input.tier, tier))
        .flatMap((tier) => (tier === 'low' ? [] : (document.spec.requires?.[tier] ?? []))),
    );
  if (rules.length === 0) return null;
  const lines = new Map<string, MergedRule['lines'][number]>();
  for (const line of rules.flatMap((rule) => rule.reviews)) {
    const key = `${line.id}\u0001${line.role ?? ''}`;
    const count = Math.max(lines.get(key)?.count ?? 0, line.count);
    lines.set(key, { id: line.id, role: line.role ?? null, count });
  }
  const ages = rules.flatMap((rule) =>
    rule.maxAge === undefined ? [] : (durationMilliseconds(rule.maxAge) ?? []),
  );
  return {
    lines: sortedBy(lines.values(), (line) => line.id),
    distinctPeople: Math.max(0, ...rules.map((rule) => rule.distinctPeople ?? 0)),
    bindTo: rules.some((rule) => rule.bindTo === 'head') ? 'head' : 'brief',
    maxAge: ages.length === 0 ? null : Math.min(...ages),
  };
}

/** A tier that no policy says anything about must not pass: nobody is asked, so nobody can answer. */
function nobodyAsked(input: RequirementInput): Requirement {
  return {
    id: 'no-requirement',
    tier: input.tier,
    authority: {
      kind: 'nobody',
      why: `no policy says who decides a ${input.tier} change of this kind`,
      remedy: 'add `requires` to an active policy that applies to it',
    },
    count: 1,
    paths: input.gated.map((entry) => entry.path),
    because: 'a change that no policy asks about must not pass unseen',
    bindTo: 'brief',
    maxAge: null,
  };
}

function roleAuthority(role: string, basis: Basis): Authority {
  const known = basis.people?.spec.roles[role];
  if (known === undefined)
    return {
      kind: 'nobody',
      why: `nobody holds the role \`${role}\``,
      remedy: 'name people or teams for it in `.jitl/people.yaml` on the base branch',
    };
  return {
    kind: 'role',
    role,
    people: sortedUnique(known.people),
    teams: sortedUnique(known.teams),
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
  if (input.unattributedCommits > 0)
    reasons.push({
      count: 2,
      because: `${input.unattributedCommits} commit(s) belong to no account, so one more person must look`,
    });
  let most: (typeof reasons)[number] | null = null;
  for (const reason of reasons) if (most === null || reason.count > most.count) most = reason;
  return most;
}
