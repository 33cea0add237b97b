import {
  execute,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';

import type { SimToken, World } from '../world.ts';
import type { GraphqlRequest, GraphqlResponse } from './execute.ts';
import { MISTAKE, refusal, resolveField, resolveType } from './node.ts';
import { countNodes, MOST_NODES } from './node-count.ts';
import { root } from './root.ts';
import { loadSchema } from './schema.ts';

/** What is the client's fault whatever the state is, and so breaks the description too. */
const MISTAKES = new Set([
  MISTAKE,
  'MISSING_PAGINATION_BOUNDARIES',
  'EXCESSIVE_PAGINATION',
  'INVALID_CURSOR_ARGUMENTS',
]);

/**
 * Answers one query as GitHub would, from the state alone. A query that GitHub's schema does not
 * allow, or that asks for what has no resolver here, is an answer with errors and no data, and a
 * violation. Refusals (`NOT_FOUND`, `FORBIDDEN`) stand beside what could be given.
 */
export async function answerQuery(
  world: World,
  token: SimToken,
  { query, variables }: GraphqlRequest,
): Promise<GraphqlResponse> {
  if (token.expired || token.kind === 'app-jwt')
    return { status: 401, body: { message: 'Bad credentials' } };
  const schema = loadSchema();
  const values = variables ?? {};
  const checked = check(schema, query, values);
  if ('errors' in checked) return refuse(world, checked.errors);
  const { data, errors = [] } = await execute({
    schema,
    document: checked.document,
    rootValue: root({ world, token }),
    variableValues: values,
    fieldResolver: resolveField,
    typeResolver: resolveType,
  });
  const mistakes = errors.filter(isMistake);
  if (mistakes.length > 0 || data === undefined)
    return refuse(world, mistakes.length > 0 ? mistakes : errors);
  return {
    status: 200,
    body: errors.length === 0 ? { data } : { data, errors: errors.map(shown) },
  };
}

function check(
  schema: GraphQLSchema,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] } {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    return { errors: [error as GraphQLError] };
  }
  const errors = validate(schema, document, specifiedRules);
  if (errors.length > 0) return { errors };
  const nodes = countNodes(document, variables);
  if (nodes <= MOST_NODES) return { document };
  const message = `this query asks for up to ${nodes} nodes, which is over ${MOST_NODES}`;
  return { errors: [refusal('MAX_NODE_LIMIT_EXCEEDED', message)] };
}

/** An error that no refusal explains is a fault of the simulator itself: it may not pass for one. */
function isMistake(error: GraphQLError): boolean {
  const type = error.extensions['type'];
  return typeof type !== 'string' || MISTAKES.has(type);
}

function refuse(world: World, errors: readonly GraphQLError[]): GraphqlResponse {
  for (const { message, path } of errors)
    world.violations.push(`GraphQL${path === undefined ? '' : ` ${path.join('.')}`}: ${message}`);
  return { status: 200, body: { errors: errors.map(shown) } };
}

/** As GitHub writes errors: the type beside the message, not under `extensions`. */
function shown({ message, path, locations, extensions }: GraphQLError): unknown {
  const type = extensions['type'];
  return {
    ...(typeof type === 'string' && type !== MISTAKE ? { type } : {}),
    ...(path === undefined ? {} : { path }),
    locations: locations ?? [],
    message,
  };
}
