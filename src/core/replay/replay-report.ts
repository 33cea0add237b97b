import type { Diagnostic } from '../diagnostic.ts';
import type { PastOutcome } from './compare-past.ts';
import type { Direction } from './point.ts';

/** A commit of the history, as a report names it. `subject` is foreign text. */
export interface PastCommit {
  readonly commit: string;
  /** Seconds since the epoch, as the committer claims. */
  readonly time: number;
  readonly subject: string;
}

export type ReplayedCommit = PastCommit & PastOutcome;

/** A commit about which nothing is known, and why. */
export interface UnreadCommit extends PastCommit {
  readonly code: string;
  readonly reason: string;
}

/** Where the policies of one side stand. `commit` is null for uncommitted files. */
export interface PolicySide {
  readonly name: string;
  readonly commit: string | null;
}

export interface RevisionName {
  readonly name: string;
  readonly commit: string;
}

export interface ReplayCounts {
  /** All changes of the range. */
  readonly changes: number;
  /** Those that change no identity and no access. */
  readonly ungated: number;
  readonly unread: number;
  /** Those that both sides judge alike. */
  readonly same: number;
  readonly looser: number;
  readonly differently: number;
  readonly stricter: number;
}

/** What a policy change would have meant for the changes of the past. */
export interface ReplayReport {
  readonly range: { readonly base: RevisionName; readonly head: RevisionName };
  readonly policies: { readonly from: PolicySide; readonly to: PolicySide };
  /** Null where both sides hold the same files: then the history was not read. */
  readonly counts: ReplayCounts | null;
  /** Those judged otherwise: looser, then differently, then stricter; the newest first. */
  readonly commits: readonly ReplayedCommit[];
  readonly unread: readonly UnreadCommit[];
}

/** Policy files that cannot be used. */
export interface BrokenSide {
  readonly side: 'from' | 'to';
  readonly policies: PolicySide;
  readonly diagnostics: readonly Diagnostic[];
}

export const groups = ['looser', 'differently', 'stricter'] as const satisfies readonly Direction[];
