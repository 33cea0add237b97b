import type { Snapshot } from '../snapshot/snapshot.ts';
import type { Register } from './register.ts';
import { namesAnAgent, readTrailers, type NamedInTrailer } from './trailers.ts';

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
  /** What no account is known for: commits, trailers, pushes, the opening of the pull request. */
  readonly unattributed: readonly string[];
  /** Agents' accounts that took part while nobody is known to operate or to have asked them. */
  readonly unoperated: readonly string[];
  /** Accounts that took part and that nothing is known about: agents or operators among them, perhaps. */
  readonly unread: readonly number[];
}

/** What is collected while the commits are read. */
interface Tally {
  readonly snapshot: Snapshot;
  readonly register: Register;
  readonly involved: Map<string, string>;
  readonly agents: Set<string>;
  readonly unattributed: string[];
  readonly machines: Set<number>;
  readonly unread: Set<number>;
}

/** Everyone who is not independent of the change, over all commits and all their parents. */
export function findContributors(
  snapshot: Snapshot,
  commits: readonly CommitText[],
  register: Register,
): Contributors {
  const tally: Tally = {
    snapshot,
    register,
    involved: new Map(),
    agents: new Set(),
    unattributed: [],
    machines: new Set(),
    unread: new Set(),
  };
  const { pullRequest } = snapshot;
  if (pullRequest.author === null) tally.unattributed.push('the pull request');
  take(tally, pullRequest.author, 'opened the pull request');
  for (const id of pullRequest.prompters) take(tally, id, 'asked an agent for the change');
  for (const id of snapshot.pushers)
    if (id === null) tally.unattributed.push('a push');
    else take(tally, id, 'pushed to the branch');
  const attributed = new Map(snapshot.commits.map((commit) => [commit.oid, commit]));
  for (const commit of commits) takeCommit(tally, commit, attributed.get(commit.oid));
  // Whoever asked an agent is not named by any API field, so assignees count for agents' requests,
  // and for those of a deleted account, which may have been one.
  const opener = pullRequest.author === null ? undefined : register.account(pullRequest.author);
  const byAgent = pullRequest.author === null || (opener !== undefined && register.isAgent(opener));
  if (byAgent)
    for (const id of pullRequest.assignees)
      take(tally, id, "is assigned to the agent's pull request");
  return {
    involved: tally.involved,
    agentAuthored: tally.agents.size > 0,
    agents: [...tally.agents],
    unattributed: tally.unattributed,
    unoperated: unoperated(tally, byAgent),
    unread: [...tally.unread].sort((a, b) => a - b),
  };
}

function take(tally: Tally, id: number | null, how: string): void {
  if (id === null) return;
  const { register, involved } = tally;
  const key = register.personOf(id);
  if (!involved.has(key)) involved.set(key, how);
  const account = register.account(id);
  if (account === undefined) tally.unread.add(id);
  if (account === undefined || !register.isAgent(account)) return;
  tally.agents.add(`${account.login} ${how}`);
  tally.machines.add(id);
  for (const operator of register.operatorsOf(account))
    for (const person of register.byName(operator)) {
      const operates = register.personOf(person.id);
      if (!involved.has(operates)) involved.set(operates, `operates ${account.login}`);
    }
}

function takeCommit(
  tally: Tally,
  commit: CommitText,
  known: Snapshot['commits'][number] | undefined,
): void {
  const { register } = tally;
  const short = commit.oid.slice(0, 10);
  if (known === undefined || known.author === null || known.committer === null)
    tally.unattributed.push(`commit ${short}`);
  // An address in a commit is a claim. It excludes whoever it names, and never qualifies anybody.
  const claimedAuthor = register.byEmail(commit.author.email)?.id ?? null;
  const claimedCommitter = register.byEmail(commit.committer.email)?.id ?? null;
  for (const id of [known?.author ?? null, claimedAuthor])
    take(tally, id, `is the author of commit ${short}`);
  for (const id of [known?.committer ?? null, claimedCommitter])
    take(tally, id, `is the committer of commit ${short}`);
  for (const named of readTrailers(commit.message)) takeNamed(tally, named, short);
  if (namesAnAgent(commit.author.name)) tally.agents.add(`the author name of commit ${short}`);
}

function takeNamed(tally: Tally, named: NamedInTrailer, commit: string): void {
  const { register } = tally;
  const accounts = [
    ...named.emails.flatMap((email) => register.byEmail(email) ?? []),
    ...named.logins.flatMap((login) => register.byLogin(login) ?? []),
  ];
  const what = named.kind === 'co-author' ? 'co-author' : 'assistant';
  for (const account of accounts)
    take(tally, account.id, `is named as ${what} in commit ${commit}`);
  if (named.kind === 'assistant') tally.agents.add(`a trailer of commit ${commit}`);
  else if (namesAnAgent(named.name)) tally.agents.add(`a co-author trailer of commit ${commit}`);
  else if (accounts.length === 0) tally.unattributed.push(`a co-author of commit ${commit}`);
}

/**
 * An agent whom nobody answers for may have been asked by the very person who approves. A prompter,
 * or an assignee of the agent's own pull request, is known and excluded already.
 */
function unoperated(tally: Tally, byAgent: boolean): readonly string[] {
  const { register, snapshot } = tally;
  const { prompters, assignees } = snapshot.pullRequest;
  if (prompters.length > 0 || (byAgent && assignees.length > 0)) return [];
  return [...tally.machines].flatMap((id) => {
    const account = register.account(id);
    if (account === undefined || register.operatorsOf(account).length > 0) return [];
    return [account.login];
  });
}
