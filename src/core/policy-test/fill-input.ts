import type { ChangeKind } from '../change/change.ts';
import { environments, isControlNamespace } from '../inventory/environment.ts';
import type { CelValue } from '../policy/cel.ts';
import type { ConditionType } from '../policy/condition-type.ts';
import type { Fields } from '../policy/declare.ts';
import { inputRecords, NEVER } from '../policy/input-fields.ts';
import { whatKindsCarry, type Carried } from '../policy/possible/what-kinds-carry.ts';
import { namesOf, type RecordName, type Written, type WrittenRecord } from './input-shape.ts';

export type CelRecord = Readonly<Record<string, CelValue>>;

/** A record with every field: as written, or neutral. */
export function fillRecord(name: string, written: WrittenRecord): CelRecord {
  const fields: Fields = inputRecords[name as RecordName];
  return Object.fromEntries(
    Object.entries(fields).map(([field, { type }]) => {
      const value = written[field];
      return [field, value === undefined ? neutral(type) : celValue(field, type, value)] as const;
    }),
  );
}

function celValue(field: string, type: ConditionType, value: Written): CelValue {
  if (type.kind === 'int') {
    const names = namesOf(field, type);
    return BigInt(names === null ? Number(value) : names.findIndex((name) => name === value));
  }
  if (type.kind === 'list')
    return (value as readonly Written[]).map((one) => celValue('', type.of ?? type, one));
  if (type.kind === 'record') return fillRecord(type.name, value as WrittenRecord);
  return value as string | boolean;
}

/** The least that there is: false, 0, empty, the first of a closed set. */
function neutral(type: ConditionType): CelValue {
  switch (type.kind) {
    case 'bool':
      return false;
    case 'int':
      return type.least;
    case 'list':
      return [];
    case 'record':
      return fillRecord(type.name, {});
    default: {
      const values = type.kind === 'string' ? type.values : null;
      return values === null || values.includes('') ? '' : (values[0] ?? '');
    }
  }
}

/** The item of a change of this kind. What follows from other fields is worked out. */
export function fillItem(change: ChangeKind, written: WrittenRecord): CelRecord {
  const carried: Carried = whatKindsCarry[change];
  const canExpire = carried.filled.includes('can_expire') ? { can_expire: true } : {};
  const endless = written['standing'] === true ? { ttl_hours: Number(NEVER) } : {};
  const namespace = written['namespace'];
  return {
    ...fillRecord('item', { ...canExpire, ...endless, ...written }),
    change,
    control_namespace: typeof namespace === 'string' && isControlNamespace(namespace),
  };
}

/** A file that is judged as a whole is the subject of its change; else it is what is written. */
export function fillSubject(change: ChangeKind, written: WrittenRecord): CelRecord {
  const filled = fillRecord('subject', { ...written, ...whatKindsCarry[change].subject });
  const environment = environments.findIndex((one) => one === filled['environment']);
  return { ...filled, environment_level: BigInt(environment) };
}
