import { worstEnvironment, type Environment } from '../inventory/environment.ts';
import type { EffectiveGrant } from '../inventory/effective-grants.ts';
import { scopeId } from '../inventory/fact.ts';
import type { Location } from '../location.ts';
import { sortedBy, sortedUnique } from '../order.ts';
import { reaches, type Difference, type GrantChange, type WeighedPermission } from './change.ts';
import { diffGrants, type GrantDifference, type GrantSides } from './diff-grants.ts';
import { direction, withoutEchoes } from './role-echoes.ts';
import type { SubjectIndex } from './subjects.ts';
import { furthest, weighGrant } from './weigh.ts';
import { highest } from '../formats/kubernetes/weigh.ts';

export interface GrantChanges {
  readonly changes: readonly Difference<GrantChange>[];
  /** Holders whose grants went from one directory to another, unchanged. */
  readonly moves: ReturnType<typeof diffGrants>['moves'];
}

export function grantChanges(
  sides: GrantSides,
  subjects: SubjectIndex,
  places: ReadonlyMap<string, Environment>,
): GrantChanges {
  const { differences, moves } = diffGrants(sides.base, sides.head);
  const kept = withoutEchoes(differences, sides);
  const groups = new Map<string, GrantDifference[]>();
  for (const difference of kept) {
    const { grant } = difference;
    const key = [
      difference.kind,
      grant.holder.id,
      scopeId(grant.scope),
      grant.site,
      grant.environment ?? '',
    ].join('\u0001');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [difference]);
    else group.push(difference);
  }
  const environmentOf = worstByHolder(kept, places);
  const changes = [...groups.values()].flatMap((group) =>
    describeGroup(group, sides, { subjects, environmentOf }),
  );
  return { changes, moves: moves.filter((move) => move.to.holder.kind !== 'role') };
}

/** Grants of namespaces that are named for an environment count beside the places of the files. */
function worstByHolder(
  differences: readonly GrantDifference[],
  places: ReadonlyMap<string, Environment>,
): ReadonlyMap<string, Environment> {
  const worst = new Map(places);
  for (const { grant } of differences) {
    if (grant.environment === null) continue;
    const known = worst.get(grant.holder.id);
    worst.set(
      grant.holder.id,
      known === undefined ? grant.environment : worstEnvironment([known, grant.environment]),
    );
  }
  return worst;
}

function describeGroup(
  group: readonly GrantDifference[],
  sides: GrantSides,
  about: {
    readonly subjects: SubjectIndex;
    readonly environmentOf: ReadonlyMap<string, Environment>;
  },
): readonly Difference<GrantChange>[] {
  const first = group[0];
  if (first === undefined) return [];
  const { grant } = first;
  const gained = direction(first.kind) === 'added';
  const permissions = weighHeld(group.map((item) => item.grant));
  const own = heaviest(permissions)?.location ?? grant.location;
  const other = counterpart(group, gained ? sides.base : sides.head);
  return [
    {
      kind: `grant-${first.kind}`,
      subject: about.subjects.of(
        grant.holder,
        about.environmentOf.get(grant.holder.id) ?? grant.environment,
      ),
      scope: grant.scope,
      permissions,
      instead: sortedUnique(group.flatMap((item) => item.instead.map(describeGrant))),
      via: sortedUnique(group.map((item) => item.grant.via).filter((via) => via !== '')),
      base: gained ? other : own,
      head: gained ? own : other,
    },
  ];
}

/** The same role or binding on the other side, so that a reader finds what was there. */
function counterpart(
  group: readonly GrantDifference[],
  others: readonly EffectiveGrant[],
): Location | null {
  const instead = group.flatMap((item) => item.instead)[0];
  if (instead !== undefined) return instead.location;
  const paths = new Set(group.map((item) => item.grant.location.path));
  const holder = group[0]?.grant.holder.id;
  const same = others.filter((grant) => paths.has(grant.location.path));
  const found = same.find((grant) => grant.holder.id === holder) ?? same[0];
  return found?.bindingLocation ?? null;
}

/** Everything a holder has, weighed: the resulting state. */
export function weighHeld(grants: readonly EffectiveGrant[]): readonly WeighedPermission[] {
  const lines = new Map<string, EffectiveGrant[]>();
  for (const grant of grants) {
    const { group, resource, until, system, name } = grant.permission;
    const key = [system, group, resource, until ?? '', name === null ? '' : 'named'].join('\u0001');
    const line = lines.get(key);
    if (line === undefined) lines.set(key, [grant]);
    else line.push(grant);
  }
  return sortedBy([...lines.entries()], ([key]) => key).flatMap(([, line]) => {
    const first = line[0];
    if (first === undefined) return [];
    const weights = line.map(weighGrant);
    const level = highest(weights.map((weight) => weight.level));
    const heavy = line[weights.findIndex((weight) => weight.level === level)] ?? first;
    return [
      {
        system: first.permission.system,
        group: first.permission.group,
        resource: first.permission.resource,
        actions: sortedUnique(line.map((grant) => grant.permission.action)),
        names: sortedUnique(line.flatMap((grant) => grant.permission.name ?? [])),
        until: first.permission.until,
        level,
        reach: furthest(weights.map((weight) => weight.reach)),
        primitives: sortedUnique(weights.flatMap((weight) => weight.primitives)),
        unresolved: line.some((grant) => grant.unresolved),
        canExpire: first.permission.system === 'native',
        location: heavy.location,
      },
    ];
  });
}

function heaviest(permissions: readonly WeighedPermission[]): WeighedPermission | null {
  let best: WeighedPermission | null = null;
  for (const permission of permissions)
    if (best === null || rank(permission) > rank(best)) best = permission;
  return best;
}

const LEVELS = ['none', 'read', 'write', 'admin', 'identity'];

function rank(permission: WeighedPermission): number {
  return LEVELS.indexOf(permission.level) * 10 + reaches.indexOf(permission.reach);
}

function describeGrant(grant: EffectiveGrant): string {
  const { group, resource, action, name } = grant.permission;
  const place = group === '' ? resource : `${resource}.${group}`;
  const scope = grant.scope.kind === 'namespace' ? ` in ${grant.scope.name}` : '';
  return `${action} ${place}${name === null ? '' : ` named ${name}`}${scope}`;
}
