import { JitlError } from '../../errors.ts';
import type { Ends, Forge, PullRequestReading } from '../../forge.ts';

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

/** Why a verdict is not about the present state any more, or why that cannot be told; null: it is. */
export async function whyOutdated(
  reading: PullRequestReading,
  forge: Pick<Forge, 'readEnds'>,
): Promise<JitlError | null> {
  const { number } = reading.pullRequest;
  try {
    if (sameEnds(reading, await forge.readEnds(number))) return null;
  } catch (error) {
    if (error instanceof JitlError) return error;
    throw error;
  }
  return new JitlError('head-moved', `pull request ${number} changed while it was judged`, {
    help: 'run it again',
  });
}
