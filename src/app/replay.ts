import type { BasisSource } from '../core/policy/read-documents.ts';
import {
  groups,
  type BrokenSide,
  type ReplayReport,
  type RevisionName,
} from '../core/replay/replay-report.ts';
import type { PastChanges, Repository, RevisionTree } from '../ports.ts';
import { policiesOf, policiesOnDisk, readSide, samePolicies } from './replay-bases.ts';
import { replayCommits, type Replayed } from './replay-commits.ts';

export interface ReplayRequest {
  readonly repository: Repository;
  /** The policies that come with jitl. */
  readonly shipped: readonly BasisSource[];
  readonly range: { readonly base: string; readonly head: string };
  /** A revision; default: the head of the range. */
  readonly from?: string;
  /** A revision; default: the working tree. */
  readonly to?: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Told after each commit, with how many there are in all. */
  readonly progress: (done: number, total: number) => void;
}

export type ReplayAnswer =
  | { readonly kind: 'report'; readonly report: ReplayReport }
  | { readonly kind: 'broken'; readonly sides: readonly BrokenSide[] };

/** How the changes of a history would be judged by other policies than those of `from`. */
export async function replay(request: ReplayRequest): Promise<ReplayAnswer> {
  const { repository, shipped, range, now, progress } = request;
  const base = await repository.resolveTree(range.base);
  const head = await repository.resolveTree(range.head);
  const places = {
    from: policiesOf(
      request.from === undefined ? head : await repository.resolveTree(request.from),
    ),
    to:
      request.to === undefined
        ? await policiesOnDisk(repository)
        : policiesOf(await repository.resolveTree(request.to)),
  };
  const from = await readSide(repository, shipped, 'from', places.from);
  const to = await readSide(repository, shipped, 'to', places.to);
  if (from.basis === null || to.basis === null)
    return { kind: 'broken', sides: [from, to].flatMap(({ broken }) => broken ?? []) };
  const about = {
    range: { base: nameOf(base), head: nameOf(head) },
    policies: { from: places.from.side, to: places.to.side },
  };
  if (samePolicies(from.basis, to.basis))
    return { kind: 'report', report: { ...about, counts: null, commits: [], unread: [] } };
  const past = await repository.pastChanges(base.commit, head.commit);
  const bases = { from: from.basis, to: to.basis };
  const replayed = await replayCommits(past, { repository, bases, now, progress });
  return { kind: 'report', report: { ...about, ...summed(past, replayed) } };
}

function nameOf({ name, commit }: RevisionTree): RevisionName {
  return { name, commit };
}

function summed(
  { changes }: PastChanges,
  { outcomes, unread, ungated }: Replayed,
): Pick<ReplayReport, 'counts' | 'commits' | 'unread'> {
  const newestFirst = [...outcomes].reverse();
  const [looser, differently, stricter] = groups.map((group) =>
    newestFirst.filter(({ direction }) => direction === group),
  );
  return {
    counts: {
      changes: changes.length,
      ungated,
      unread: unread.length,
      same: changes.length - ungated - unread.length - outcomes.length,
      looser: looser?.length ?? 0,
      differently: differently?.length ?? 0,
      stricter: stricter?.length ?? 0,
    },
    commits: [looser, differently, stricter].flatMap((group) => group ?? []),
    unread: [...unread].reverse(),
  };
}
