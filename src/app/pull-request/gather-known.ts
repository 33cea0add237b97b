import { evaluate, type GatheredFacts } from '../../core/evaluate.ts';
import type { Snapshot } from '../../core/snapshot/snapshot.ts';
import type { Forge, PullRequestReading } from '../../forge.ts';
import { gather, type Gathered } from '../check.ts';
import { assembleSnapshot, type ForgeFacts } from './assemble-snapshot.ts';
import type { Bench } from './bench.ts';
import { neededAuthority } from './needed-authority.ts';

/** A pull request as it is now, with all that is needed to judge it. */
export interface GatheredPullRequest {
  readonly reading: PullRequestReading;
  readonly snapshot: Snapshot;
  readonly gathered: Gathered;
}

/** Requirements can grow as accounts become known; they do so at most this often. */
const ROUNDS = 4;

/** Rights of single accounts that are asked for where there is no list of collaborators. */
const SINGLE_RIGHTS = 12;

/** Takes the objects from git, works out what the change means, and asks about whom that names. */
export async function gatherKnown(known: ForgeFacts, bench: Bench): Promise<GatheredPullRequest> {
  const { reading } = known;
  const snapshot = assembleSnapshot(known);
  const { headCommit } = snapshot.pullRequest;
  const repository = await bench.fetch([
    headCommit,
    reading.mergeCommit ?? reading.baseCommit,
    reading.basisCommit,
  ]);
  try {
    const gathered = await gather({
      repository,
      shipped: bench.shipped,
      snapshot,
      now: bench.now,
      base: baseOf(reading),
      head: headCommit,
    });
    if (gathered.kind === 'none') return { reading, snapshot, gathered };
    const whole = await withAuthority(known, gathered.facts, bench.forge);
    return {
      reading,
      snapshot: whole,
      gathered: { kind: 'facts', facts: { ...gathered.facts, snapshot: whole } },
    };
  } finally {
    await repository.close();
  }
}

/**
 * What a pull request is compared with: the tip of its base, or what that was before it landed.
 * Squashed, rebased or merged, that many steps back nothing of it is left; further back does no harm.
 */
function baseOf({ mergeCommit, baseCommit, commits }: PullRequestReading): string {
  return mergeCommit === null ? baseCommit : `${mergeCommit}~${Math.max(1, commits.length)}`;
}

/** Asks about those on whom the verdict turns, until nobody new turns up. */
async function withAuthority(
  start: ForgeFacts,
  facts: GatheredFacts,
  forge: Forge,
): Promise<Snapshot> {
  let known = start;
  let snapshot = assembleSnapshot(known);
  for (let round = 0; round < ROUNDS; round += 1) {
    const needed = neededAuthority(evaluate({ ...facts, snapshot }));
    const more = await askAbout(needed, known, forge);
    if (more === null) return snapshot;
    known = more;
    snapshot = assembleSnapshot(known);
  }
  return snapshot;
}

async function askAbout(
  needed: ReturnType<typeof neededAuthority>,
  known: ForgeFacts,
  forge: Forge,
): Promise<ForgeFacts | null> {
  const read = new Set(known.teams.map(({ team }) => team.name.toLowerCase()));
  const teams = needed.teams.filter((name) => !read.has(name));
  const logins = known.collaborators.accounts === null ? rightsOf(needed.people, known) : [];
  const strangers = strangersOf(needed.people, known);
  const asked = [...new Set([...logins, ...strangers])];
  if (teams.length === 0 && asked.length === 0) return null;
  const [teamReadings, permissions] = await Promise.all([
    Promise.all(teams.map((name) => forge.readTeam(name))),
    Promise.all(asked.map((login) => forge.readPermission(login))),
  ]);
  return {
    ...known,
    teams: [...known.teams, ...teamReadings],
    permissions: [...known.permissions, ...permissions],
  };
}

/** Without a list of collaborators: those who reviewed first, then those who are named. */
function rightsOf(people: readonly string[], known: ForgeFacts): readonly string[] {
  const { reading, permissions } = known;
  const logins = new Map(reading.accounts.map(({ id, login }) => [id, login.toLowerCase()]));
  const reviewers = reading.reviews.flatMap(({ account, state }) =>
    account === null || state === 'commented' ? [] : (logins.get(account) ?? []),
  );
  const wanted = [...new Set([...reviewers, ...people])].slice(0, SINGLE_RIGHTS);
  return wanted.filter((login) => !askedFor(login, permissions));
}

/** People who are named and occur nowhere yet: an account is a number, and they need theirs. */
function strangersOf(people: readonly string[], known: ForgeFacts): readonly string[] {
  const met = new Set(
    [
      ...known.reading.accounts,
      ...known.pushers.accounts,
      ...(known.collaborators.accounts ?? []),
      ...known.teams.flatMap(({ accounts }) => accounts),
    ].map(({ login }) => login.toLowerCase()),
  );
  return people
    .filter((login) => !met.has(login) && !askedFor(login, known.permissions))
    .slice(0, SINGLE_RIGHTS);
}

function askedFor(login: string, permissions: ForgeFacts['permissions']): boolean {
  return permissions.some(({ asked }) => asked.toLowerCase() === login);
}
