import { reaches, type Change, type Subject, type WeighedPermission } from '../change/change.ts';
import type { GroupState } from '../change/together.ts';
import { readsByName } from '../change/weigh.ts';
import { privilegeLevels } from '../formats/kubernetes/escalation.ts';
import { environments, isControlNamespace } from '../inventory/environment.ts';
import { instant } from '../schema/values.ts';
import type { CelEngine, CelValue } from './cel.ts';
import { engineOf } from './cel-schema.ts';
import { LIST_LIMIT } from './condition-type.ts';
import { conditionLanguage, type ConditionLanguage } from './conditions.ts';
import type { Declarations } from './declare.ts';
import type { factorScopes } from './documents/policy.ts';
import { inputRecords, NEVER, scopeVariables } from './input-fields.ts';

type FactorScope = (typeof factorScopes)[number];

function declarationsOf(scope: FactorScope): Declarations {
  return { variables: scopeVariables[scope], records: inputRecords };
}

/** The language of each scope. What a scope must not depend on, it cannot name. */
export function scopeLanguages(): Readonly<Record<FactorScope, ConditionLanguage>> {
  const engines = scopeEngines();
  const language = (scope: FactorScope): ConditionLanguage =>
    conditionLanguage(declarationsOf(scope), engines[scope]);
  return { item: language('item'), subject: language('subject'), state: language('state') };
}

/** The library over the same inputs, without the profile: for what compares it with another. */
export function scopeEngines(): Readonly<Record<FactorScope, CelEngine>> {
  const engine = (scope: FactorScope): CelEngine => engineOf(declarationsOf(scope));
  return { item: engine('item'), subject: engine('subject'), state: engine('state') };
}

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
    dependents: about.dependents.map((dependent) => ({
      id: dependent.id,
      environment: dependent.environment ?? 'unknown',
      impact: dependent.impact,
      failover: dependent.failover,
      days_since_test: daysSince(dependent.failoverTested, now),
    })),
  };
}

/** What a holder has beside what it holds alone; groups are null where none is declared for it. */
export interface StateAround {
  /** Primitives that the change gives. */
  readonly gained: readonly string[];
  readonly owner: GroupState | null;
  readonly workload: GroupState | null;
}

const ALONE: StateAround = { gained: [], owner: null, workload: null };

export function stateInput(
  permissions: readonly WeighedPermission[],
  { gained, owner, workload }: StateAround = ALONE,
): CelValue {
  const own = heldInput(permissions);
  const ofOwner = groupInput(owner, own);
  const ofWorkload = groupInput(workload, own);
  return {
    permissions: own.permissions,
    primitives: own.primitives,
    gained_primitives: gained,
    owner_permissions: ofOwner.permissions,
    owner_primitives: ofOwner.primitives,
    owner_others: ofOwner.others,
    workload_permissions: ofWorkload.permissions,
    workload_primitives: ofWorkload.primitives,
    workload_others: ofWorkload.others,
  };
}

interface HeldInput {
  readonly permissions: readonly CelValue[];
  readonly primitives: readonly string[];
}

function groupInput(
  group: GroupState | null,
  own: HeldInput,
): HeldInput & { readonly others: readonly string[] } {
  if (group === null)
    return { permissions: own.permissions, primitives: own.primitives, others: [] };
  const others = [...new Set(group.companions.flatMap(({ primitives }) => primitives))];
  const { permissions, primitives } = heldInput(group.permissions);
  return { permissions, primitives, others };
}

function heldInput(permissions: readonly WeighedPermission[]): HeldInput {
  return {
    permissions: permissions.slice(0, LIST_LIMIT).map((permission) => ({
      resource: permission.resource,
      level: LEVELS.get(permission.level) ?? 0n,
      reach: REACHES.get(permission.reach) ?? 0n,
      primitives: permission.primitives,
    })),
    primitives: [...new Set(permissions.flatMap((permission) => permission.primitives))],
  };
}

/** One input per permission of a grant change, one for any other change. */
export function itemInputs(change: Change, now: number): readonly CelValue[] {
  if (!('permissions' in change))
    return [{ ...NEUTRAL, change: change.kind, ...particulars(change, now) }];
  const { scope } = change;
  const namespace = scope.kind === 'namespace' ? scope.name : '';
  const where: Place = { scope: scope.kind, namespace, control: isControlNamespace(namespace) };
  return change.permissions.map((permission) =>
    permissionInput(permission, { kind: change.kind, where, now }),
  );
}

interface Place {
  readonly scope: string;
  readonly namespace: string;
  readonly control: boolean;
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

interface GrantMoment {
  readonly kind: string;
  readonly where: Place;
  readonly now: number;
}

/** Written out field by field: spreading is what making inputs would mostly consist of. */
function permissionInput(
  permission: WeighedPermission,
  { kind, where, now }: GrantMoment,
): CelValue {
  const { standing, ttl_hours } = lifetime(permission.until, now);
  return {
    system: permission.system,
    group: permission.group,
    resource: permission.resource,
    actions: permission.actions,
    names: permission.names,
    mutates: permission.actions.some((action) => mutates(permission.system, action)),
    level: LEVELS.get(permission.level) ?? 0n,
    reach: REACHES.get(permission.reach) ?? 0n,
    primitives: permission.primitives,
    scope: where.scope,
    namespace: where.namespace,
    control_namespace: where.control,
    can_expire: permission.canExpire,
    standing,
    ttl_hours,
    unresolved: permission.unresolved,
    reason: '',
    mentions_identity: false,
    recognised: false,
    controls: '',
    credential_type: '',
    from: '',
    to: '',
    change: kind,
  } satisfies Readonly<Record<keyof typeof NEUTRAL | 'change', CelValue>>;
}

const LEVELS = new Map(privilegeLevels.map((level, rank) => [level, BigInt(rank)]));
const REACHES = new Map(reaches.map((reach, rank) => [reach, BigInt(rank)]));

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
      ...lifetime(change.expiresAt, now),
      from: change.from ?? '',
      to: change.to ?? '',
    };
  if ('permissions' in change) return {};
  if ('principal' in change)
    return { resource: change.principal, from: change.from ?? '', to: change.to ?? '' };
  return { from: change.from ?? '', to: change.to ?? '' };
}

/** What ends in a hundred years or more is not told apart from what never does, but for `standing`. */
function lifetime(
  until: string | null,
  now: number,
): { readonly standing: boolean; readonly ttl_hours: bigint } {
  const end = until === null ? null : instant(until);
  // A text that is no date ends nothing, as where grants are compared.
  if (end === null) return { standing: true, ttl_hours: NEVER };
  return { standing: false, ttl_hours: upToNever(Math.ceil((end - now) / 3_600_000)) };
}

function daysSince(date: string | null, now: number): bigint {
  const tested = date === null ? null : instant(date);
  if (tested === null) return NEVER;
  return upToNever(Math.floor((now - tested) / 86_400_000));
}

function upToNever(amount: number): bigint {
  return BigInt(Math.min(Number(NEVER), Math.max(0, amount)));
}
