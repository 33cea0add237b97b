import * as z from 'zod';

import type { GitHubClient } from './api.ts';
import { readAs } from './payload.ts';

const answer = z.object({ viewer: z.object({ login: z.string().min(1).max(100) }) });

/** The login of whoever the token belongs to, as GraphQL gives it. */
export async function readLogin(client: GitHubClient): Promise<string> {
  const found = await client.graphql('query { viewer { login } }', {});
  if (found.kind === 'unavailable') {
    const user = await client.get('/user');
    return readAs(z.object({ login: z.string().min(1).max(100) }), user, 'the token').login;
  }
  return readAs(answer, found.data, 'the token').viewer.login;
}
