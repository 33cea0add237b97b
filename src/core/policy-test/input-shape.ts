import * as z from 'zod';

import { reaches } from '../change/change.ts';
import { privilegeLevels } from '../formats/kubernetes/escalation.ts';
import type { ConditionType } from '../policy/condition-type.ts';
import type { Fields } from '../policy/declare.ts';
import { inputRecords } from '../policy/input-fields.ts';

/** A value of an input as a test writes it. */
export type Written = string | number | boolean | readonly Written[] | WrittenRecord;
export interface WrittenRecord {
  readonly [field: string]: Written | undefined;
}

export type RecordName = keyof typeof inputRecords;

/** Numbers that are written by the name of their level, lowest first. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  level: privilegeLevels,
  reach: reaches,
};

/** The names of a field's numbers, or null where it is written as it is. */
export function namesOf(field: string, type: ConditionType): readonly string[] | null {
  if (type.kind !== 'int' || !Object.hasOwn(NAMES, field)) return null;
  return NAMES[field] ?? null;
}

/** Fields that follow from others, or that the case says elsewhere, and so cannot be written. */
const DERIVED: Readonly<Partial<Record<RecordName, readonly string[]>>> = {
  item: ['change', 'control_namespace'],
  subject: ['environment_level'],
  state: ['permissions', 'gained_primitives', 'owner_primitives', 'workload_primitives'],
};

/**
 * What a test may write of an input: every declared field and no other, each within what is
 * declared. Made from the declarations, so that a new field can be written without more.
 */
export function recordShape(name: RecordName): z.ZodType<WrittenRecord> {
  const fields: Fields = inputRecords[name];
  const derived = DERIVED[name] ?? [];
  const shape = Object.entries(fields)
    .filter(([field]) => !derived.includes(field))
    .map(([field, { type }]) => [field, valueShape(field, type).optional()] as const);
  return z.strictObject(Object.fromEntries(shape)) as unknown as z.ZodType<WrittenRecord>;
}

function valueShape(field: string, type: ConditionType): z.ZodType {
  switch (type.kind) {
    case 'bool':
      return z.boolean();
    case 'int': {
      const names = namesOf(field, type);
      return names === null
        ? z.int().min(Number(type.least)).max(Number(type.greatest))
        : z.enum(names).meta({ description: 'By the name of the level.' });
    }
    case 'string':
      return type.values === null ? z.string().max(type.longest) : z.enum(type.values);
    case 'list':
      return z.array(type.of === null ? z.never() : valueShape('', type.of)).max(type.longest);
    case 'record':
      return recordShape(type.name as RecordName);
    default:
      return z.never();
  }
}
