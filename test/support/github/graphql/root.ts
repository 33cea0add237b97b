import { findRepository } from '../sim.ts';
import { field, refusal, type Node } from './node.ts';
import { repositoryNode } from './repository.ts';
import { reaches, type View } from './view.ts';

const HOUR = 3_600_000;

export function root(view: View): Node {
  const { world, token } = view;
  return {
    viewer: () => viewer(view),
    rateLimit: () => {
      const limit = token.kind === 'actions' ? 1000 : 5000;
      const used = world.calls.filter((call) => call.token === token.value).length;
      const reset = (Math.floor(world.now / HOUR) + 1) * HOUR;
      return {
        limit,
        used,
        cost: 1,
        remaining: Math.max(0, limit - used),
        resetAt: new Date(reset).toISOString().replace('.000Z', 'Z'),
      };
    },
    repository: field(['owner', 'name'], (args) => {
      const name = `${args['owner'] as string}/${args['name'] as string}`;
      const found = findRepository(world, name);
      if (found !== null && reaches(view, found)) return repositoryNode(view, found);
      throw refusal('NOT_FOUND', `Could not resolve to a Repository with the name '${name}'.`);
    }),
  };
}

/** The field is a `User` even for an App, and then its login has the suffix of REST. */
function viewer({ world, token }: View): Node {
  const account = world.accounts.get(token.account);
  if (account === undefined) throw new Error(`the token is of no account: ${token.account}`);
  return { login: account.login, databaseId: account.id };
}
