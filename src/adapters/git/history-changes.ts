import type { PastChange, PastChanges } from '../../ports.ts';
import { commitFact, type Commit } from './commit.ts';
import { walkHistory } from './history.ts';
import { limits } from './limits.ts';
import { tooMuch } from './printable.ts';
import { resolveRevision } from './revisions.ts';
import type { Session } from './session.ts';
import { readCommit } from './store.ts';
import { keepTrees } from './tree-cache.ts';
import { asChangedEntries, diffTrees } from './tree-walk.ts';

/**
 * The changes that a branch took in: its commits along first parents down to where base has them,
 * oldest first. It is read through the one reader, as everything that decides what changed: two
 * commits of one branch share most of their trees, and these are read once.
 */
export async function readPastChanges(
  session: Session,
  baseText: string,
  headText: string,
): Promise<PastChanges> {
  const base = await resolveRevision(session, baseText);
  const head = await resolveRevision(session, headText);
  // Commits of merged branches count for nothing here, so that the usual limit would be too low.
  const { headOnly } = await walkHistory(session, base.commit, head.commit, limits.history);
  const chain = firstParents(head.commit, headOnly);
  if (chain.length > limits.pastChanges)
    throw tooMuch('the number of changes from base to head', limits.pastChanges);
  const changes = await describeChain(session, chain);
  const read = keepTrees(session.store);
  return {
    base: { name: base.name, commit: base.commit.oid, tree: base.commit.tree },
    head: { name: head.name, commit: head.commit.oid, tree: head.commit.tree },
    changes,
    changedBy: async ({ parent, tree }) =>
      asChangedEntries(await diffTrees(session.store, parent?.tree ?? null, tree, read)),
  };
}

/** Newest first. Whatever base has, it has all of what is below it too, so the walk ends there. */
function firstParents(head: Commit, headOnly: readonly Commit[]): readonly Commit[] {
  const fresh = new Map(headOnly.map((commit) => [commit.oid, commit]));
  const chain: Commit[] = [];
  for (
    let at = fresh.get(head.oid);
    at !== undefined;
    at = at.parents[0] === undefined ? undefined : fresh.get(at.parents[0])
  )
    chain.push(at);
  return chain;
}

async function describeChain(
  session: Session,
  newestFirst: readonly Commit[],
): Promise<readonly PastChange[]> {
  const changes: PastChange[] = [];
  const [last] = newestFirst.slice(-1);
  let parent = last === undefined ? null : await firstParent(session, last);
  for (const commit of [...newestFirst].reverse()) {
    changes.push({
      commit: commit.oid,
      tree: commit.tree,
      parent: parent === null ? null : { commit: parent.oid, tree: parent.tree },
      merge: commit.parents.length > 1,
      time: commit.time,
      subject: commitFact(commit).message.trimStart().split('\n', 1)[0] ?? '',
    });
    parent = commit;
  }
  return changes;
}

async function firstParent(session: Session, { parents }: Commit): Promise<Commit | null> {
  const [oid] = parents;
  if (oid === undefined) return null;
  const parent = await readCommit(session.store, oid);
  if (parent === null) throw await session.store.missing(oid);
  return parent;
}
