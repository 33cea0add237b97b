import { digestChange } from '../../core/brief/digest-change.ts';
import { evaluate } from '../../core/evaluate.ts';
import type { JudgedVerdict, Verdict } from '../../core/verdict.ts';
import { JitlError } from '../../errors.ts';
import type { QueueGroup } from '../../forge.ts';
import { gather } from '../check.ts';
import { contextOf, type Desk } from './gate.ts';
import { gatherPullRequest } from './gather-pull-request.ts';

/** One commit that a merge queue would land, by what the forge says of it. */
export interface QueuedCommit {
  /** `refs/heads/gh-readonly-queue/…`. */
  readonly headRef: string;
  readonly commit: string;
}

export interface GroupOutcome {
  readonly context: string;
  readonly conclusion: 'success' | 'failure';
  /** Why it fails, in words. */
  readonly problems: readonly string[];
}

/** Pull requests of one group that are judged; a queue builds no more at once by default. */
const ENTRIES = 5;

/**
 * Judges what a merge queue is about to land. Each pull request must be allowed now, at the head that
 * was queued, and together they may mean nothing that none of them was judged for.
 */
export async function runGroup(queued: QueuedCommit, desk: Desk): Promise<GroupOutcome> {
  const group = await desk.forge.readQueueGroup(queued.headRef, queued.commit);
  if (group === null)
    throw new JitlError(
      'forge-unexpected',
      `\`${queued.headRef}\` could not be told to belong to any pull request`,
      { help: 'take the pull request out of the merge queue and put it in again' },
    );
  const context = contextOf(group.baseRef);
  const problems = await problemsOf(queued, group, desk).catch(unjudgeable);
  const result = { problems, size: group.entries.length };
  const report = desk.wording.group(result, { context, commit: queued.commit });
  await desk.publisher?.publishCheck(report);
  return { context, conclusion: problems.length === 0 ? 'success' : 'failure', problems };
}

/** What fails in between is a reason against the group, or the queue would wait for nothing. */
function unjudgeable(error: unknown): readonly string[] {
  if (error instanceof JitlError) return [`the group could not be judged: ${error.message}`];
  throw error;
}

async function problemsOf(
  queued: QueuedCommit,
  group: QueueGroup,
  desk: Desk,
): Promise<readonly string[]> {
  if (group.entries.length > ENTRIES)
    return [`the group holds ${group.entries.length} pull requests, and ${ENTRIES} can be judged`];
  const problems: string[] = [];
  const judged = new Set<string>();
  for (const entry of group.entries) {
    const outcome = await judgeEntry(entry, desk);
    if (typeof outcome === 'string') problems.push(outcome);
    else for (const change of outcome.changes) judged.add(digestChange(change));
  }
  if (problems.length > 0) return problems;
  return unjudged(await whole(queued, group, desk), judged);
}

async function judgeEntry(
  { number, headCommit }: QueueGroup['entries'][number],
  desk: Desk,
): Promise<JudgedVerdict | string> {
  const reading = await desk.forge.readPullRequest(number);
  if (reading.pullRequest.headCommit !== headCommit)
    return `#${number} was queued at another head than it has now`;
  const { gathered } = await gatherPullRequest(reading, desk);
  if (gathered.kind === 'none') return `#${number}: no verdict was reached`;
  const verdict = evaluate(gathered.facts);
  return verdict.kind === 'allowed' ? verdict : `#${number} is ${verdict.kind}, not allowed`;
}

/** What the group as one means for what it stands on. */
async function whole(queued: QueuedCommit, group: QueueGroup, desk: Desk): Promise<Verdict> {
  const repository = await desk.fetch([queued.commit, group.baseCommit]);
  try {
    const gathered = await gather({
      repository,
      shipped: desk.shipped,
      snapshot: null,
      now: desk.now,
      base: group.baseCommit,
      head: queued.commit,
    });
    return gathered.kind === 'none' ? gathered.verdict : evaluate(gathered.facts);
  } finally {
    await repository.close();
  }
}

/** Two changes that are harmless alone can meet in one object, and then mean a third thing. */
function unjudged(verdict: Verdict, judged: ReadonlySet<string>): readonly string[] {
  if (verdict.kind === 'none') return ['the group as a whole could not be judged'];
  if (verdict.kind === 'denied') return verdict.denials.map(({ message }) => message);
  const strange = verdict.changes.filter((change) => !judged.has(digestChange(change)));
  return strange.length === 0
    ? []
    : [
        `together they mean ${strange.length} change${strange.length === 1 ? '' : 's'} that nobody judged: bring them into one pull request`,
      ];
}
