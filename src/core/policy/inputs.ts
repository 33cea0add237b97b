import { reaches, type Change, type Subject, type WeighedPermission } from '../change/change.ts';
import { readsByName } from '../change/weigh.ts';
import { privilegeLevels } from '../formats/kubernetes/escalation.ts';
import { environments, isControlNamespace } from '../inventory/environment.ts';
import { instant } from '../schema/values.ts';
import { conditionLanguage, type CelSchema, type CelValue, type ConditionLanguage } from './cel.ts';
import type { factorScopes } from './documents.ts';

/** What one condition sees about one permission or one other difference. Every field is present. */
const item: CelSchema = {
  change: 'string',
  system: 'string',
  group: 'string',
  resource: 'string',
  actions: 'list<string>',
  names: 'list<string>',
  mutates: 'bool',
  level: 'int',
  reach: 'int',
  primitives: 'list<string>',
  scope: 'string',
  namespace: 'string',
  control_namespace: 'bool',
  can_expire: 'bool',
  standing: 'bool',
  ttl_hours: 'int',
  unresolved: 'bool',
  reason: 'string',
  mentions_identity: 'bool',
  recognised: 'bool',
  controls: 'string',
  credential_type: 'string',
  from: 'string',
  to: 'string',
};

const subject: CelSchema = {
  id: 'string',
  name: 'string',
  kind: 'string',
  type: 'string',
  namespace: 'string',
  environment: 'string',
  environment_level: 'int',
  criticality: 'string',
  owner: 'string',
  dependents: 'list<Dependent>',
};

const state: CelSchema = { permissions: 'list<Held>', primitives: 'list<string>' };

const records = {
  Dependent: {
    id: 'string',
    environment: 'string',
    impact: 'string',
    failover: 'string',
    days_since_test: 'int',
  },
  Held: { resource: 'string', level: 'int', reach: 'int', primitives: 'list<string>' },
};

type FactorScope = (typeof factorScopes)[number];

/** The variables that each scope sees. What a scope must not depend on, it cannot name. */
export function scopeLanguages(): Readonly<Record<FactorScope, ConditionLanguage>> {
  return {
    item: conditionLanguage({ item, subject, now: 'int' }, records),
    subject: conditionLanguage({ subject, now: 'int' }, records),
    state: conditionLanguage({ state, subject, now: 'int' }, records),
  };
}

/** More permissions than this in one list are cut off; the cut itself is a critical floor. */
export const LIST_LIMIT = 500;

/** A very long time, for what never ends or was never tested. */
const NEVER = 876_000n;

export function subjectInput(about: Subject, now: number): CelValue {
  return {
    id: about.holder.id,
    name: about.holder.name,
    kind: about.holder.kind,
    type: about.type,
    namespace: about.holder.namespace,
    environment: about.environment,
    environment_level: BigInt(environments.indexOf(about.environment)),
    criticality: about.criticality ?? '',
    owner: about.owner ?? '',
    dependents: about.dependents.slice(0, LIST_LIMIT).map((dependent) => ({
      id: dependent.id,
      environment: dependent.environment ?? 'unknown',
      impact: dependent.impact,
      failover: dependent.failover,
      days_since_test: daysSince(dependent.failoverTested, now),
    })),
  };
}

export function stateInput(permissions: readonly WeighedPermission[]): CelValue {
  const held = permissions.slice(0, LIST_LIMIT);
  return {
    permissions: held.map((permission) => ({
      resource: permission.resource,
      level: BigInt(privilegeLevels.indexOf(permission.level)),
      reach: BigInt(reaches.indexOf(permission.reach)),
      primitives: [...permission.primitives],
    })),
    primitives: [...new Set(permissions.flatMap((permission) => permission.primitives))],
  };
}

/** One input per permission of a grant change, one for any other change. */
export function itemInputs(change: Change, now: number): readonly CelValue[] {
  const base = { ...NEUTRAL, change: change.kind, ...particulars(change, now) };
  if (!('permissions' in change)) return [base];
  const { scope } = change;
  const namespace = scope.kind === 'namespace' ? scope.name : '';
  return change.permissions.map((permission) => ({
    ...base,
    ...permissionInput(permission, now),
    scope: scope.kind,
    namespace,
    control_namespace: isControlNamespace(namespace),
  }));
}

const NEUTRAL = {
  system: '',
  group: '',
  resource: '',
  actions: [],
  names: [],
  mutates: false,
  level: 0n,
  reach: 0n,
  primitives: [],
  scope: '',
  namespace: '',
  control_namespace: false,
  can_expire: false,
  standing: false,
  ttl_hours: 0n,
  unresolved: false,
  reason: '',
  mentions_identity: false,
  recognised: false,
  controls: '',
  credential_type: '',
  from: '',
  to: '',
} as const satisfies Readonly<Record<string, CelValue>>;

function permissionInput(
  permission: WeighedPermission,
  now: number,
): Readonly<Record<string, CelValue>> {
  return {
    system: permission.system,
    group: permission.group,
    resource: permission.resource,
    actions: [...permission.actions],
    names: permission.names.slice(0, LIST_LIMIT),
    mutates: permission.actions.some((action) => mutates(permission.system, action)),
    level: BigInt(privilegeLevels.indexOf(permission.level)),
    reach: BigInt(reaches.indexOf(permission.reach)),
    primitives: [...permission.primitives],
    can_expire: permission.canExpire,
    standing: permission.until === null,
    ttl_hours: hoursUntil(permission.until, now),
    unresolved: permission.unresolved,
  };
}

const MUTATING = new Set(['*', 'create', 'update', 'patch', 'delete', 'deletecollection']);

/** Whether an action changes what it reaches, as far as its name says. */
function mutates(system: string, action: string): boolean {
  return system === 'native' ? !readsByName(action) : MUTATING.has(action);
}

function particulars(change: Change, now: number): Readonly<Record<string, CelValue>> {
  if (change.kind === 'unassessable')
    return {
      reason: change.reason,
      mentions_identity: change.mentionsIdentity,
      recognised: change.recognised,
    };
  if (change.kind === 'control-plane-changed') return { controls: change.controls };
  if ('credential' in change)
    return {
      credential_type: change.credentialType,
      can_expire: true,
      standing: change.expiresAt === null,
      ttl_hours: hoursUntil(change.expiresAt, now),
      from: change.from ?? '',
      to: change.to ?? '',
    };
  if ('permissions' in change) return {};
  if ('principal' in change)
    return { resource: change.principal, from: change.from ?? '', to: change.to ?? '' };
  return { from: change.from ?? '', to: change.to ?? '' };
}

function hoursUntil(until: string | null, now: number): bigint {
  const end = until === null ? null : instant(until);
  if (end === null) return NEVER;
  return BigInt(Math.max(0, Math.ceil((end - now) / 3_600_000)));
}

function daysSince(date: string | null, now: number): bigint {
  const tested = date === null ? null : instant(date);
  if (tested === null) return NEVER;
  return BigInt(Math.max(0, Math.floor((now - tested) / 86_400_000)));
}
