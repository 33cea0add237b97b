import type { ConditionType } from '../condition-type.ts';
import { inputRecords } from '../input-fields.ts';
import { ANYTHING, bool, type Possible } from './possible-value.ts';

/** All that a field of a declared type can be. An input that is more is cut, which is a critical floor. */
export function declaredValue(type: ConditionType): Possible {
  switch (type.kind) {
    case 'bool':
      return bool(type.value !== false, type.value !== true);
    case 'int':
      return type;
    case 'string':
      return { kind: 'string', values: type.values, longest: type.longest };
    case 'list':
      return type.of === null ? ANYTHING : anyList(type.of, type.longest);
    case 'record':
      return declaredRecord(type.name);
    default:
      return ANYTHING;
  }
}

function anyList(type: ConditionType, most: number): Possible {
  const of = declaredValue(type);
  return of.kind === 'unknown' ? ANYTHING : { kind: 'list', of, fewest: 0, most, holds: [] };
}

function declaredRecord(name: string): Possible {
  if (!Object.hasOwn(inputRecords, name)) return ANYTHING;
  const declared = Object.entries(inputRecords[name as keyof typeof inputRecords]);
  return {
    kind: 'record',
    fields: Object.fromEntries(
      declared.map(([field, { type }]) => [field, declaredValue(type)] as const),
    ),
  };
}
