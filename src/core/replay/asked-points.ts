import type { Change } from '../change/change.ts';
import { expertiseOf, joinDemands, roleOf } from '../judgment/demands.ts';
import { applyingPolicies, rulesUpTo, type ReachedRule } from '../judgment/reached-rules.ts';
import type { Demands } from '../judgment/requirement.ts';
import { joinLines, type ReviewLine } from '../judgment/review-lines.ts';
import { sortedUnique } from '../order.ts';
import type { Basis } from '../policy/basis.ts';
import type { Tier } from '../policy/documents/tiers.ts';
import { reachesTier } from '../risk/tier.ts';
import { allOf, anyOf, choice, counted, timed } from './make-point.ts';
import type { Point } from './point.ts';

/**
 * Everything that the policies ask of these changes at this tier, as far as it stands in policy
 * files: who took part in the change and what CODEOWNERS said then is not looked at.
 */
export function askedPoints(
  changes: readonly Change[],
  tier: Tier,
  basis: Basis,
): readonly Point[] {
  const policies = applyingPolicies(basis, changes);
  const reached = rulesUpTo(tier, policies);
  if (reached.length === 0) return tier === 'low' ? [] : [counted('nobody', 1)];
  const rules = reached.map(({ rule }) => rule);
  const demands = joinDemands(policies, rules, basis);
  return [
    ...linePoints(joinLines(reached), basis),
    ...peoplePoints(reached, tier),
    ...demandPoints(demands),
    ...followUpPoints(demands),
    ...emergencyPoints(demands),
  ];
}

/** Review lines, and who can answer them. */
function linePoints(lines: readonly ReviewLine[], basis: Basis): readonly Point[] {
  const roles = sortedUnique(lines.flatMap(({ role }) => role ?? []));
  const expertise = sortedUnique(lines.flatMap((line) => line.expertise));
  return [
    ...lines.flatMap((line) => {
      const of = `${line.id} (${line.role === null ? 'code owners' : `role ${line.role}`})`;
      return [
        { ...counted('review-line', line.count), of, stands: true },
        { ...choice('override', !line.overridable, ['impossible', 'possible']), of },
        { ...allOf('expertise', line.expertise), of },
      ];
    }),
    ...roles.map((role) => anyOf('holders', role, roleOf(role, basis))),
    ...expertise.map((id) => anyOf('expertise-holders', id, expertiseOf(id, basis))),
  ];
}

function peoplePoints(reached: readonly ReachedRule[], tier: Tier): readonly Point[] {
  const separations = reached.flatMap(({ rule }) => rule.separation ?? []);
  const most = (counts: readonly (number | undefined)[]): number =>
    Math.max(1, ...counts.map((one) => one ?? 1));
  // From `high` on two people look at what an agent wrote, whatever is written.
  const forAgents = most(separations.map((one) => one.agentAuthored?.distinctPeople));
  return [
    counted('distinct-people', most(separations.map((one) => one.distinctPeople))),
    counted('distinct-teams', most(separations.map((one) => one.distinctTeams))),
    counted('people-for-agents', Math.max(forAgents, reachesTier(tier, 'high') ? 2 : 1)),
  ];
}

function demandPoints(demands: Demands): readonly Point[] {
  return [
    allOf('exclusions', demands.exclude),
    allOf('sections', demands.sections),
    choice('near-duplicates', demands.similar === 'refuse', ['refused', 'flagged']),
    choice('questions', demands.addressEachFactor, ['all', 'the heaviest']),
    choice('binding', demands.bindTo === 'head', ['head', 'brief']),
    choice('unknown-edits', demands.unknownEdits === 'refuse', ['refused', 'accepted']),
    timed('max-age', '', demands.maxAge),
    timed('max-lifetime', '', demands.maxLifetime),
  ];
}

function followUpPoints({ followUps }: Demands): readonly Point[] {
  return followUps.flatMap(({ id, actions, within }) => {
    const action = actions.join('; ');
    return [
      { ...timed('follow-up', id, within), stands: true },
      {
        kind: 'follow-up-action',
        of: id,
        weight: { kind: 'text', value: action },
        shown: action,
        stands: false,
      },
    ];
  });
}

/** The emergency path: that there is one at all is looser, and every role of it is needed. */
function emergencyPoints({ breakGlass }: Demands): readonly Point[] {
  const possible = choice('emergency', breakGlass === null, ['impossible', 'possible']);
  if (breakGlass === null) return [possible];
  const { roles, followUpWithin } = breakGlass;
  return [
    possible,
    allOf(
      'emergency-roles',
      roles.map(({ role }) => role),
    ),
    ...roles.map((group) => anyOf('emergency-holders', group.role, group)),
    timed('emergency-follow-up', '', followUpWithin),
  ];
}
