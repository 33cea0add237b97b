import type { Change } from './change/change.ts';
import type { Digest } from './digest.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { BriefParts } from './brief/digest-brief.ts';
import type {
  Denial,
  EarlierRefusal,
  Hold,
  Judgment,
  Override,
  RefusedOverride,
  ReviewOutcome,
  Veto,
} from './judgment/judgment.ts';
import type { Demands, Requirement } from './judgment/requirement.ts';
import type { Assessment, Question } from './risk/assessment.ts';

/** What was compared, as the reader must know it. */
export interface Subject {
  readonly repository: string | null;
  readonly pullRequest: number | null;
  readonly base: { readonly name: string; readonly commit: string };
  readonly head: {
    readonly name: string;
    readonly commit: string | null;
    readonly workingTree: boolean;
  };
}

/** What was looked at, so that an empty result cannot be taken for a checked one. */
export interface Coverage {
  readonly changedFiles: number;
  readonly gatedFiles: number;
  readonly identityObjects: number;
  /** Files that nobody changed and that were read for context. */
  readonly contextFiles: number;
}

export interface Brief {
  readonly digest: Digest;
  readonly parts: BriefParts;
  readonly gated: readonly GatedContent[];
  /** What the rationale must answer, each by its id. */
  readonly questions: readonly Question[];
}

/** One path of the gated content: mode and blob on both sides. */
export interface GatedContent {
  readonly path: string;
  readonly base: { readonly mode: string; readonly oid: string } | null;
  readonly head: { readonly mode: string; readonly oid: string } | null;
}

interface Judged {
  readonly subject: Subject;
  readonly coverage: Coverage;
  readonly changes: readonly Change[];
  readonly assessment: Assessment;
  readonly requirements: readonly Requirement[];
  readonly demands: Demands;
  readonly judgments: readonly Judgment[];
  readonly reviews: readonly ReviewOutcome[];
  readonly vetoes: readonly Veto[];
  readonly brief: Brief;
  readonly agents: readonly string[];
  /** What keeps the gate shut besides: unread facts, siblings, intermediate revisions. */
  readonly holds: readonly Hold[];
  /** The emergency override that is in force, or null. */
  readonly override: Override | null;
  readonly refusedOverrides: readonly RefusedOverride[];
  readonly earlierRefusals: readonly EarlierRefusal[];
  /** The head that the snapshot is of; null without one. */
  readonly headCommit: string | null;
  /** What approvals that nobody gave would change; they never change the verdict itself. */
  readonly whatIf: WhatIf | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly notes: readonly string[];
}

/** The verdict that supposed approvals would lead to. */
export interface WhatIf {
  readonly logins: readonly string[];
  readonly kind: 'allowed' | 'pending' | 'unknown' | 'denied';
  readonly judgments: readonly Judgment[];
  /** How the supposed reviews fared. */
  readonly reviews: readonly ReviewOutcome[];
  readonly next: readonly string[];
}

/** The gate's answer. Renderers have no other input, and cannot change it. */
export type Verdict =
  | (Judged & { readonly kind: 'allowed' })
  | (Judged & { readonly kind: 'pending' })
  /** Only what could not be read stands against it: no verdict, and nobody's judgment is missing. */
  | (Judged & { readonly kind: 'unknown' })
  | (Judged & { readonly kind: 'denied'; readonly denials: readonly Denial[] })
  | {
      readonly kind: 'none';
      readonly diagnostics: readonly Diagnostic[];
      readonly subject: Subject;
      /** What failed around the gate, where no file is to blame. */
      readonly failure: Failure | null;
    };

export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly help: string | null;
}

export type JudgedVerdict = Exclude<Verdict, { readonly kind: 'none' }>;
