import {
  GraphQLError,
  isObjectType,
  type GraphQLFieldResolver,
  type GraphQLTypeResolver,
} from 'graphql';

/** An object that a query may look into: each field that it has can be asked for, and no other. */
export interface Node {
  readonly [field: string]: unknown;
  /** Needed where the schema says only an interface or a union. */
  readonly __typename?: string;
}

/** A field that takes arguments. Those that it does not name are refused. */
export interface Field {
  readonly takes: readonly string[];
  readonly resolve: (args: Arguments) => unknown;
}

export type Arguments = Readonly<Record<string, unknown>>;

const marker = Symbol('field');

export function field(takes: readonly string[], resolve: Field['resolve']): Field {
  return Object.assign({ takes, resolve }, { [marker]: true });
}

function isField(value: unknown): value is Field {
  return typeof value === 'object' && value !== null && marker in value;
}

/** What is wrong with a query, or with the simulator, and not with the state that it asks about. */
export const MISTAKE = 'SIMULATOR_MISTAKE';

export function mistake(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type: MISTAKE } });
}

/** A refusal as GitHub words it; `type` is what stands beside its message. */
export function refusal(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

/** The value of a field, asked for nowhere else: what nobody wrote here fails, and is never null. */
export const resolveField: GraphQLFieldResolver<unknown, unknown> = (source, args, _, info) => {
  const name = `${info.parentType.name}.${info.fieldName}`;
  const node = source as Node;
  const value = Object.hasOwn(node, info.fieldName) ? node[info.fieldName] : undefined;
  if (value === undefined) throw mistake(`the simulator has no resolver for ${name}`);
  const takes = isField(value) ? value.takes : [];
  for (const { name: given } of info.fieldNodes[0]?.arguments ?? [])
    if (!takes.includes(given.value))
      throw mistake(`the simulator does not know the argument ${given.value} of ${name}`);
  if (isField(value)) return value.resolve(args as Arguments);
  return typeof value === 'function' ? (value as () => unknown)() : value;
};

export const resolveType: GraphQLTypeResolver<unknown, unknown> = (source, _, info) => {
  const name = (source as Node).__typename;
  if (name === undefined || !isObjectType(info.schema.getType(name)))
    throw mistake(`${info.parentType.name}.${info.fieldName} has a value without a type`);
  return name;
};
