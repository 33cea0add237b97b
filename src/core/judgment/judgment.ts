import type { Requirement } from './requirement.ts';

/** Why a review does not count. Each id has a section in `docs/disqualifications.md`. */
export const disqualificationCodes = [
  'not-an-approval',
  'superseded',
  'dismissed',
  'deleted-account',
  'not-human',
  'own-change',
  'no-write',
  'no-authority',
  'no-digest',
  'stale',
  'other-head',
  'no-rationale',
  'question-unanswered',
  'edited-by-another',
  'lapsed',
  'unknown',
] as const;
export type DisqualificationCode = (typeof disqualificationCodes)[number];

/** How one review fared. */
export interface ReviewOutcome {
  readonly review: number;
  readonly login: string;
  /** The person it counts for; null where nobody is known. */
  readonly person: string | null;
  readonly outcome:
    | { readonly kind: 'approval'; readonly rationaleDigest: string }
    | {
        readonly kind: 'disqualified';
        readonly code: DisqualificationCode;
        readonly message: string;
        readonly help: string | null;
      };
}

/** Somebody who could satisfy a requirement, or why a named owner could not. */
export interface Candidate {
  readonly name: string;
  readonly excluded: string | null;
}

/** How one requirement fared. `unknown` blocks like `unsatisfied` and says what could not be read. */
export interface Judgment {
  readonly requirement: Requirement;
  readonly status: 'satisfied' | 'unsatisfied' | 'unknown';
  readonly approvedBy: readonly string[];
  readonly missing: string;
  readonly candidates: readonly Candidate[];
}

/** An open refusal by somebody accountable. Only they, or a recorded override, can clear it. */
export interface Veto {
  readonly review: number;
  readonly login: string;
  readonly because: string;
}

/** What makes the change impossible to allow as it is. */
export interface Denial {
  readonly code: 'merge-conflict' | 'control-plane-invalid';
  readonly message: string;
  readonly help: string;
}
