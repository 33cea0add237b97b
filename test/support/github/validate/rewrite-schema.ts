import type { Schema } from './slice.ts';

/** Formats that are looked at; the others say how wide a number is, or nothing that matters here. */
export const formats: Readonly<Record<string, (text: string) => boolean>> = {
  'date-time': (text) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/.test(text) &&
    !Number.isNaN(Date.parse(text)),
  uri: (text) => URL.canParse(text),
};

/** Where the components are found under the id that they are given to ajv with. */
export const COMPONENTS = 'github.json';

/**
 * OpenAPI 3.0 as JSON Schema: `nullable` becomes a type or one more alternative, unknown formats
 * go, references lead to `COMPONENTS`. A name under `properties` is a name, even `nullable`.
 */
export function rewriteSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(rewriteSchema);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { nullable, format, ...rest } = schema as Schema;
  const rewritten: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(rest)) rewritten[key] = rewriteKeyword(key, value);
  if (typeof format === 'string' && Object.hasOwn(formats, format)) rewritten['format'] = format;
  return nullable === true ? orNull(rewritten) : rewritten;
}

/** With a type of its own it gets one more, which keeps the errors of an alternative out. */
function orNull(schema: Schema): Schema {
  const simple = typeof schema['type'] === 'string' && schema['enum'] === undefined;
  if (simple) return { ...schema, type: [schema['type'], 'null'] };
  return { anyOf: [{ type: 'null' }, schema] };
}

function rewriteKeyword(key: string, value: unknown): unknown {
  if (key === '$ref' && typeof value === 'string') return `${COMPONENTS}${value}`;
  if (key === 'enum' || key === 'required') return value;
  if (key !== 'properties') return rewriteSchema(value);
  const properties = Object.entries(value as Schema);
  return Object.fromEntries(properties.map(([name, one]) => [name, rewriteSchema(one)]));
}
