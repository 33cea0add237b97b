import type { Location } from '../location.ts';
import type { Environment } from './environment.ts';

/**
 * Whoever holds authority. Only `identity` is a non-human identity; the others can hold grants too.
 * `id` is unique over all kinds, `name` is what people read.
 */
export interface Holder {
  readonly kind: 'identity' | 'group' | 'person' | 'role';
  readonly id: string;
  readonly name: string;
  /** The namespace the holder lives in, empty where it has none or leaves it open. */
  readonly namespace: string;
}

/** Where a grant is in force. `role`: nowhere yet, until somebody is bound to the role. */
export type Scope =
  | { readonly kind: 'cluster' }
  | { readonly kind: 'namespace'; readonly name: string }
  | { readonly kind: 'role' }
  | { readonly kind: 'resource'; readonly name: string };

export type PermissionSystem = 'kubernetes' | 'cloud' | 'native';

/**
 * The smallest piece of authority: one action on one resource. `*` covers everything in its place;
 * `name` null means every object of the resource. `until` null means no expiry.
 */
export interface Permission {
  readonly system: PermissionSystem;
  readonly group: string;
  readonly resource: string;
  readonly action: string;
  readonly name: string | null;
  readonly until: string | null;
}

export interface Permit {
  readonly permission: Permission;
  readonly location: Location;
}

export interface IdentityFact {
  readonly fact: 'identity';
  readonly holder: Holder;
  /** What sort of identity, in the vocabulary of the native kinds. */
  readonly type: string;
  readonly state: 'active' | 'disabled' | 'revoked' | 'proposed';
  readonly automount: boolean;
  readonly location: Location;
}

export interface RoleFact {
  readonly fact: 'role';
  readonly role: RoleKey;
  readonly permits: readonly Permit[];
  /** Roles that this one's permissions flow into by `aggregate-to-…` labels. */
  readonly aggregatesTo: readonly string[];
  /** The labels by which the role takes its permissions from others, as canonical text, or null. */
  readonly aggregation: string | null;
  readonly location: Location;
}

/** `namespace` is null for a cluster-wide role, and may be empty for one that leaves it open. */
export interface RoleKey {
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
}

export interface BindingFact {
  readonly fact: 'binding';
  readonly name: string;
  readonly role: RoleKey;
  readonly subjects: readonly { readonly holder: Holder; readonly location: Location }[];
  readonly scope: Scope;
  readonly location: Location;
  readonly roleLocation: Location;
}

/** Authority given directly, without a role. */
export interface GrantFact {
  readonly fact: 'grant';
  readonly holder: Holder;
  readonly scope: Scope;
  readonly permit: Permit;
}

export interface TrustFact {
  readonly fact: 'trust';
  readonly holder: Holder;
  readonly principal: string;
  /** Conditions as canonical text; empty means unconditional. */
  readonly conditions: string;
  readonly location: Location;
}

export interface CredentialFact {
  readonly fact: 'credential';
  readonly holder: Holder;
  readonly id: string;
  readonly type: string;
  readonly issuedAt: string | null;
  readonly expiresAt: string | null;
  readonly rotateEvery: string | null;
  readonly lastRotated: string | null;
  readonly store: string | null;
  readonly location: Location;
}

export interface Dependent {
  readonly id: string;
  readonly environment: Environment | null;
  readonly impact: 'outage' | 'degraded' | 'none';
  readonly failover: 'automatic' | 'manual' | 'none';
  readonly failoverTested: string | null;
  readonly location: Location;
}

/** What only the organisation knows about an identity; joined to the objects it names. */
export interface ContextFact {
  readonly fact: 'context';
  readonly holder: Holder;
  /** The holders of other formats that this is about. */
  readonly describes: readonly string[];
  readonly owner: Located | null;
  /** What runs as the identity; several identities can be of one workload. */
  readonly workload: Located | null;
  readonly environment: { readonly value: Environment; readonly location: Location } | null;
  readonly criticality: Located | null;
  readonly dependents: readonly Dependent[];
  /** Everything else that is declared, as canonical text: a change to it is never silent. */
  readonly rest: string;
  readonly location: Location;
}

export interface Located {
  readonly value: string;
  readonly location: Location;
}

export type Fact =
  IdentityFact | RoleFact | BindingFact | GrantFact | TrustFact | CredentialFact | ContextFact;

export function roleId(role: RoleKey): string {
  return `${role.kind}/${role.namespace === null ? '' : `${role.namespace}/`}${role.name}`;
}

export function roleName(role: RoleKey): string {
  return role.namespace === null || role.namespace === ''
    ? `${role.kind} ${role.name}`
    : `${role.kind} ${role.namespace}/${role.name}`;
}

export function scopeId(scope: Scope): string {
  return scope.kind === 'namespace' || scope.kind === 'resource'
    ? `${scope.kind}:${scope.name}`
    : scope.kind;
}

export function permissionId(permission: Permission): string {
  const { system, group, resource, action, name, until } = permission;
  return [system, group, resource, action, name ?? '*', name === null ? '' : '=', until ?? ''].join(
    '\u0000',
  );
}
