import type { People } from '../policy/documents.ts';
import type { Account, Snapshot } from '../snapshot/snapshot.ts';

/** A commit as git has it; names and addresses are claims, and only exclude people, never qualify. */
export interface CommitText {
  readonly oid: string;
  readonly author: { readonly name: string; readonly email: string };
  readonly committer: { readonly name: string; readonly email: string };
  readonly message: string;
}

export interface Contributors {
  /** By person (see `personOf`): everyone who took part, and how. */
  readonly involved: ReadonlyMap<string, string>;
  readonly agentAuthored: boolean;
  /** Why the change counts as agent-authored; empty where it does not. */
  readonly agents: readonly string[];
  /** Commits, or trailers in them, whose author or committer no account is known for. */
  readonly unattributed: readonly string[];
}

/** Agents and accounts, looked up by id first; a login alone never identifies. */
export interface Register {
  readonly account: (id: number) => Account | undefined;
  readonly byLogin: (login: string) => Account | undefined;
  readonly byEmail: (email: string) => Account | undefined;
  /** The key under which a person counts once, whatever account is used. */
  readonly personOf: (id: number) => string;
  readonly isAgent: (account: Account) => boolean;
  readonly operatorsOf: (account: Account) => readonly string[];
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
  const byEmail = new Map(
    snapshot.accounts.flatMap((account) =>
      account.emails.map((email) => [email.toLowerCase(), account] as const),
    ),
  );
  const persons = new Map(
    (people?.spec.persons ?? []).flatMap((person) =>
      person.accounts.map((account) => [account.id, `person:${person.name}`] as const),
    ),
  );
  const agents = people?.spec.agents ?? [];
  const agentOf = (account: Account) =>
    agents.find(
      (agent) =>
        agent.id === account.id ||
        (agent.id === undefined && foldLogin(agent.login) === foldLogin(account.login)),
    );
  return {
    account: (id) => byId.get(id),
    byLogin: (login) => byLogin.get(foldLogin(login)),
    byEmail: (email) => {
      const known = byEmail.get(email.toLowerCase());
      if (known !== undefined) return known;
      const noreply = NOREPLY.exec(email);
      if (noreply?.[1] !== undefined) return byId.get(Number(noreply[1]));
      return noreply?.[2] === undefined ? undefined : byLogin.get(foldLogin(noreply[2]));
    },
    personOf: (id) => persons.get(id) ?? `account:${id}`,
    isAgent: (account) => account.type !== 'user' || agentOf(account) !== undefined,
    operatorsOf: (account) => agentOf(account)?.operators ?? [],
  };
}

/** Trailers that name who took part, with the spellings seen in real histories. */
const CO_AUTHOR = /^co-?authored-?by[ \t]*:[ \t]*(.*?)[ \t]*<([^<>\s]+)>[ \t]*$/gim;
const ASSISTED =
  /^(?:assisted|generated|made|authored|created|written)-?(?:by|with|using)[ \t]*:/im;
const AGENT_NAME =
  /\b(?:claude|copilot|cursor|codex|gemini|devin|jules|aider|chatgpt|gpt-\d|sweep|dependabot|renovate|bot)\b|\[bot\]/i;

/** Everyone who is not independent of the change, over all commits and all their parents. */
export function findContributors(
  snapshot: Snapshot,
  commits: readonly CommitText[],
  register: Register,
): Contributors {
  const involved = new Map<string, string>();
  const agents = new Set<string>();
  const unattributed: string[] = [];
  const take = (id: number | null, how: string): void => {
    if (id === null) return;
    const key = register.personOf(id);
    if (!involved.has(key)) involved.set(key, how);
    const account = register.account(id);
    if (account === undefined || !register.isAgent(account)) return;
    agents.add(`${account.login} ${how}`);
    for (const operator of register.operatorsOf(account)) {
      const person = register.byLogin(operator);
      if (person !== undefined && !involved.has(register.personOf(person.id)))
        involved.set(register.personOf(person.id), `operates ${account.login}`);
    }
  };
  const { pullRequest } = snapshot;
  take(pullRequest.author, 'opened the pull request');
  for (const id of pullRequest.prompters) take(id, 'asked an agent for the change');
  for (const id of snapshot.pushers) take(id, 'pushed to the branch');
  const attributed = new Map(snapshot.commits.map((commit) => [commit.oid, commit]));
  for (const commit of commits) {
    const short = commit.oid.slice(0, 10);
    const known = attributed.get(commit.oid);
    if (known === undefined || known.author === null || known.committer === null)
      unattributed.push(short);
    // An address in a commit is a claim. It excludes whoever it names, and never qualifies anybody.
    const claimedAuthor = register.byEmail(commit.author.email)?.id ?? null;
    const claimedCommitter = register.byEmail(commit.committer.email)?.id ?? null;
    for (const id of [known?.author ?? null, claimedAuthor])
      take(id, `is the author of commit ${short}`);
    for (const id of [known?.committer ?? null, claimedCommitter])
      take(id, `is the committer of commit ${short}`);
    for (const [, name = '', email = ''] of commit.message.matchAll(CO_AUTHOR)) {
      const account = register.byEmail(email);
      if (account !== undefined) take(account.id, `is named as co-author in commit ${short}`);
      else if (AGENT_NAME.test(name) || AGENT_NAME.test(email))
        agents.add(`a co-author trailer of commit ${short}`);
      else unattributed.push(`${short} (co-author)`);
    }
    if (ASSISTED.test(commit.message)) agents.add(`a trailer of commit ${short}`);
    if (AGENT_NAME.test(commit.author.name)) agents.add(`the author name of commit ${short}`);
  }
  // Whoever asked an agent is not named by any API field, so assignees count for agents' requests.
  const opener = pullRequest.author === null ? undefined : register.account(pullRequest.author);
  if (opener !== undefined && register.isAgent(opener))
    for (const id of pullRequest.assignees) take(id, "is assigned to the agent's pull request");
  return { involved, agentAuthored: agents.size > 0, agents: [...agents], unattributed };
}
