import { sortedUnique } from '../order.ts';
import type { Basis, ReadyPolicy } from '../policy/basis.ts';
import type { RequirementRule } from '../policy/documents.ts';
import { durationMilliseconds } from '../schema/values.ts';
import type { BreakGlass, Demands, RoleAuthority } from './requirement.ts';

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
    exclude: [...new Set(rules.flatMap((rule) => rule.separation?.exclude ?? []))].sort(),
    maxLifetime: shortest(rules.map((rule) => rule.maxLifetime)),
    breakGlass: joinBreakGlass(policies, basis),
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
