import * as z from 'zod';

import type { ForgeAccount } from '../../forge.ts';

const name = z.string().min(1).max(100);

/** Whoever acts, as GraphQL gives it. Null: the account was deleted. */
export const actor = z
  .object({ __typename: z.string(), login: name, databaseId: z.int().positive().nullish() })
  .nullable();

/** The same over REST. */
export const user = z
  .object({ id: z.int().positive(), login: name, type: z.string().nullish() })
  .nullable();

export type Actor = z.output<typeof actor>;
export type User = z.output<typeof user>;

/** The selection for `actor`. */
export const ACTOR = `__typename login ... on User { databaseId } ... on Bot { databaseId }
  ... on Organization { databaseId } ... on Mannequin { databaseId }`;

/** Stands in for deleted accounts over REST, and is nobody. */
const GHOST = 10137;

const TYPES: Readonly<Record<string, ForgeAccount['type']>> = {
  User: 'user',
  Bot: 'bot',
  Organization: 'organization',
};

/** Everybody who was met while reading, each once. */
export interface Roster {
  /** Gives the account id; null where there is none, or no number for it. */
  readonly actor: (actor: Actor) => number | null;
  readonly user: (user: User) => number | null;
  readonly email: (account: number | null, email: string | null | undefined) => void;
  readonly all: () => readonly ForgeAccount[];
}

export function createRoster(): Roster {
  const met = new Map<number, ForgeAccount & { readonly emails: string[] }>();

  function add(found: { id: number; login: string; type: ForgeAccount['type'] }): number {
    const known = met.get(found.id);
    if (known === undefined) met.set(found.id, { ...found, emails: [] });
    return found.id;
  }

  return {
    actor(found) {
      if (found === null || found.databaseId === null || found.databaseId === undefined)
        return null;
      const type = typeOf(found.__typename, found.login);
      return add({ id: found.databaseId, login: restLogin(found.login, type), type });
    },
    user(found) {
      if (found === null || found.id === GHOST) return null;
      const type = typeOf(found.type ?? '', found.login);
      return add({ id: found.id, login: restLogin(found.login, type), type });
    },
    email(account, email) {
      const known = account === null ? undefined : met.get(account);
      if (known === undefined || email === null || email === undefined) return;
      if (email !== '' && email.length <= 300 && !known.emails.includes(email))
        known.emails.push(email);
    },
    all: () => [...met.values()],
  };
}

/** A bot behind a commit is a `User` of GraphQL; no person's login can have such an ending. */
function typeOf(named: string, login: string): ForgeAccount['type'] {
  return login.endsWith('[bot]') ? 'bot' : (TYPES[named] ?? 'unknown');
}

/** GraphQL leaves out the ending that REST, and so whoever writes a register, knows a bot by. */
function restLogin(login: string, type: ForgeAccount['type']): string {
  return type === 'bot' && !login.endsWith('[bot]') ? `${login}[bot]` : login;
}
