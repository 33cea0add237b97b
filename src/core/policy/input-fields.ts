import { changeKinds, reaches, type ControlPlaneChange } from '../change/change.ts';
import { diagnosticCodes } from '../diagnostic.ts';
import { primitives, privilegeLevels } from '../formats/kubernetes/escalation.ts';
import { credentialTypes, criticalities, identityTypes } from '../formats/native/schema.ts';
import { environments } from '../inventory/environment.ts';
import type { Dependent, Holder, PermissionSystem, Scope } from '../inventory/fact.ts';
import {
  flag,
  growingRecords,
  growingTexts,
  oneOf,
  record,
  scale,
  text,
  whole,
  type Fields,
} from './declare.ts';

/** A very long time, for what never ends or was never tested: also the longest that is told apart. */
export const NEVER = 876_000n;

/** The last second of the year 9999. */
const LATEST = 253_402_300_799n;

/** What is told in words can list everything that is declared. */
const LONG_TEXT = 65_536;

/** The members of a union of types; the compiler refuses one that is missing or too many. */
function members<T extends string>(all: Readonly<Record<T, true>>): readonly string[] {
  return Object.keys(all);
}

/** Empty where the field does not fit the change. */
const orNothing = (values: readonly string[]): readonly string[] => ['', ...values];

const systems = members<PermissionSystem>({ kubernetes: true, cloud: true, native: true });
const scopes = members<Scope['kind']>({
  cluster: true,
  namespace: true,
  role: true,
  resource: true,
});
const controlled = members<ControlPlaneChange['controls']>({
  policy: true,
  people: true,
  configuration: true,
  ownership: true,
  workflow: true,
});
const holders = members<Holder['kind']>({ identity: true, group: true, person: true, role: true });

/** Of what is no identity: other holders, and files that are judged as a whole. */
const otherTypes = [...holders.filter((kind) => kind !== 'identity'), 'file', 'control-plane'];

/** Least harm first. */
const impacts = members<Dependent['impact']>({ none: true, degraded: true, outage: true });

/** Best prepared first. */
const failovers = members<Dependent['failover']>({ automatic: true, manual: true, none: true });

const primitiveIds = [
  ...primitives.map((primitive) => primitive.id),
  'login-configuration',
  'unresolved-role',
  'cloud-identity',
  'identity-plane',
];

const level = whole('grows', BigInt(privilegeLevels.length - 1));
const reach = whole('grows', BigInt(reaches.length - 1));

/**
 * What one condition sees about one permission or one other difference. Every field is present. A
 * field is constant where it tells which item it is (a wider resource or scope is another item, as
 * is another kind of change), and grows where more of it is more authority, or more that is at
 * stake. Of a change that takes something away, what is taken grows.
 */
const item: Fields = {
  change: oneOf(changeKinds),
  system: oneOf(orNothing(systems)),
  group: text(),
  resource: text(),
  actions: growingTexts(),
  // Of a permission on named objects; one on all objects is another item, with an empty list.
  names: growingTexts(),
  mutates: flag('grows'),
  level,
  reach,
  primitives: growingTexts(primitiveIds),
  scope: oneOf(orNothing(scopes)),
  namespace: text(),
  // A grant in such a namespace is never worth less than the same grant elsewhere.
  control_namespace: flag('grows'),
  // What the format can say, whatever the grant.
  can_expire: flag('constant'),
  standing: flag('grows'),
  ttl_hours: whole('grows', NEVER),
  // Unknown authority weighs more than known.
  unresolved: flag('grows'),
  reason: oneOf(orNothing(diagnosticCodes)),
  mentions_identity: flag('grows'),
  recognised: flag('grows'),
  controls: oneOf(orNothing(controlled)),
  credential_type: oneOf(orNothing(credentialTypes)),
  from: text(LONG_TEXT),
  to: text(LONG_TEXT),
};

/** Whom it is about. What is declared as a name is constant; what says how much is at stake grows. */
const subject: Fields = {
  id: text(),
  name: text(),
  kind: oneOf(holders),
  type: oneOf([...identityTypes, ...otherTypes]),
  namespace: text(),
  environment: scale(environments),
  environment_level: whole('grows', BigInt(environments.length - 1)),
  criticality: scale(orNothing([...criticalities].reverse())),
  owner: text(),
  dependents: growingRecords('Dependent'),
};

/**
 * What the holder has in the end, alone and with all identities of its owner or of its workload. Of a
 * group the holder is a part, and is all of it where no group is declared.
 */
const state: Fields = {
  permissions: growingRecords('Held'),
  primitives: growingTexts(primitiveIds),
  gained_primitives: growingTexts(primitiveIds),
  owner_permissions: growingRecords('Held'),
  owner_primitives: growingTexts(primitiveIds),
  owner_others: growingTexts(primitiveIds),
  workload_permissions: growingRecords('Held'),
  workload_primitives: growingTexts(primitiveIds),
  workload_others: growingTexts(primitiveIds),
};

const Dependent: Fields = {
  id: text(),
  environment: scale(environments),
  impact: scale(impacts),
  failover: scale(failovers),
  days_since_test: whole('grows', NEVER),
};

const Held: Fields = {
  resource: text(),
  level,
  reach,
  primitives: growingTexts(primitiveIds),
};

/** Seconds since 1970. The same for whatever is compared. */
const now = whole('constant', LATEST);

export const inputRecords = { item, subject, state, Dependent, Held } as const;

/** The variables that each scope sees. What a scope must not depend on, it cannot name. */
export const scopeVariables = {
  item: { item: record('item'), subject: record('subject'), now },
  subject: { subject: record('subject'), now },
  state: { state: record('state'), subject: record('subject'), now },
} as const;
