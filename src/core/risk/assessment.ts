import type { Location } from '../location.ts';
import type { Tier } from '../policy/documents.ts';

/** One policy rule's finding on one change, with its evidence. */
export interface Factor {
  /** The id of the rule in its policy. */
  readonly id: string;
  readonly policy: string;
  readonly change: string;
  readonly category: string;
  readonly raises: Readonly<Record<string, string>>;
  readonly floor: Tier | null;
  readonly message: string;
  readonly question: string | null;
  /** The permissions or values that the condition matched. */
  readonly evidence: readonly string[];
  readonly location: Location | null;
  /** The condition failed on this input; it counts as a match. */
  readonly indeterminate: boolean;
  /** A shadow policy reports and never decides. */
  readonly shadow: boolean;
}

/** Why a change has its tier. */
export interface ChangeTier {
  readonly change: string;
  readonly tier: Tier;
  /** The dimensions of the item that decided. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** The table row, floor or rule that decided, in words. */
  readonly because: string;
}

/** What the reviewer must answer, in writing. */
export interface Question {
  /** The id of the factor that poses it. */
  readonly id: string;
  readonly text: string;
  readonly changes: readonly string[];
}

export interface Assessment {
  readonly tier: Tier;
  readonly factors: readonly Factor[];
  readonly tiers: readonly ChangeTier[];
  readonly questions: readonly Question[];
}
