import { COMPONENTS } from './rewrite-schema.ts';
import type { Schema } from './slice.ts';

/**
 * Pointers to the fields that no alternative of the schema names. The description lets every object
 * have more fields than it names, so a misspelt one would pass a validator.
 */
export function unknownFields(
  schema: unknown,
  value: unknown,
  components: Readonly<Record<string, unknown>>,
): readonly string[] {
  const found: string[] = [];
  look([schema], value, '');
  return found;

  function look(schemas: readonly unknown[], at: unknown, pointer: string): void {
    const parts = schemas.flatMap((one) => alternatives(one, components));
    if (Array.isArray(at)) {
      const items = parts.flatMap((part) => (part['items'] === undefined ? [] : [part['items']]));
      if (items.length > 0)
        for (const [index, one] of at.entries()) look(items, one, `${pointer}/${index}`);
      return;
    }
    if (typeof at !== 'object' || at === null || parts.some(isOpen)) return;
    for (const [name, one] of Object.entries(at)) {
      const declared = parts.flatMap((part) => propertyOf(part, name));
      if (declared.length === 0) found.push(`${pointer}/${name}`);
      else look(declared, one, `${pointer}/${name}`);
    }
  }
}

/** The schema and everything that it is joined of, references followed. */
function alternatives(
  schema: unknown,
  components: Readonly<Record<string, unknown>>,
): readonly Schema[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { $ref: reference, anyOf, oneOf, allOf } = schema as Schema;
  const prefix = `${COMPONENTS}#/components/schemas/`;
  const target = typeof reference === 'string' ? components[reference.slice(prefix.length)] : null;
  const joined = [target, anyOf, oneOf, allOf].flat().filter((one) => one !== undefined);
  return [schema as Schema, ...joined.flatMap((one) => alternatives(one, components))];
}

/** An object of which the description does not say what is in it. */
function isOpen(part: Schema): boolean {
  if (typeof part['additionalProperties'] === 'boolean') return part['additionalProperties'];
  const bare = Object.keys(part).every((key) => key === 'type');
  const types = [part['type'] ?? 'object'].flat();
  return bare && types.includes('object');
}

function propertyOf(part: Schema, name: string): readonly unknown[] {
  const properties = (part['properties'] ?? {}) as Schema;
  if (Object.hasOwn(properties, name)) return [properties[name]];
  const others = part['additionalProperties'];
  return typeof others === 'object' ? [others] : [];
}
