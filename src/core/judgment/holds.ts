import type { PassingFinding } from '../passage/judge-passages.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { Contributors } from './contributors.ts';
import type { Hold } from './judgment.ts';

/** What was found in the commits between base and head, or that they are too many to be looked at. */
export type Passing = readonly PassingFinding[] | 'too-many';

/**
 * What keeps the gate shut without being anybody's approval: facts that are missing, another pull
 * request that the same success would clear, and states that only the history would hold.
 */
export function findHolds(
  known: { readonly snapshot: Snapshot; readonly contributors: Contributors } | null,
  passing: Passing,
  somebodyMustDecide: boolean,
): readonly Hold[] {
  const snapshot = known?.snapshot ?? null;
  return [
    ...(somebodyMustDecide ? missingFacts(snapshot) : []),
    ...(somebodyMustDecide ? unreadContributors(known?.contributors.unread ?? []) : []),
    ...siblings(snapshot),
    ...intermediate(snapshot, passing),
  ];
}

function missingFacts(snapshot: Snapshot | null): readonly Hold[] {
  return (snapshot?.incomplete ?? []).map(({ what, why }) => ({
    code: 'facts-missing',
    status: 'unknown',
    message: `${what} could not be read: ${why}`,
    help: `have the forge read again: ${what}`,
  }));
}

/** Whoever had a hand in the change may be an agent, run by somebody who approves. */
function unreadContributors(unread: readonly number[]): readonly Hold[] {
  return unread.map((id) => ({
    code: 'facts-missing',
    status: 'unknown',
    message: `account ${id} took part in the change, and nothing is known about it`,
    help: `have the forge read again: account ${id}`,
  }));
}

/** A success is attached to the commit, and would open every pull request that has it as head. */
function siblings(snapshot: Snapshot | null): readonly Hold[] {
  return (snapshot?.siblings ?? [])
    .filter((sibling) => sibling.satisfied !== true)
    .map(({ number, baseRef, satisfied }) => ({
      code: 'sibling-unsatisfied',
      status: satisfied === 'unknown' ? 'unknown' : 'unsatisfied',
      message: `#${number} (into ${baseRef.replace('refs/heads/', '')}) has the same head and ${
        satisfied === 'unknown' ? 'could not be judged' : 'is not satisfied'
      }; a success here would open it too`,
      help: `have #${number} judged too, close it, or give one of the two another head`,
    }));
}

/** What was added and taken back lands all the same, unless the commits are squashed. */
function intermediate(snapshot: Snapshot | null, passing: Passing): readonly Hold[] {
  const methods = snapshot?.pullRequest.mergeMethods ?? null;
  if (methods !== null && methods.every((method) => method === 'squash')) return [];
  const help = 'squash the commits into one, or let the repository merge by squashing only';
  if (passing === 'too-many')
    return [
      {
        code: 'intermediate-revision',
        status: 'unknown',
        message: 'the commits between base and head are too many to be judged one by one',
        help,
      },
    ];
  return passing.map((finding) => ({
    code: 'intermediate-revision',
    status: 'unsatisfied',
    message: `commit ${finding.commit.slice(0, 10)}: ${finding.change} (${finding.tier}), which the head no longer shows; it would land in the history${more(finding.leftOut)}`,
    help,
  }));
}

function more(count: number): string {
  return count === 0 ? '' : ` (and ${count} more like it)`;
}
