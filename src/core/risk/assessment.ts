import type { Location } from '../location.ts';
import type { Tier } from '../policy/documents/tiers.ts';
import type { Dimensions } from './risk-table.ts';

/**
 * What a factor does: it counts; a waiver keeps it from counting; its policy is only advice; or its
 * policy is a shadow, which reports and never decides.
 */
export type FactorEffect = 'counts' | 'waived' | 'advisory' | 'shadow';

/** The waiver that keeps a factor from counting. */
export interface WaivedBy {
  readonly id: string;
  readonly ticket: string | null;
  readonly expiresAt: string;
}

/** One policy rule's finding on one change, with its evidence. */
export interface Factor {
  /** The id of the rule in its policy. */
  readonly id: string;
  readonly policy: string;
  readonly change: string;
  readonly category: string;
  readonly raises: Dimensions;
  readonly floor: Tier | null;
  readonly message: string;
  readonly question: string | null;
  /** The permissions or values that the condition matched. */
  readonly evidence: readonly string[];
  readonly location: Location | null;
  /** The condition failed on this input; it counts as a match. */
  readonly indeterminate: boolean;
  readonly effect: FactorEffect;
  readonly waiver: WaivedBy | null;
}

/** What decided the tier of a change. */
export type Decider =
  | { readonly kind: 'row'; readonly tier: Tier; readonly index: number }
  | { readonly kind: 'floor'; readonly policy: string; readonly factor: string }
  /** No policy claims the change. */
  | { readonly kind: 'unclassified' }
  /** It is beyond what conditions were checked for. */
  | { readonly kind: 'limit' }
  | { readonly kind: 'nothing' };

/** Why a change has its tier. */
export interface ChangeTier {
  readonly change: string;
  readonly tier: Tier;
  /** The dimensions of the item that decided. */
  readonly dimensions: Dimensions;
  /** The table row, floor or rule that decided, in words. */
  readonly because: string;
  readonly decidedBy: Decider;
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
  /** All that could be asked, the heaviest first; how many of them are, the policies say. */
  readonly questions: readonly Question[];
}
