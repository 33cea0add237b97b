import { environments, type Environment } from '../inventory/environment.ts';
import { grantId, type EffectiveGrant } from '../inventory/effective-grants.ts';
import type { GrantDifference, GrantSides } from './diff-grants.ts';

/**
 * A changed role is a change for whoever holds it. Where the holders are known, they are what is
 * shown; the role itself is kept only where nobody we can see holds it, or where its own rules
 * changed and no holder's difference weighs at least as much.
 */
export function withoutEchoes(
  differences: readonly GrantDifference[],
  sides: GrantSides,
): readonly GrantDifference[] {
  const held = { added: heldThroughRoles(sides.head), removed: heldThroughRoles(sides.base) };
  const roles = { base: roleSites(sides.base), head: roleSites(sides.head) };
  const shown = shownThroughRoles(differences, sides);
  return differences.filter(({ kind, grant }) => {
    if (grant.scope.kind !== 'role') return true;
    const way = direction(kind);
    const onBoth = roles.base.has(grant.holder.id) && roles.head.has(grant.holder.id);
    const known = onBoth
      ? (shown.get(`${way}\u0001${throughRole(grant)}`) ?? [])
      : (held[way].get(throughRole(grant)) ?? []);
    const needed = environments.indexOf(grant.environment ?? 'unknown');
    return !known.some((environment) => environments.indexOf(environment) >= needed);
  });
}

/**
 * The roles whose permissions the holders' differences already tell. Two roles can give one holder
 * the same permission; the difference then stands for both.
 */
function shownThroughRoles(
  differences: readonly GrantDifference[],
  sides: GrantSides,
): ReadonlyMap<string, readonly Environment[]> {
  const told = { added: new Set<string>(), removed: new Set<string>() };
  for (const { kind, grant } of differences)
    if (grant.scope.kind !== 'role') told[direction(kind)].add(sitedId(grant));
  const shown = new Map<string, Environment[]>();
  for (const way of ['added', 'removed'] as const)
    for (const grant of way === 'added' ? sides.head : sides.base) {
      if (grant.role === null || !told[way].has(sitedId(grant))) continue;
      const key = `${way}\u0001${throughRole(grant)}`;
      const list = shown.get(key);
      if (list === undefined) shown.set(key, [grant.environment ?? 'unknown']);
      else list.push(grant.environment ?? 'unknown');
    }
  return shown;
}

function sitedId(grant: EffectiveGrant): string {
  return `${grantId(grant)}\u0001${grant.site}`;
}

/** Whether a difference gives or takes. */
export function direction(kind: GrantDifference['kind']): 'added' | 'removed' {
  return kind === 'added' || kind === 'widened' ? 'added' : 'removed';
}

/** A permission of a role, whoever holds it. */
function throughRole(grant: EffectiveGrant): string {
  const { kind, namespace, name } = grant.role ?? { kind: '', namespace: '', name: '' };
  const { group, resource, action } = grant.permission;
  return [kind, namespace ?? '', name, group, resource, action, grant.permission.name ?? ''].join(
    '\u0001',
  );
}

function heldThroughRoles(
  grants: readonly EffectiveGrant[],
): ReadonlyMap<string, readonly Environment[]> {
  const held = new Map<string, Environment[]>();
  for (const grant of grants) {
    if (grant.scope.kind === 'role' || grant.role === null) continue;
    const list = held.get(throughRole(grant));
    if (list === undefined) held.set(throughRole(grant), [grant.environment ?? 'unknown']);
    else list.push(grant.environment ?? 'unknown');
  }
  return held;
}

function roleSites(grants: readonly EffectiveGrant[]): ReadonlySet<string> {
  return new Set(
    grants.filter((grant) => grant.scope.kind === 'role').map((grant) => grant.holder.id),
  );
}
