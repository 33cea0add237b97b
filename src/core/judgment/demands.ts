import { sortedBy, sortedUnique } from '../order.ts';
import type { Basis, ReadyPolicy } from '../policy/basis.ts';
import { exclusions, type RequirementRule } from '../policy/documents/requires.ts';
import { durationMilliseconds } from '../schema/values.ts';
import type { BreakGlass, Demands, Expertise, FollowUp, RoleAuthority } from './requirement.ts';

/** Joins what the applying policies demand: of each the strictest, in whatever order they come. */
export function joinDemands(
  policies: readonly ReadyPolicy[],
  rules: readonly RequirementRule[],
  basis: Basis,
): Demands {
  const approvals = rules.flatMap((rule) => rule.approvals ?? []);
  const rationales = rules.flatMap((rule) => rule.rationale ?? []);
  const similar = rationales.flatMap((rule) => rule.similar ?? []);
  return {
    bindTo: approvals.some((rule) => rule.bindTo === 'head') ? 'head' : 'brief',
    maxAge: shortest(approvals.map((rule) => rule.maxAge)),
    unknownEdits: approvals.some((rule) => rule.unknownEdits === 'refuse') ? 'refuse' : 'accept',
    sections: sortedUnique(rationales.flatMap((rule) => rule.sections)),
    similar: similar.length > 0 && similar.every((entry) => entry === 'flag') ? 'flag' : 'refuse',
    addressEachFactor: rationales.some((rule) => rule.addressEachFactor === true),
    exclude: exclusions.filter((one) =>
      rules.some((rule) => rule.separation?.exclude.includes(one) === true),
    ),
    maxLifetime: shortest(rules.map((rule) => rule.maxLifetime)),
    breakGlass: joinBreakGlass(policies, basis),
    followUps: joinFollowUps(rules),
  };
}

function shortest(durations: readonly (string | undefined)[]): number | null {
  const known = durations.flatMap((text) =>
    text === undefined ? [] : (durationMilliseconds(text) ?? []),
  );
  return known.length === 0 ? null : Math.min(...known);
}

function joinBreakGlass(policies: readonly ReadyPolicy[], basis: Basis): BreakGlass | null {
  const rules = policies.flatMap(({ document }) => document.spec.breakGlass ?? []);
  const followUpWithin = shortest(rules.map((rule) => rule.followUpWithin));
  if (followUpWithin === null) return null;
  return {
    roles: sortedUnique(rules.map((rule) => rule.role)).map((role) => roleOf(role, basis)),
    followUpWithin,
  };
}

/** Of one id all that is said, within the shortest time. */
function joinFollowUps(rules: readonly RequirementRule[]): readonly FollowUp[] {
  const joined = new Map<string, { readonly actions: string[]; readonly times: string[] }>();
  for (const { id, action, within } of rules.flatMap((rule) => rule.followUps)) {
    const known = joined.get(id) ?? { actions: [], times: [] };
    known.actions.push(action);
    known.times.push(within);
    joined.set(id, known);
  }
  return sortedBy(joined, ([id]) => id).map(([id, { actions, times }]) => ({
    id,
    actions: sortedUnique(actions),
    within: shortest(times) ?? 0,
  }));
}

/** A role that nobody was given is held by nobody. */
export function roleOf(role: string, basis: Basis): RoleAuthority {
  const known = basis.people?.spec.roles[role];
  return {
    kind: 'role',
    role,
    people: sortedUnique(known?.people ?? []),
    teams: sortedUnique(known?.teams ?? []),
  };
}

/** What nobody is named for, nobody knows. */
export function expertiseOf(id: string, basis: Basis): Expertise {
  const known = basis.people?.spec.expertise[id];
  return {
    id,
    people: sortedUnique(known?.people ?? []),
    teams: sortedUnique(known?.teams ?? []),
  };
}
