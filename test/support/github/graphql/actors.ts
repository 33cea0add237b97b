import { findAccount } from '../sim.ts';
import type { SimAccount, World } from '../world.ts';
import type { Node } from './node.ts';

/** Null: nobody, or a deleted account. */
export function actor(world: World, id: number | null): Node | null {
  const account = id === null ? undefined : world.accounts.get(id);
  return account === undefined || account.deleted ? null : actorNode(account);
}

/** A bot's login has a suffix in REST and none here; only the type tells it from a person. */
function actorNode({ id, login, type }: SimAccount): Node {
  const shown = type === 'Bot' ? login.replace(/\[bot\]$/, '') : login;
  return { __typename: type, login: shown, databaseId: id };
}

/** A `User`, which a connection of users and the user of a commit hold. */
export function user({ id, login }: SimAccount): Node {
  return { __typename: 'User', login, databaseId: id };
}

/** Who owns a repository, by login; null: that account is gone. */
export function owner(world: World, login: string): Node | null {
  const account = findAccount(world, login);
  if (account !== null) return actorNode(account);
  return world.organisations.has(login) ? { __typename: 'Organization', login } : null;
}

/**
 * Somebody whom a commit names. Where the address is an App's, GitHub answers a `User` whose login
 * still has the suffix, for the field can hold nothing else.
 */
export function gitActor(world: World, person: { name: string; email: string }): Node {
  const account = byEmail(world, person.email);
  return {
    name: person.name,
    email: person.email,
    user: account === null ? null : user(account),
  };
}

function byEmail(world: World, email: string): SimAccount | null {
  const wanted = email.toLowerCase();
  const all = [...world.accounts.values()].filter((one) => !one.deleted);
  const found = all.find(
    ({ id, login, emails }) =>
      emails.some((one) => one.toLowerCase() === wanted) ||
      wanted === `${id}+${login.toLowerCase()}@users.noreply.github.com`,
  );
  return found ?? null;
}
