import { celEngine, type CelEngine, type CelSchema } from './cel.ts';
import type { ConditionType } from './condition-type.ts';
import type { Declarations, Fields } from './declare.ts';

/** The library with our declarations in its own type names. */
export function engineOf({ variables, records }: Declarations): CelEngine {
  const own = Object.entries(variables).map(
    ([name, { type }]) =>
      [name, type.kind === 'record' ? schemaOf(records[type.name] ?? {}) : typeName(type)] as const,
  );
  const listed = Object.entries(records).filter(([name]) => !Object.hasOwn(variables, name));
  return celEngine(
    Object.fromEntries(own),
    Object.fromEntries(listed.map(([name, fields]) => [name, schemaOf(fields)] as const)),
  );
}

function schemaOf(fields: Fields): CelSchema {
  return Object.fromEntries(
    Object.entries(fields).map(([name, { type }]) => [name, typeName(type)] as const),
  );
}

function typeName(type: ConditionType): string {
  if (type.kind === 'record') return type.name;
  if (type.kind === 'list' && type.of !== null) return `list<${typeName(type.of)}>`;
  return type.kind;
}
