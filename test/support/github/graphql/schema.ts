import { readFileSync } from 'node:fs';

import { buildSchema, type GraphQLSchema } from 'graphql';

import { once } from '../validate/once.ts';

/**
 * GitHub's whole schema, as `@octokit/graphql-schema` publishes it. Building it takes about 0.4 s,
 * so it is built at the first query and then kept. The file is read beside the package's entry:
 * the entry itself would parse 5 MB of JSON besides.
 */
export const loadSchema: () => GraphQLSchema = once(() => {
  const file = new URL('./schema.graphql', import.meta.resolve('@octokit/graphql-schema'));
  return buildSchema(readFileSync(file, 'utf8'), {
    assumeValid: true,
    assumeValidSDL: true,
    noLocation: true,
  });
});
