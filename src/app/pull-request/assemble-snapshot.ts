import { snapshot as shape, type Account, type Snapshot } from '../../core/snapshot/snapshot.ts';
import { JitlError } from '../../errors.ts';
import type {
  CollaboratorReading,
  ForgeAccount,
  Neighbours,
  PermissionReading,
  PullRequestReading,
  PusherReading,
  TeamReading,
  Unread,
} from '../../forge.ts';
import { earlierFacts } from './earlier-facts.ts';

/** What was read of one pull request, question by question. */
export interface ForgeFacts {
  readonly reading: PullRequestReading;
  readonly neighbours: Neighbours;
  readonly pushers: PusherReading;
  readonly teams: readonly TeamReading[];
  readonly collaborators: CollaboratorReading;
  readonly permissions: readonly PermissionReading[];
  readonly siblings: Snapshot['siblings'];
}

/** One document of all that the forge said. What was not asked about an account is `unknown`. */
export function assembleSnapshot(facts: ForgeFacts): Snapshot {
  const { reading, neighbours, pushers, teams } = facts;
  const { basisRef, basisCommit } = reading;
  const stacked = basisRef !== reading.pullRequest.baseRef;
  const people = accountsOf(facts);
  const assembled = shape.safeParse({
    schema: 'https://jitl.dev/schema/v1/snapshot.json',
    repository: reading.repository,
    pullRequest: {
      ...reading.pullRequest,
      prompters: whoCouldApprove(reading.pullRequest.prompters, people),
      baseCommit: reading.baseCommit,
      basis: stacked ? { ref: basisRef, commit: basisCommit } : null,
    },
    accounts: people.accounts,
    teams: teams.map(({ team }) => team),
    commits: reading.commits,
    pushers: pushers.pushers,
    reviews: reading.reviews,
    siblings: facts.siblings,
    ...earlierFacts(reading, neighbours),
    incomplete: unique([
      ...[reading, neighbours, pushers, ...teams, ...facts.permissions].flatMap(
        ({ missing }) => missing,
      ),
      ...people.missing,
    ]),
  });
  if (assembled.success) return assembled.data;
  const [problem] = assembled.error.issues;
  throw new JitlError(
    'forge-unexpected',
    `the forge gave something that fits no snapshot: ${problem?.path.join('.') ?? ''}: ${problem?.message ?? ''}`,
    { help: 'please report it, with the number of the pull request' },
  );
}

interface People {
  readonly accounts: readonly Account[];
  readonly missing: readonly Unread[];
}

/** Each account once, with what it may do. The number decides; a login is only its name of now. */
function accountsOf(facts: ForgeFacts): People {
  const { reading, neighbours, pushers, teams, collaborators, permissions } = facts;
  const asked = permissions.flatMap(({ account }) => account ?? []);
  const rights = new Map(
    [...(collaborators.accounts ?? []), ...asked].map(({ id, permission }) => [id, permission]),
  );
  const found = new Map<number, Account>();
  const all: readonly ForgeAccount[] = [
    ...asked,
    ...(collaborators.accounts ?? []),
    ...reading.accounts,
    ...pushers.accounts,
    ...teams.flatMap(({ accounts }) => accounts),
    ...neighbours.accounts,
  ];
  for (const { id, login, type, emails } of all) {
    const known = found.get(id);
    found.set(id, {
      id,
      login: known?.login ?? login,
      type: known === undefined || known.type === 'unknown' ? type : known.type,
      permission: rights.get(id) ?? (collaborators.accounts === null ? 'unknown' : 'none'),
      emails: [...new Set([...(known?.emails ?? []), ...emails])],
    });
  }
  return withoutTwins([...found.values()]);
}

/**
 * Somebody who asked an agent is kept from approving; that nobody did asks for a second person. So a
 * word of somebody who could not approve anyway must not stand for that of whoever really asked.
 */
function whoCouldApprove(prompters: readonly number[], { accounts }: People): number[] {
  const powerless = new Set(
    accounts.flatMap(({ id, permission }) =>
      ['none', 'read', 'triage'].includes(permission) ? [id] : [],
    ),
  );
  return prompters.filter((id) => !powerless.has(id));
}

/** Two accounts of one login: one was renamed while we read, and nobody can say which. */
function withoutTwins(accounts: readonly Account[]): People {
  const byLogin = new Map<string, readonly Account[]>();
  for (const account of accounts) {
    const login = account.login.toLowerCase();
    byLogin.set(login, [...(byLogin.get(login) ?? []), account]);
  }
  const twins = [...byLogin.values()].filter((ones) => ones.length > 1);
  return {
    accounts: [...byLogin.values()].flatMap((ones) => (ones.length === 1 ? ones : [])),
    missing: twins.map((ones) => ({
      what: `account ${ones[0]?.login ?? ''}`,
      why: `it was given the numbers ${ones.map(({ id }) => id).join(' and ')}`,
    })),
  };
}

function unique(entries: readonly Unread[]): readonly Unread[] {
  const seen = new Map(entries.map((entry) => [`${entry.what}\n${entry.why}`, entry]));
  return [...seen.values()].map(({ what, why }) => ({
    what: what.slice(0, 200),
    why: why.slice(0, 500),
  }));
}
