import * as z from 'zod';

import { JitlError } from '../../errors.ts';
import { quoted } from '../git/printable.ts';
import { readAs } from './payload.ts';
import { rateLimited } from './refusals.ts';

/** One thing that GraphQL could not give. */
export interface GraphqlProblem {
  /** `NOT_FOUND`, `FORBIDDEN`, …; null: the query itself was refused. */
  readonly type: string | null;
  /** The fields on the way to it; empty: all of it. */
  readonly path: readonly string[];
  readonly message: string;
}

/** `unavailable`: GraphQL cannot be asked here at all, though REST perhaps can. */
export type GraphqlAnswer =
  | {
      readonly kind: 'answer';
      readonly data: unknown;
      readonly problems: readonly GraphqlProblem[];
    }
  | { readonly kind: 'unavailable'; readonly error: JitlError };

const shape = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({
        type: z.string().nullish(),
        path: z.array(z.union([z.string(), z.number()])).nullish(),
        message: z.string().default(''),
      }),
    )
    .nullish(),
});

/** Error types of a query that this server does not know. */
const REFUSED_QUERY = new Set(['undefinedField', 'argumentNotAccepted', 'undefinedType']);

/**
 * Sorts out an answer of status 200. Errors with data come back beside the data: who asked knows
 * what the lost part means. Without data the worst of them is thrown.
 */
export function graphqlAnswer(body: unknown): GraphqlAnswer {
  const { data, errors } = readAs(shape, body, 'a GraphQL query');
  const problems = (errors ?? []).map(({ type, path, message }) => ({
    type: type ?? null,
    path: (path ?? []).map(String),
    message,
  }));
  if (data !== null && data !== undefined && Object.values(data).some((value) => value !== null))
    return { kind: 'answer', data, problems };
  const [first] = problems;
  if (first === undefined) throw readAs(z.never(), body, 'a GraphQL query');
  const said = quoted(first.message);
  if (first.type === 'RATE_LIMITED') throw rateLimited('a GraphQL query', {});
  if (first.type === 'NOT_FOUND')
    throw new JitlError('forge-not-found', `GitHub does not find it: ${said}`, {
      help: 'check the name and the number; GitHub also says this where the token may not look',
    });
  if (first.type === 'FORBIDDEN' || first.type === 'INSUFFICIENT_SCOPES')
    throw new JitlError('forge-forbidden', `GitHub refused a query: ${said}`, {
      help: 'give the token `pull-requests: read` and `contents: read`',
    });
  const error = new JitlError('forge-unexpected', `GitHub could not answer a query: ${said}`);
  if (first.type === null || REFUSED_QUERY.has(first.type)) return { kind: 'unavailable', error };
  throw error;
}
