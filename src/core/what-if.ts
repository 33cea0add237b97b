import { evaluate, type GatheredFacts } from './evaluate.ts';
import type { ReviewOutcome } from './judgment/judgment.ts';
import { foldLogin } from './judgment/register.ts';
import { nextSteps } from './next-steps.ts';
import type { Review, Snapshot } from './snapshot/snapshot.ts';
import type { JudgedVerdict, WhatIf } from './verdict.ts';

/** A review that nobody has submitted. `body` null: its text is taken for perfect. */
export interface SupposedReview {
  readonly login: string;
  readonly state: 'approved' | 'changes-requested';
  readonly body: string | null;
}

export interface Supposition {
  readonly verdict: JudgedVerdict;
  /** How each supposed review fared, in their order. */
  readonly outcomes: readonly ReviewOutcome[];
}

/** A login that the snapshot does not know, so that nothing can be said about it. */
export interface UnknownLogin {
  readonly unknownLogin: string;
  readonly known: readonly string[];
}

/** What the verdict would be with these reviews, submitted now on the present head. */
export function suppose(
  facts: GatheredFacts & { readonly snapshot: Snapshot },
  supposed: readonly SupposedReview[],
): Supposition | UnknownLogin {
  const { snapshot, now } = facts;
  const logins = new Map(snapshot.accounts.map((one) => [foldLogin(one.login), one.id] as const));
  let id = Math.max(0, ...snapshot.reviews.map((review) => review.id));
  const reviews: Review[] = [];
  const assumed = new Set(facts.assumed);
  for (const { login, state, body } of supposed) {
    const account = logins.get(foldLogin(login));
    if (account === undefined)
      return { unknownLogin: login, known: snapshot.accounts.map((one) => one.login) };
    id += 1;
    if (body === null) assumed.add(id);
    reviews.push({
      id,
      account,
      state,
      body: body ?? '',
      submittedAt: new Date(now).toISOString(),
      commit: snapshot.pullRequest.headCommit,
      dismissed: null,
      edited: null,
    });
  }
  const verdict = evaluate({
    ...facts,
    snapshot: { ...snapshot, reviews: [...snapshot.reviews, ...reviews] },
    assumed,
  });
  const added = new Set(reviews.map((review) => review.id));
  return { verdict, outcomes: verdict.reviews.filter((outcome) => added.has(outcome.review)) };
}

export function asWhatIf({ verdict, outcomes }: Supposition): WhatIf {
  return {
    logins: outcomes.map((outcome) => outcome.login),
    kind: verdict.kind,
    judgments: verdict.judgments,
    reviews: outcomes,
    next: nextSteps(verdict),
  };
}
