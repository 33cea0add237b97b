import { controlPlaneFiles } from '../core/control-plane-files.ts';
import { readChangedFileBy, type ChangedManifest } from '../core/manifest/changed-files.ts';
import type { Basis } from '../core/policy/basis.ts';
import { comparePast, type PastOutcome } from '../core/replay/compare-past.ts';
import { differenceOf, judgePast } from '../core/replay/judge-past.ts';
import type { ReplayedCommit, UnreadCommit } from '../core/replay/replay-report.ts';
import { JitlError, type ErrorCode } from '../errors.ts';
import type { PastChange, PastChanges, Repository } from '../ports.ts';
import { readChanged } from './changed-files.ts';
import { readContext } from './context.ts';
import { rememberReading, type Reading } from './replay-reading.ts';
import { searchHistory, type HistorySearch } from './replay-search.ts';

export interface ReplayBy {
  readonly repository: Repository;
  readonly bases: { readonly from: Basis; readonly to: Basis };
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly progress: (done: number, total: number) => void;
}

export interface Replayed {
  /** Commits that are judged otherwise, oldest first. */
  readonly outcomes: readonly ReplayedCommit[];
  readonly unread: readonly UnreadCommit[];
  /** How many change no identity and no access. */
  readonly ungated: number;
}

/** Takes one commit after the other, so that no more than one of them is in memory. */
export async function replayCommits(past: PastChanges, by: ReplayBy): Promise<Replayed> {
  const means = { reading: rememberReading(by.repository), search: searchHistory(by.repository) };
  const outcomes: ReplayedCommit[] = [];
  const unread: UnreadCommit[] = [];
  let ungated = 0;
  for (const [at, change] of past.changes.entries()) {
    const about = { commit: change.commit, time: change.time, subject: change.subject };
    try {
      const outcome = await replayOne(change, past, { ...by, ...means });
      if (outcome === 'ungated') ungated += 1;
      else if (outcome !== null) outcomes.push({ ...about, ...outcome });
    } catch (error) {
      if (!(error instanceof JitlError) || !OF_ONE_COMMIT.has(error.code)) throw error;
      unread.push({ ...about, code: error.code, reason: error.message });
    }
    by.progress(at + 1, past.changes.length);
  }
  return { outcomes, unread, ungated };
}

/** What is wrong with one commit. Whatever else fails would fail for all of them. */
const OF_ONE_COMMIT: ReadonlySet<ErrorCode> = new Set([
  'object-missing',
  'object-forged',
  'shallow-clone',
  'too-much-to-read',
  'input-invalid',
]);

type With = ReplayBy & { readonly reading: Reading; readonly search: HistorySearch };

/** Null where both sides say the same. */
async function replayOne(
  change: PastChange,
  past: PastChanges,
  { bases, now, reading, search }: With,
): Promise<PastOutcome | 'ungated' | null> {
  const entries = await past.changedBy(change);
  await search.follow(change, entries);
  const files = await readChanged(reading, entries);
  const changed = files.map((file) => readChangedFileBy(file, reading.read));
  const controlPlane = controlPlaneFiles(files);
  if (controlPlane.length === 0 && !changed.some(speaks)) return 'ungated';
  const context = await readContext(
    { findFiles: search.findFiles, readBlobs: reading.readBlobs },
    { merge: { kind: 'clean', tree: change.tree } },
    changed,
    reading,
  );
  const difference = differenceOf(
    { changed, context: context.manifests, contextMissing: context.missing },
    controlPlane,
    reading.take,
  );
  if (difference.changes.length === 0) return 'ungated';
  const from = judgePast(difference, bases.from, now);
  const to = judgePast(difference, bases.to, now);
  return comparePast(difference.changes, from, to);
}

function speaks({ base, head }: ChangedManifest): boolean {
  return [base, head].some(
    (side) => side !== null && side.objects.length + side.unassessable.length > 0,
  );
}
