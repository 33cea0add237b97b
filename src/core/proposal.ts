import { briefText } from './brief/brief-text.ts';
import type { Change } from './change/change.ts';
import type { CommitText } from './judgment/contributors.ts';
import type { Proposal } from './judgment/text-sources.ts';
import type { Assessment, Question } from './risk/assessment.ts';
import type { Snapshot } from './snapshot/snapshot.ts';

interface Proposed {
  readonly snapshot: Snapshot | null;
  readonly commits: readonly CommitText[];
}

interface Briefed {
  readonly changes: readonly Change[];
  readonly assessment: Assessment;
  readonly brief: { readonly questions: readonly Question[] };
}

/** What the proposer and the tool wrote about the change: what a rationale must not just repeat. */
export function proposalOf({ snapshot, commits }: Proposed, briefed: Briefed): Proposal {
  const pullRequest =
    snapshot === null ? [] : [`${snapshot.pullRequest.title}\n${snapshot.pullRequest.body}`];
  return {
    brief: briefText(briefed.changes, briefed.assessment, briefed.brief.questions),
    texts: [...pullRequest, commits.map((commit) => commit.message).join('\n')],
  };
}
