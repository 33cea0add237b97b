import { evaluate, type GatheredFacts } from './evaluate.ts';
import type { Refusal } from './judgment/judgment.ts';
import { refuseCopy, refuseText, type CopyDemands } from './judgment/refuse-text.ts';
import { nextSteps } from './next-steps.ts';
import { proposalOf } from './proposal.ts';
import type { Review } from './snapshot/snapshot.ts';
import type { Supposition, SupposedReview } from './what-if.ts';

/** How a review that is not submitted yet would fare. */
export interface ReviewTrial {
  /**
   * What it would be: an approval that counts, a veto, an override, or nothing. `text-only`: nothing
   * is known about the reviewer or the pull request, and the text alone would do.
   */
  readonly effect: 'counts' | 'veto' | 'override' | 'text-only' | 'none';
  /** Everything that would have to be put right; empty where it has an effect. */
  readonly refusals: readonly Refusal[];
  /** Requirements that it would count for. */
  readonly satisfies: readonly string[];
  /** The verdict with it, and who would then have to do what. */
  readonly verdict: 'allowed' | 'pending' | 'unknown' | 'denied';
  readonly next: readonly string[];
}

/** The effect of one supposed review. */
export function judgeTrial({ verdict, outcomes }: Supposition): ReviewTrial {
  const outcome = outcomes[0];
  const after = { verdict: verdict.kind, next: nextSteps(verdict) };
  const nothing = { ...after, effect: 'none' as const, refusals: [], satisfies: [] };
  if (outcome === undefined) return nothing;
  if (verdict.vetoes.some((veto) => veto.review === outcome.review))
    return { ...nothing, effect: 'veto' };
  if (verdict.override?.review === outcome.review) return { ...nothing, effect: 'override' };
  if (outcome.outcome.kind === 'disqualified') {
    const { code, message, help, also } = outcome.outcome;
    return { ...nothing, refusals: [{ code, message, help }, ...also] };
  }
  const satisfies = verdict.judgments
    .filter((judgment) => judgment.reviews.includes(outcome.review))
    .map((judgment) => judgment.requirement.id);
  return { ...nothing, effect: 'counts', satisfies };
}

/** Without a snapshot: whether the text alone would do as a rationale. */
export function judgeText(facts: GatheredFacts, review: SupposedReview): ReviewTrial {
  const verdict = evaluate(facts);
  const { questions } = verdict.brief;
  const { brief, texts } = proposalOf(facts, verdict);
  const text: CopyDemands = {
    demands: verdict.demands,
    questions,
    sources: [
      { kind: 'brief', label: 'the brief', text: brief },
      ...texts.map((proposed) => ({
        kind: 'proposal' as const,
        label: 'the proposal',
        text: proposed,
      })),
    ],
  };
  const written: Review = {
    id: 1,
    account: 1,
    state: review.state,
    body: review.body ?? '',
    submittedAt: new Date(facts.now).toISOString(),
    commit: null,
    dismissed: null,
    edited: null,
  };
  const refusals = [...refuseText(written, text), ...refuseCopy(written, text)];
  const effect = refusals.length === 0 ? 'text-only' : 'none';
  return { effect, refusals, satisfies: [], verdict: verdict.kind, next: nextSteps(verdict) };
}
