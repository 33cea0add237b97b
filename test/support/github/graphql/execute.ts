import type { SimToken, World } from '../world.ts';

export interface GraphqlRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

export interface GraphqlResponse {
  readonly status: number;
  readonly body: unknown;
}

/** Answers one query. Nothing of GraphQL is loaded before the first one: it costs half a second. */
export async function executeGraphql(
  world: World,
  token: SimToken,
  request: GraphqlRequest,
): Promise<GraphqlResponse> {
  const { answerQuery } = await import('./answer-query.ts');
  return answerQuery(world, token, request);
}
