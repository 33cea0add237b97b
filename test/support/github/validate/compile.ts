import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';

import { once } from './once.ts';
import { COMPONENTS, formats, rewriteSchema } from './rewrite-schema.ts';
import { readSlice, type Operation, type Schema, type Slice } from './slice.ts';
import { unknownFields } from './unknown-fields.ts';

/** What is wrong with a value, as `POINTER why`. */
export type Check = (value: unknown) => readonly string[];

export interface Compiled {
  readonly parameters: readonly { readonly name: string; readonly check: Check }[];
  readonly body: Check | null;
  /** By status; null: an answer without a body. */
  readonly responses: ReadonlyMap<string, Check | null>;
  readonly operation: Operation;
}

export interface Description {
  /** All operations, as `METHOD path`. */
  readonly names: readonly string[];
  readonly licence: Slice['licence'];
  readonly compiled: (name: string) => Compiled;
}

/** Enough to see what is wrong; an alternative that fits in nothing would fill a page. */
const MOST_ERRORS = 8;

/** Nothing is read before it is first asked for, and no operation compiled before it is called. */
export const description: () => Description = once(() => describeSlice(readSlice()));

function describeSlice(slice: Slice): Description {
  const schemas = rewriteAll(slice.components.schemas);
  const ajv = new Ajv({ strict: false, allErrors: true, formats, logger: false });
  ajv.addSchema({ components: { schemas } }, COMPONENTS);

  function checkOf(schema: Schema): Check {
    const rewritten = rewriteSchema(schema) as Schema;
    const validate = once(() => ajv.compile(rewritten));
    return (value) => [
      ...errorsOf(validate(), value),
      ...unknownFields(rewritten, value, schemas).map((one) => `${one} is not described`),
    ];
  }

  function compile(name: string): Compiled {
    const operation = slice.operations[name];
    if (operation === undefined) throw new Error(`no operation ${name}`);
    const responses = Object.entries(operation.responses).map(
      ([status, schema]) => [status, schema === null ? null : checkOf(schema)] as const,
    );
    return {
      parameters: operation.parameters.map((one) => ({
        name: one.name,
        check: checkOf(one.schema),
      })),
      body: operation.body === undefined ? null : checkOf(operation.body.schema),
      responses: new Map(responses),
      operation,
    };
  }

  const done = new Map<string, Compiled>();
  return {
    names: Object.keys(slice.operations),
    licence: slice.licence,
    compiled: (name) => {
      const known = done.get(name) ?? compile(name);
      done.set(name, known);
      return known;
    },
  };
}

function rewriteAll(schemas: Readonly<Record<string, Schema>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(schemas);
  return Object.fromEntries(entries.map(([name, schema]) => [name, rewriteSchema(schema)]));
}

function errorsOf(validate: ValidateFunction, value: unknown): readonly string[] {
  if (validate(value)) return [];
  const errors = validate.errors ?? [];
  const more = errors.length - MOST_ERRORS;
  return [
    ...errors.slice(0, MOST_ERRORS).map(errorText),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}

function errorText(error: ErrorObject): string {
  const allowed = error.keyword === 'enum' ? ` (${JSON.stringify(error.params)})` : '';
  return `${error.instancePath} ${error.message ?? error.keyword}${allowed}`.trim();
}
