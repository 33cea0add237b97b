import type { CommitFact } from '../../ports.ts';
import type { Commit } from './commit.ts';
import { newestOf } from './history.ts';
import type { Session } from './session.ts';
import { readCommit } from './store.ts';

/** One commit that base does not have. */
export interface RangeCommit {
  readonly commit: Commit;
  /** Its merge bases with the base: several after a criss-cross merge, none for another root. */
  readonly mergeBases: readonly Commit[];
}

/**
 * The commits of a range, parents first. Where a commit has parents outside of the range, base has
 * these, so its merge bases are the newest of them and of its parents' merge bases. Nothing is
 * walked unless a merge brings two of them together.
 */
export async function readRange(
  session: Session,
  commits: readonly CommitFact[],
): Promise<readonly RangeCommit[]> {
  const ordered = parentsFirst(commits);
  const bases = new Map<string, readonly string[]>();
  const newest = new Map<string, readonly string[]>();
  for (const { oid, parents } of ordered) {
    const found = [...new Set(parents.flatMap((parent) => bases.get(parent) ?? [parent]))].sort();
    const known = newest.get(found.join());
    const best = known ?? (await newestCommits(session, found));
    newest.set(found.join(), best);
    bases.set(oid, best);
  }
  const load = (oid: string): Promise<Commit> => requireCommit(session, oid);
  return Promise.all(
    ordered.map(async ({ oid }) => ({
      commit: await load(oid),
      mergeBases: await Promise.all((bases.get(oid) ?? []).map(load)),
    })),
  );
}

/** Newest first where there are several, as the comparison orders them. */
async function newestCommits(
  session: Session,
  oids: readonly string[],
): Promise<readonly string[]> {
  const [first, second, ...rest] = await Promise.all(
    oids.map((oid) => requireCommit(session, oid)),
  );
  if (first === undefined || second === undefined) return oids;
  const best = await newestOf(session, [first, second, ...rest]);
  return [...best]
    .sort((a, b) => b.time - a.time || (a.oid < b.oid ? -1 : 1))
    .map(({ oid }) => oid);
}

async function requireCommit(session: Session, oid: string): Promise<Commit> {
  const commit = await readCommit(session.store, oid);
  if (commit === null) throw await session.store.missing(oid);
  return commit;
}

/** A commit's id covers its parents' ids, so there is no way round in a circle. */
function parentsFirst(commits: readonly CommitFact[]): readonly CommitFact[] {
  const known = new Map(commits.map((commit) => [commit.oid, commit]));
  const done = new Set<string>();
  const ordered: CommitFact[] = [];
  const open = [...commits];
  for (let commit = open.at(-1); commit !== undefined; commit = open.at(-1)) {
    const waiting = commit.parents.flatMap((oid) => (done.has(oid) ? [] : (known.get(oid) ?? [])));
    if (waiting.length > 0 && !done.has(commit.oid)) {
      open.push(...waiting);
      continue;
    }
    open.pop();
    if (done.has(commit.oid)) continue;
    done.add(commit.oid);
    ordered.push(commit);
  }
  return ordered;
}
