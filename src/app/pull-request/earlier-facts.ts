import { decodeCommentData } from '../../core/published/comment-data.ts';
import type { Snapshot } from '../../core/snapshot/snapshot.ts';
import type { Neighbours, OwnComment, PastPullRequest, PullRequestReading } from '../../forge.ts';

type EarlierFacts = Pick<
  Snapshot,
  'earlierRefusals' | 'earlierRationales' | 'earlierBriefs' | 'followUps'
>;

/** What other pull requests, and this one before, leave to be weighed. */
export function earlierFacts(reading: PullRequestReading, neighbours: Neighbours): EarlierFacts {
  const { past } = neighbours;
  const data = dataOf(reading.comment);
  const shown = [...(data?.briefs ?? []), ...lastBrief(data)];
  return {
    earlierRefusals: past.flatMap(refusals),
    earlierRationales: rationales(reading, past),
    earlierBriefs: shown.slice(-100),
    followUps: past.flatMap(({ number, state, comment }) => {
      const then = state === 'merged' ? dataOf(comment) : null;
      if (then === null || then.override === null) return [];
      return [{ pullRequest: number, dueAt: then.override.dueAt, judged: then.judged }];
    }),
  };
}

/** What we wrote down in a comment. Nothing, where somebody else changed it since. */
export function dataOf(comment: OwnComment | null): ReturnType<typeof decodeCommentData> {
  return comment === null || !comment.intact ? null : decodeCommentData(comment.body);
}

function lastBrief(data: ReturnType<typeof decodeCommentData>): Snapshot['earlierBriefs'] {
  if (data === null || data.digest === null || data.parts === null) return [];
  return [{ digest: data.digest, parts: data.parts }];
}

/** The refusals that a pull request was closed with: the last word of each account. */
function refusals({
  number,
  state,
  reviews,
  comment,
}: PastPullRequest): Snapshot['earlierRefusals'] {
  const data = dataOf(comment);
  const changes = data === null ? [] : [...new Set([...data.changes, ...data.gone])];
  if (state !== 'closed' || changes.length === 0) return [];
  const deciding = reviews.filter(
    (review) => review.state !== 'commented' && review.state !== 'pending',
  );
  const last = new Map(deciding.map((review) => [review.account, review] as const));
  return [...last.values()]
    .filter((review) => review.state === 'changes-requested')
    .map(({ account, body, submittedAt }) => ({
      pullRequest: number,
      account,
      body,
      submittedAt,
      changes: [...changes],
    }));
}

/** What those who judge here have written elsewhere, to tell a copy from a judgment. */
function rationales(
  { reviews }: PullRequestReading,
  past: readonly PastPullRequest[],
): Snapshot['earlierRationales'] {
  const here = new Set(reviews.map(({ account }) => account));
  return past
    .flatMap(({ number, reviews: theirs }) =>
      theirs.flatMap(({ account, state, body }) =>
        account !== null && here.has(account) && state === 'approved' && body.trim() !== ''
          ? [{ account, pullRequest: number, body }]
          : [],
      ),
    )
    .slice(0, 1000);
}
