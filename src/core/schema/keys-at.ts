import type { z } from 'zod';

/** The keys that a schema knows at a path, to suggest one for a misspelt key. */
export function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  let current: z.core.$ZodType | undefined = unwrap(schema);
  for (const step of path) {
    const next: z.core.$ZodType | undefined =
      current === undefined ? undefined : stepInto(current, step);
    current = next === undefined ? undefined : unwrap(next);
  }
  const shape = current === undefined ? undefined : shapeOf(current);
  return shape === undefined ? [] : Object.keys(shape);
}

type Shape = Readonly<Record<string, z.core.$ZodType>>;

function shapeOf(schema: z.core.$ZodType): Shape | undefined {
  const definition = schema._zod.def as { readonly type: string; readonly shape?: Shape };
  return definition.type === 'object' ? definition.shape : undefined;
}

function stepInto(schema: z.core.$ZodType, step: PropertyKey): z.core.$ZodType | undefined {
  const { element, valueType } = schema._zod.def as {
    readonly element?: z.core.$ZodType;
    readonly valueType?: z.core.$ZodType;
  };
  return shapeOf(schema)?.[String(step)] ?? element ?? valueType;
}

/** Optional, nullable and defaulted schemas stand around the one that has the keys. */
function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const { innerType } = schema._zod.def as { readonly innerType?: z.core.$ZodType };
  return innerType === undefined ? schema : unwrap(innerType);
}
