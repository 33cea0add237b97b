import type { DiagnosticCode } from '../diagnostic.ts';
import type { PrivilegeLevel } from '../formats/kubernetes/escalation.ts';
import type { Environment } from '../inventory/environment.ts';
import type { Dependent, Holder, Scope } from '../inventory/fact.ts';
import type { Location } from '../location.ts';

/** Every kind of semantic difference. The union is closed: a policy that names another is refused. */
export const changeKinds = [
  'identity-created',
  'identity-enabled',
  'identity-disabled',
  'identity-deleted',
  'identity-moved',
  'grant-added',
  'grant-widened',
  'grant-narrowed',
  'grant-removed',
  'trust-widened',
  'trust-narrowed',
  'credential-issued',
  'credential-rotated',
  'credential-extended',
  'credential-revoked',
  'owner-changed',
  'environment-changed',
  'criticality-changed',
  'dependents-changed',
  'context-changed',
  'control-plane-changed',
  'unassessable',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** How far a permission reaches, in the order of the risk model's `reach` dimension. */
export const reaches = ['single', 'scoped', 'broad', 'wildcard'] as const;
export type Reach = (typeof reaches)[number];

/** Whom a change is about, with what the organisation declares about it. */
export interface Subject {
  readonly holder: Holder;
  readonly type: string;
  /** The worst of both sides, declared or inferred. */
  readonly environment: Environment;
  readonly criticality: string | null;
  readonly owner: string | null;
  /** Who stops when it stops, as declared on either side. */
  readonly dependents: readonly Dependent[];
  /** The document that declares the context, if any. */
  readonly declaredIn: Location | null;
}

/** Permissions of one resource that one change gives or takes, weighed. */
export interface WeighedPermission {
  readonly system: string;
  readonly group: string;
  readonly resource: string;
  readonly actions: readonly string[];
  /** Names of single objects; empty means every object. */
  readonly names: readonly string[];
  readonly until: string | null;
  readonly level: PrivilegeLevel;
  readonly reach: Reach;
  readonly primitives: readonly string[];
  readonly unresolved: boolean;
  /** Expiry cannot be said in this format, so its absence says nothing. */
  readonly canExpire: boolean;
  readonly location: Location;
}

interface About {
  /** `c1`, `c2`, … in the order of the changes, which is the order of their canonical text. */
  readonly id: string;
  readonly subject: Subject;
  readonly base: Location | null;
  readonly head: Location | null;
}

export interface GrantChange extends About {
  readonly kind: 'grant-added' | 'grant-widened' | 'grant-narrowed' | 'grant-removed';
  readonly scope: Scope;
  readonly permissions: readonly WeighedPermission[];
  /** What was there instead, for a widening or narrowing. */
  readonly instead: readonly string[];
  readonly via: readonly string[];
}

export interface IdentityChange extends About {
  readonly kind:
    | 'identity-created'
    | 'identity-enabled'
    | 'identity-disabled'
    | 'identity-deleted'
    | 'identity-moved';
  readonly from: string | null;
  readonly to: string | null;
}

export interface TrustChange extends About {
  readonly kind: 'trust-widened' | 'trust-narrowed';
  readonly principal: string;
  readonly from: string | null;
  readonly to: string | null;
}

export interface CredentialChange extends About {
  readonly kind:
    'credential-issued' | 'credential-rotated' | 'credential-extended' | 'credential-revoked';
  readonly credential: string;
  readonly credentialType: string;
  readonly expiresAt: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

export interface ContextChange extends About {
  readonly kind:
    | 'owner-changed'
    | 'environment-changed'
    | 'criticality-changed'
    | 'dependents-changed'
    | 'context-changed';
  readonly from: string | null;
  readonly to: string | null;
}

export interface ControlPlaneChange extends About {
  readonly kind: 'control-plane-changed';
  readonly path: string;
  /** What the file controls. */
  readonly controls: 'policy' | 'people' | 'configuration' | 'ownership' | 'workflow';
}

export interface UnassessableChange extends About {
  readonly kind: 'unassessable';
  readonly path: string;
  readonly reason: DiagnosticCode;
  readonly message: string;
  readonly help: string | null;
  readonly mentionsIdentity: boolean;
  readonly recognised: boolean;
}

export type Change =
  | GrantChange
  | IdentityChange
  | TrustChange
  | CredentialChange
  | ContextChange
  | ControlPlaneChange
  | UnassessableChange;

/** A change before its id is given. */
export type Difference<C extends Change = Change> = C extends Change ? Omit<C, 'id'> : never;
