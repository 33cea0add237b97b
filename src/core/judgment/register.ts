import type { People } from '../policy/documents/people.ts';
import type { Account, Snapshot } from '../snapshot/snapshot.ts';

/** Agents and accounts, looked up by id first; a login alone never identifies. */
export interface Register {
  readonly account: (id: number) => Account | undefined;
  readonly byLogin: (login: string) => Account | undefined;
  readonly byEmail: (email: string) => Account | undefined;
  /** By login, e-mail address, or another name that `.jitl/people.yaml` gives a person. */
  readonly byName: (name: string) => readonly Account[];
  /** The key under which a person counts once, whatever account is used. */
  readonly personOf: (id: number) => string;
  readonly isAgent: (account: Account) => boolean;
  readonly operatorsOf: (account: Account) => readonly string[];
  /** The id that the base registers for the account's login, where it is another one. */
  readonly mismatch: (account: Account) => number | null;
}

export function foldLogin(login: string): string {
  return login.replace(/^@/, '').toLowerCase();
}

const NOREPLY = /^(?:(\d+)\+)?([A-Za-z0-9-]+(?:\[bot\])?)@users\.noreply\.github\.com$/;

export function buildRegister(snapshot: Snapshot, people: People | null): Register {
  const byId = new Map(snapshot.accounts.map((account) => [account.id, account]));
  const byLogin = new Map(
    snapshot.accounts.map((account) => [foldLogin(account.login), account] as const),
  );
  const byAddress = new Map(
    snapshot.accounts.flatMap((account) =>
      account.emails.map((email) => [email.toLowerCase(), account] as const),
    ),
  );
  const persons = people?.spec.persons ?? [];
  const personById = new Map(
    persons.flatMap((person) =>
      person.accounts.map((account) => [account.id, `person:${person.name}`] as const),
    ),
  );
  const aliases = new Map(
    persons.flatMap((person) =>
      // The registered login too: it names the person although the account has another one now.
      [...person.aliases, person.name, ...person.accounts.map(({ login }) => foldLogin(login))].map(
        (alias) => [alias.toLowerCase(), person] as const,
      ),
    ),
  );
  const agents = people?.spec.agents ?? [];
  const registered = new Map(
    [...persons.flatMap((person) => person.accounts), ...agents].flatMap(({ login, id }) =>
      id === undefined ? [] : [[foldLogin(login), id] as const],
    ),
  );
  const agentOf = (account: Account) =>
    agents.find(
      (agent) => agent.id === account.id || foldLogin(agent.login) === foldLogin(account.login),
    );
  const byEmail = (email: string): Account | undefined => {
    const known = byAddress.get(email.toLowerCase());
    if (known !== undefined) return known;
    const noreply = NOREPLY.exec(email);
    if (noreply?.[1] !== undefined) return byId.get(Number(noreply[1]));
    return noreply?.[2] === undefined ? undefined : byLogin.get(foldLogin(noreply[2]));
  };
  const aliased = (name: string): readonly Account[] =>
    (aliases.get(name.toLowerCase())?.accounts ?? []).flatMap(({ id }) => byId.get(id) ?? []);
  return {
    account: (id) => byId.get(id),
    byLogin: (login) => byLogin.get(foldLogin(login)),
    byEmail: (email) => byEmail(email) ?? aliased(email)[0],
    byName: (name) => {
      const direct = byLogin.get(foldLogin(name)) ?? byEmail(name);
      return direct === undefined ? aliased(name) : [direct];
    },
    personOf: (id) => personById.get(id) ?? `account:${id}`,
    isAgent: (account) => account.type !== 'user' || agentOf(account) !== undefined,
    operatorsOf: (account) => agentOf(account)?.operators ?? [],
    mismatch: (account) => {
      const id = registered.get(foldLogin(account.login));
      return id === undefined || id === account.id ? null : id;
    },
  };
}
