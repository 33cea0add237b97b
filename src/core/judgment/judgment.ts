import type { Requirement } from './requirement.ts';

/** Why a review does not count. Each id has a section in `docs/disqualifications.md`. */
export const disqualificationCodes = [
  'not-an-approval',
  'superseded',
  'dismissed',
  'deleted-account',
  'account-mismatch',
  'not-human',
  'own-change',
  'beneficiary',
  'no-write',
  'no-authority',
  'no-expertise',
  'no-digest',
  'stale',
  'other-head',
  'no-rationale',
  'question-unanswered',
  'section-missing',
  'near-duplicate',
  'edited-by-another',
  'lapsed',
  'unknown',
] as const;
export type DisqualificationCode = (typeof disqualificationCodes)[number];

/** Why a review was refused, and what its author can do. */
export interface Refusal {
  readonly code: DisqualificationCode;
  readonly message: string;
  readonly help: string | null;
}

/** A review that counts wherever its author has authority. */
export interface Approval {
  readonly kind: 'approval';
  readonly rationaleDigest: string;
  /** The head that was judged, where another one carries the judgment now. */
  readonly carriedFrom: string | null;
  /** RFC 3339, where the author edited the text: it counts as of then. */
  readonly editedAt: string | null;
  /** What the text resembles, where the policy only flags that. */
  readonly resembles: string | null;
}

/** The reason that tells most, and whatever else would have to be put right. */
export interface Disqualified extends Refusal {
  readonly kind: 'disqualified';
  readonly also: readonly Refusal[];
}

/** How one review fared. */
export interface ReviewOutcome {
  readonly review: number;
  readonly login: string;
  /** The person it counts for; null where nobody is known. */
  readonly person: string | null;
  readonly outcome: Approval | Disqualified;
}

/** Somebody who could satisfy a requirement, or why a named owner could not. */
export interface Candidate {
  readonly name: string;
  /** The team that it is by, where it is by one. */
  readonly team: string | null;
  readonly excluded: string | null;
}

/** How a thing that must hold fared. `unknown` blocks too, and says what could not be read. */
export type Status = 'satisfied' | 'unsatisfied' | 'unknown';

/** How one requirement fared. */
export interface Judgment {
  readonly requirement: Requirement;
  readonly status: Status;
  /** Logins of those whose approval counts for it. */
  readonly approvedBy: readonly string[];
  /** The reviews that count for it. */
  readonly reviews: readonly number[];
  readonly missing: string;
  readonly candidates: readonly Candidate[];
}

/** An open refusal by somebody accountable. Only they, or a recorded override, can clear it. */
export interface Veto {
  readonly review: number;
  readonly login: string;
  /** What happened, as in "@grace requested changes". */
  readonly how: string;
  readonly because: string;
}

/** What keeps the gate shut although nobody's approval is missing. Documented like the others. */
export const holdCodes = ['facts-missing', 'sibling-unsatisfied', 'intermediate-revision'] as const;

export interface Hold {
  readonly code: (typeof holdCodes)[number];
  readonly status: 'unsatisfied' | 'unknown';
  readonly message: string;
  readonly help: string;
}

/** An emergency override that stands in for the judgments, and what it leaves to be done. */
export interface Override {
  readonly review: number;
  readonly login: string;
  readonly incident: string;
  /** RFC 3339: by then the change must have been judged in the ordinary way. */
  readonly followUpBy: string;
}

/** A try to override that does not count, and why. */
export interface RefusedOverride {
  readonly review: number;
  readonly login: string;
  readonly message: string;
}

/** The same change was refused before, in another pull request. */
export interface EarlierRefusal {
  readonly pullRequest: number;
  readonly login: string;
  readonly because: string;
  /** The changes of now that were part of it. */
  readonly changes: readonly string[];
}

export const denialCodes = [
  'merge-conflict',
  'control-plane-invalid',
  'lifetime-too-long',
] as const;

/** What makes the change impossible to allow as it is. */
export interface Denial {
  readonly code: (typeof denialCodes)[number];
  readonly message: string;
  readonly help: string;
}
