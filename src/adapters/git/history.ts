import type { Commit } from './commit.ts';
import { limits } from './limits.ts';
import { isObjectId } from './object-format.ts';
import { tooMuch } from './printable.ts';
import { runGit } from './run.ts';
import type { Session } from './session.ts';
import { readCommit } from './store.ts';

/** How two commits are related, from commits that have all been hashed. */
export interface History {
  /** Best common ancestors, newest first; several after a criss-cross merge. */
  readonly mergeBases: readonly Commit[];
  /** Reachable from head and not from base, newest first. */
  readonly headOnly: readonly Commit[];
}

interface Node {
  readonly oid: string;
  readonly commit: Commit | null;
  flags: number;
  queued: boolean;
}

const BASE = 1;
const HEAD = 2;
const COMMON = BASE | HEAD;
/** An ancestor of a commit that is known to be common: nothing below it is news. */
const STALE = 4;

/** Reads before it pays to have git list the commits, so that they can be asked for at once. */
const PATIENCE = 64;

/**
 * Walks both histories down to where they meet, as `git merge-base` does. It is done here, not by
 * `merge-base` and `rev-list`, because those believe whatever lies under an id: one forged
 * commit below base that names the head as a parent would make the base contain the head, and the
 * whole change would vanish. It also saves two processes in the usual case of a few commits.
 *
 * Dates only order the walk. Wrong ones can leave a commit in `headOnly` that base has too, or
 * cost time; they cannot hide one.
 */
export async function walkHistory(
  session: Session,
  base: Commit,
  head: Commit,
  most: number = limits.commits,
): Promise<History> {
  const load = loaderOf(session, [base, head]);
  const { nodes, met } = await paint(load, base, head);
  const missing = nodes.find((node) => node.commit === null && (node.flags & STALE) === 0);
  if (missing !== undefined) throw await session.store.missing(missing.oid);

  const mergeBases = await withoutAncestors(load, met);
  const headOnly = nodes.flatMap((node) =>
    node.flags === HEAD && node.commit !== null ? [node.commit] : [],
  );
  if (headOnly.length > most) {
    throw tooMuch('the number of commits from base to head', most);
  }
  return { mergeBases, headOnly };
}

/** The commits that are no ancestor of another one of them. */
export async function newestOf(
  session: Session,
  commits: readonly [Commit, Commit, ...Commit[]],
): Promise<readonly Commit[]> {
  return withoutAncestors(loaderOf(session, [commits[0], commits[1]]), commits);
}

type Load = (oid: string) => Promise<Commit | null>;

/** Reads each commit once, and no more of them than the limit. */
function loaderOf(session: Session, tips: readonly [Commit, Commit]): Load {
  const commits = new Map<string, Promise<Commit | null>>();
  const load: Load = (oid) => {
    const known = commits.get(oid);
    if (known !== undefined) return known;
    if (commits.size === PATIENCE) void prefetch(session, tips, load);
    const loading =
      commits.size < limits.history
        ? readCommit(session.store, oid)
        : Promise.reject(tooMuch('the number of commits to look at', limits.history));
    // Whoever awaits it gets the error; one that was only fetched ahead may have nobody.
    loading.catch(() => undefined);
    commits.set(oid, loading);
    return loading;
  };
  return load;
}

async function paint(
  load: Load,
  base: Commit,
  head: Commit,
): Promise<{ readonly nodes: readonly Node[]; readonly met: readonly Commit[] }> {
  const nodes = new Map<string, Node>();
  const queue: Node[] = [];
  const met = new Set<Node>();
  let fresh = 0;

  async function reach(oid: string, flags: number): Promise<void> {
    const known = nodes.get(oid);
    const node = known ?? { oid, commit: await load(oid), flags: 0, queued: false };
    if (known === undefined) nodes.set(oid, node);
    if ((node.flags & flags) === flags) return;
    const wasFresh = node.queued && (node.flags & STALE) === 0;
    node.flags |= flags;
    const isFresh = (node.flags & STALE) === 0 && node.commit !== null;
    if (node.commit !== null && !node.queued) enqueue(queue, node);
    fresh += Number(isFresh) - Number(wasFresh);
  }

  await reach(base.oid, BASE);
  await reach(head.oid, HEAD);
  while (fresh > 0) {
    const node = queue.pop();
    if (node === undefined || node.commit === null) break;
    node.queued = false;
    if ((node.flags & STALE) === 0) fresh -= 1;
    let { flags } = node;
    if ((flags & COMMON) === COMMON && (flags & STALE) === 0) {
      met.add(node);
      flags |= STALE;
    }
    for (const parent of node.commit.parents) await reach(parent, flags);
  }
  const best = [...met].filter((node) => (node.flags & STALE) === 0);
  return {
    nodes: [...nodes.values()],
    met: best.flatMap((node) => (node.commit === null ? [] : [node.commit])),
  };
}

/** Newest last; ids decide between equal dates, so that every run walks the same way. */
function enqueue(queue: Node[], node: Node): void {
  node.queued = true;
  let low = 0;
  let high = queue.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = queue[middle];
    if (other !== undefined && isNewer(node, other)) low = middle + 1;
    else high = middle;
  }
  queue.splice(low, 0, node);
}

function isNewer(node: Node, other: Node): boolean {
  const difference = (node.commit?.time ?? 0) - (other.commit?.time ?? 0);
  return difference === 0 ? node.oid > other.oid : difference > 0;
}

/** With wrong dates a walk may end before it sees that one meeting point is above another. */
async function withoutAncestors(load: Load, met: readonly Commit[]): Promise<readonly Commit[]> {
  if (met.length < 2) return met;
  const best: Commit[] = [];
  for (const commit of met) {
    let isAncestor = false;
    for (const other of met) {
      if (other === commit || isAncestor) continue;
      const meeting = await paint(load, commit, other);
      isAncestor = meeting.met.some((one) => one.oid === commit.oid);
    }
    if (!isAncestor) best.push(commit);
  }
  return best;
}

/** A long walk is one round trip a commit; with git's list of ids they are all asked for at once. */
async function prefetch(
  session: Session,
  tips: readonly [Commit, Commit],
  load: Load,
): Promise<void> {
  const [base, head] = tips;
  const list = await runGit(session.own, {
    args: [
      'rev-list',
      `--max-count=${limits.history / 2}`,
      '--end-of-options',
      `${base.oid}...${head.oid}`,
      '--',
    ],
    answers: [128],
  }).catch(() => null);
  // Only a hint: what it names is read and hashed, and the walk decides what counts.
  for (const oid of list?.stdout.toString('latin1').split('\n') ?? []) {
    if (isObjectId(session.place.objectFormat, oid)) void load(oid);
  }
}
