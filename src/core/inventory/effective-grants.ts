import { builtInRole } from '../formats/kubernetes/builtin-roles.ts';
import type { Location } from '../location.ts';
import { inferEnvironment, type Environment } from './environment.ts';
import {
  permissionId,
  roleId,
  roleName,
  scopeId,
  type BindingFact,
  type Holder,
  type Permission,
  type Permit,
  type RoleFact,
  type RoleKey,
  type Scope,
} from './fact.ts';
import type { Inventory, SitedFact } from './inventory.ts';
import type { Touched } from './touched.ts';

/** One permission that one holder really has in one scope, resolved over roles and bindings. */
export interface EffectiveGrant {
  readonly holder: Holder;
  readonly scope: Scope;
  readonly permission: Permission;
  /** Inferred from where it is stated; the holder's declared environment is joined later. */
  readonly environment: Environment | null;
  readonly site: string;
  /** The role that gives it, or null for a direct grant. */
  readonly role: RoleKey | null;
  /** "ClusterRole x by RoleBinding y". */
  readonly via: string;
  /** What states the permission, and what hands it to the holder. */
  readonly location: Location;
  readonly bindingLocation: Location;
  /** The role is declared nowhere that we can see: its privilege is unknown, never low. */
  readonly unresolved: boolean;
}

/** Identity of an effective grant, apart from where it is stated. */
export function grantId(grant: EffectiveGrant): string {
  return [
    grant.holder.id,
    scopeId(grant.scope),
    grant.environment ?? '',
    permissionId(grant.permission),
    grant.unresolved ? roleId(grant.role ?? UNKNOWN_ROLE) : '',
  ].join('\u0001');
}

const UNKNOWN_ROLE: RoleKey = { kind: 'Role', namespace: '', name: '' };

/** The permission that stands for what a role holds and cannot be read here. */
function unresolvedPermission(role: RoleKey, aggregation: string | null): Permission {
  const from = aggregation === null ? '' : `, which aggregates ${aggregation}`;
  return {
    system: 'kubernetes',
    group: '',
    resource: `role:${roleId(role)}${from}`,
    action: 'hold',
    name: null,
    until: null,
  };
}

/**
 * Resolves bindings over roles, for the roles and holders that the change can concern. Roles and
 * bindings that nobody changed may be among the facts.
 */
export function effectiveGrants(inventory: Inventory, touched: Touched): readonly EffectiveGrant[] {
  const roles = indexRoles(inventory);
  const grants: EffectiveGrant[] = [];
  for (const sited of inventory.facts) {
    const { fact } = sited;
    if (fact.fact === 'binding') {
      const concerned = concernedSubjects(fact, touched);
      if (concerned.subjects.length > 0)
        bindingGrants(grants, roles, { ...sited, fact: concerned });
    } else if (fact.fact === 'role') {
      if (touched.roles.has(roleId(fact.role))) roleGrants(grants, { ...sited, fact });
    } else if (fact.fact === 'grant' && touched.holders.has(fact.holder.id))
      grants.push({
        holder: fact.holder,
        scope: fact.scope,
        permission: fact.permit.permission,
        environment: inferEnvironment([sited.path, fact.holder.name]),
        site: sited.site,
        role: null,
        via: '',
        location: fact.permit.location,
        bindingLocation: fact.permit.location,
        unresolved: false,
      });
  }
  return grants;
}

function concernedSubjects(binding: BindingFact, touched: Touched): BindingFact {
  if (touched.roles.has(roleId(binding.role))) return binding;
  return {
    ...binding,
    subjects: binding.subjects.filter(({ holder }) => touched.holders.has(holder.id)),
  };
}

type RoleIndex = ReadonlyMap<string, readonly SitedFact<RoleFact>[]>;

function indexRoles(inventory: Inventory): RoleIndex {
  const index = new Map<string, SitedFact<RoleFact>[]>();
  for (const sited of inventory.facts) {
    const { fact } = sited;
    if (fact.fact !== 'role') continue;
    const id = roleId(fact.role);
    const list = index.get(id);
    if (list === undefined) index.set(id, [{ ...sited, fact }]);
    else list.push({ ...sited, fact });
  }
  return index;
}

/**
 * Of several roles of one name (overlays for several clusters) those of the binding's environment
 * count, else all: a harmless namesake elsewhere must not hide a powerful one.
 */
function rolesOf(roles: RoleIndex, key: RoleKey, site: SitedFact): readonly SitedFact<RoleFact>[] {
  const found = roles.get(roleId(key)) ?? [];
  if (found.length < 2) return found;
  const environment = inferEnvironment([site.path]);
  const near = found.filter((role) => inferEnvironment([role.path]) === environment);
  return near.length > 0 ? near : found;
}

function bindingGrants(
  grants: EffectiveGrant[],
  roles: RoleIndex,
  sited: SitedFact<BindingFact>,
): void {
  const { fact: binding } = sited;
  const permits = resolve(roles, binding, sited);
  const via = `${roleName(binding.role)} by ${binding.name}`;
  const scopeName = binding.scope.kind === 'namespace' ? binding.scope.name : '';
  for (const { holder, location } of binding.subjects) {
    const environment = inferEnvironment([sited.path, scopeName, holder.name]);
    for (const { permit, unresolved } of permits)
      grants.push({
        holder,
        scope: binding.scope,
        permission: permit.permission,
        environment,
        site: sited.site,
        role: binding.role,
        via,
        location: permit.location,
        bindingLocation: location,
        unresolved,
      });
  }
}

interface ResolvedPermit {
  readonly permit: Permit;
  readonly unresolved: boolean;
}

function resolve(
  roles: RoleIndex,
  binding: BindingFact,
  sited: SitedFact,
): readonly ResolvedPermit[] {
  const declared = rolesOf(roles, binding.role, sited);
  const known = declared.flatMap((role) => role.fact.permits);
  const aggregations = declared.flatMap((role) => role.fact.aggregation ?? []);
  const resolved = known.map((permit) => ({ permit, unresolved: false }));
  if (declared.length > 0 && aggregations.length === 0) return resolved;
  const builtIn = binding.role.namespace === null ? builtInRole(binding.role.name) : null;
  if (builtIn !== null && declared.length === 0)
    return builtIn.map((permission) => ({
      permit: { permission, location: binding.roleLocation },
      unresolved: false,
    }));
  const unknown = {
    permit: {
      permission: unresolvedPermission(binding.role, aggregations[0] ?? null),
      location: binding.roleLocation,
    },
    unresolved: true,
  };
  return [...resolved, unknown];
}

/** What a role holds, for whoever is or will be bound to it, here or elsewhere. */
function roleGrants(grants: EffectiveGrant[], sited: SitedFact<RoleFact>): void {
  const { fact: role } = sited;
  const holders = [roleHolder(role.role), ...role.aggregatesTo.map(aggregateHolder)];
  const environment = inferEnvironment([sited.path, role.role.namespace ?? '']);
  const permits: readonly ResolvedPermit[] = [
    ...role.permits.map((permit) => ({ permit, unresolved: false })),
    ...(role.aggregation === null ? [] : [aggregatedPermit(role, role.aggregation)]),
  ];
  for (const [index, holder] of holders.entries())
    for (const { permit, unresolved } of permits)
      grants.push({
        holder,
        scope: index === 0 ? { kind: 'role' } : { kind: 'cluster' },
        permission: permit.permission,
        environment,
        site: sited.site,
        role: role.role,
        via: roleName(role.role),
        location: permit.location,
        bindingLocation: role.location,
        unresolved,
      });
}

function aggregatedPermit(role: RoleFact, aggregation: string): ResolvedPermit {
  return {
    permit: {
      permission: unresolvedPermission(role.role, aggregation),
      location: role.location,
    },
    unresolved: true,
  };
}

export function roleHolder(role: RoleKey): Holder {
  return {
    kind: 'role',
    id: `role:${roleId(role)}`,
    name: `whoever holds ${roleName(role)}`,
    namespace: role.namespace ?? '',
  };
}

function aggregateHolder(builtIn: string): Holder {
  return {
    kind: 'role',
    id: `role:ClusterRole/${builtIn}`,
    name: `whoever holds the aggregated ClusterRole ${builtIn}`,
    namespace: '',
  };
}
