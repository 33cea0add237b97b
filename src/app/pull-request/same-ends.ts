import type { Ends, PullRequestReading } from '../../forge.ts';

/** Whether what was judged is still what would be merged, and where. */
export function sameEnds(reading: PullRequestReading, ends: Ends): boolean {
  const { pullRequest, baseCommit, basisCommit } = reading;
  return (
    ends.headCommit === pullRequest.headCommit &&
    ends.baseRef === pullRequest.baseRef &&
    ends.baseCommit === baseCommit &&
    ends.basisCommit === basisCommit &&
    ends.state === pullRequest.state &&
    ends.stamp === reading.stamp
  );
}
