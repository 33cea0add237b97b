import { instant } from '../schema/values.ts';
import type { Review, Snapshot } from '../snapshot/snapshot.ts';
import type { Refusal } from './judgment.ts';
import { quotedDigests, quotedHeads } from './rationale-lines.ts';
import type { Demands } from './requirement.ts';
import { judgedAt } from './review-state.ts';
import { changedSince } from './stale.ts';

/** What a review is bound to. */
export interface Binding {
  readonly snapshot: Snapshot;
  readonly demands: Demands;
  readonly brief: {
    readonly digest: string;
    /** Digest by part of the brief, for telling what changed since another one. */
    readonly parts: Readonly<Record<string, string>>;
  };
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Every reason why a review is not about what is to be judged now. */
export function refuseBinding(review: Review, binding: Binding): readonly Refusal[] {
  return [
    otherBrief(review, binding),
    ...(binding.demands.bindTo === 'head' ? otherHead(review, binding) : []),
    tooOld(review, binding),
  ].filter((refusal) => refusal !== null);
}

function otherBrief(review: Review, binding: Binding): Refusal | null {
  const quoted = quotedDigests(review.body);
  if (quoted.length === 0)
    return {
      code: 'no-digest',
      message: 'the review does not say which brief it is about',
      help: 'quote the line that starts with `Brief:` in the body of the review',
    };
  if (quoted.every((digest) => digest === binding.brief.digest)) return null;
  return {
    code: 'stale',
    message: `the review is about another brief: ${changedSince(quoted, binding)}`,
    help: 'read the present brief, and review it with its own line',
  };
}

/**
 * The forge moves a review to later commits by itself, so the commit it names proves nothing alone:
 * the text must name the head too, and the head must not have been forced or aimed elsewhere since.
 */
function otherHead(review: Review, binding: Binding): readonly (Refusal | null)[] {
  const { headCommit, events } = binding.snapshot.pullRequest;
  const refuse = (message: string, help: string): Refusal => ({
    code: 'other-head',
    message,
    help,
  });
  const heads = quotedHeads(review.body);
  const at = judgedAt(review);
  const since = events.find((event) => at !== null && (instant(event.at) ?? Infinity) > at);
  return [
    review.commit === headCommit
      ? null
      : refuse(
          'the review was made on another commit, and here only the present head counts',
          'review the present head',
        ),
    heads.length > 0 && heads.every((head) => head === headCommit)
      ? null
      : refuse(
          heads.length === 0
            ? 'the review does not say which head it is about, and here only the present one counts'
            : 'the review names another head, and here only the present one counts',
          'quote the line that starts with `Head:` in the body of the review',
        ),
    since === undefined
      ? null
      : refuse(
          since.kind === 'retargeted'
            ? 'the pull request was aimed at another base after the review'
            : 'the head was forced after the review',
          'review the present head',
        ),
  ];
}

function tooOld(review: Review, binding: Binding): Refusal | null {
  const at = judgedAt(review);
  if (at === null)
    return { code: 'unknown', message: 'the time of the review cannot be read', help: null };
  const { maxAge } = binding.demands;
  if (maxAge === null || binding.now - at <= maxAge) return null;
  return {
    code: 'lapsed',
    message: 'the approval is older than the policy allows',
    help: 'review the change again',
  };
}
