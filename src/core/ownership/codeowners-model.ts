import type { Segment } from './codeowners-glob.ts';

/**
 * What a CODEOWNERS file means, whatever the host that reads it. A dialect (GitHub's is
 * `codeowners-github-*.ts`) turns lines into these; the matcher knows nothing of any dialect.
 *
 * Evidence letters (D, L, S, ?) in this directory: D the host's documentation, L the host's own
 * validator or observed on it, S agreement of independent test suites, ? undetermined. What is
 * undetermined blocks.
 */
export interface Codeowners {
  /** In the order of the file: a later rule beats an earlier one. */
  readonly rules: readonly OwnerRule[];
  /** Lines that the host certainly ignores, and why. */
  readonly skipped: readonly SkippedLine[];
  /** Why nothing of the file may be used; `rules` and `skipped` are then empty. */
  readonly unusable: string | null;
}

/** One line that decides, or could decide, who owns a path. */
export interface OwnerRule {
  readonly line: number;
  readonly text: string;
  readonly pattern: string;
  /** Empty: the line takes ownership away. */
  readonly owners: readonly Owner[];
  /** Why nobody outside the host can say what the line means; it then decides nothing. */
  readonly ambiguous: string | null;
  /** What the line may match: one pattern, or one per reading when the pattern is ambiguous. */
  readonly readings: readonly PathPattern[];
}

/** A line without effect. */
export interface SkippedLine {
  readonly line: number;
  readonly text: string;
  readonly reason: string;
}

/**
 * Who may approve. `text` is as written. `folded` is for comparison: logins and team slugs are
 * case-insensitive (D); an e-mail address is compared as written, for nothing says otherwise.
 */
export type Owner =
  | {
      readonly kind: 'account';
      readonly text: string;
      readonly folded: string;
      readonly login: string;
    }
  | {
      readonly kind: 'team';
      readonly text: string;
      readonly folded: string;
      readonly organisation: string;
      readonly slug: string;
    }
  | {
      readonly kind: 'email';
      readonly text: string;
      readonly folded: string;
      readonly address: string;
    };

/**
 * What of a path may follow the last segment of a pattern: nothing (`exact`), nothing or anything
 * (`selfOrBelow`), something (`below`). Hosts differ here: that is the seam for other dialects.
 */
export type Tail = 'exact' | 'selfOrBelow' | 'below';

/** A pattern read from the root: a floating one begins with a `deep` segment. */
export interface PathPattern {
  readonly segments: readonly Segment[];
  readonly tail: Tail;
}
