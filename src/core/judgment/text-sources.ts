import { instant } from '../schema/values.ts';
import type { Review, Snapshot } from '../snapshot/snapshot.ts';
import type { TextSource } from './near-duplicate.ts';
import type { Register } from './register.ts';

/** What was written about the change by others than its reviewers. */
export interface Proposal {
  /** The brief as prose: what the tool says of the change. */
  readonly brief: string;
  /** The pull request's own text and the commit messages. */
  readonly texts: readonly string[];
}

interface Written {
  readonly snapshot: Snapshot;
  readonly register: Register;
  readonly proposal: Proposal;
}

/** More texts than this are not compared, the newest first (`near-duplicate.ts` says what it costs). */
const SOURCE_LIMIT = 200;
/** Of a text that somebody else wrote, this much is compared; characters. */
const TEXT_LIMIT = 8000;

/**
 * What a rationale must not repeat: the reviewer's own on other pull requests, what others wrote on
 * this one before, the brief, and the proposal. The reviewer's own earlier text on this pull request
 * may stand again, for a rebase alone is nothing new to say something about.
 */
export function textSources(review: Review, written: Written): readonly TextSource[] {
  const { snapshot, register, proposal } = written;
  if (review.account === null) return [];
  const person = register.personOf(review.account);
  const others = snapshot.reviews
    .filter(
      (other) =>
        other.account !== null &&
        register.personOf(other.account) !== person &&
        isBefore(other, review),
    )
    .map((other): TextSource => {
      const login = register.account(other.account ?? 0)?.login ?? 'somebody';
      return {
        kind: 'review',
        label: `review ${other.id} by @${login}`,
        text: other.body.slice(0, TEXT_LIMIT),
      };
    });
  const earlier = snapshot.earlierRationales
    .filter((one) => register.personOf(one.account) === person)
    .map((one): TextSource => ({
      kind: 'earlier',
      label: `their own rationale on #${one.pullRequest}`,
      text: one.body,
    }));
  return [
    { kind: 'brief' as const, label: 'the brief', text: proposal.brief },
    ...proposal.texts.map((text): TextSource => ({
      kind: 'proposal',
      label: 'the proposal',
      text,
    })),
    ...others,
    ...earlier,
  ].slice(0, SOURCE_LIMIT);
}

function isBefore(other: Review, review: Review): boolean {
  const difference = (instant(other.submittedAt) ?? 0) - (instant(review.submittedAt) ?? 0);
  return difference < 0 || (difference === 0 && other.id < review.id);
}
