import type { ChangeKind } from '../change/change.ts';
import type { Location } from '../location.ts';
import type { Policy } from '../policy/documents/policy.ts';
import type { Tier } from '../policy/documents/tiers.ts';
import type { Decider, FactorEffect, WaivedBy } from '../risk/assessment.ts';
import type { Dimensions } from '../risk/risk-table.ts';
import type { ConditionExplanation } from './explanation.ts';

/** A rule, and how it fared on one change. */
export interface ExplainedRule {
  readonly policy: string;
  readonly factor: string;
  readonly message: string;
  readonly question: string | null;
  readonly raises: Dimensions;
  readonly floor: Tier | null;
  readonly enforcement: Policy['spec']['enforcement'];
  readonly status: Policy['metadata']['status'];
  /** What it does; null where it does not match. */
  readonly effect: FactorEffect | null;
  readonly waiver: WaivedBy | null;
  /** Where the rule is written. */
  readonly rule: Location;
  /** What of the change it was held against: for each item of the change, or once. */
  readonly asked: readonly ExplainedAsking[];
  /** How many items more there are than are explained. */
  readonly more: number;
  /** What the policy is evidence for, as every output prints it. */
  readonly frameworks: readonly string[];
}

export interface ExplainedAsking {
  /** The permission that it is about, in words; null where it is about the whole change. */
  readonly item: string | null;
  readonly matched: boolean;
  readonly condition: ConditionExplanation;
}

/** A level that the deciding row asks for, and the factors that reached it. */
export interface ExplainedBound {
  readonly dimension: string;
  readonly atLeast: string;
  readonly reached: string;
  readonly by: readonly string[];
}

export interface ExplainedChange {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly summary: string;
  readonly subject: string;
  readonly place: Location | null;
  readonly tier: Tier;
  readonly because: string;
  readonly decidedBy: Decider;
  /** Of the row that decided; empty where a floor or nothing did. */
  readonly bounds: readonly ExplainedBound[];
  readonly rules: readonly ExplainedRule[];
}

export interface Explanation {
  readonly tier: Tier;
  readonly changes: readonly ExplainedChange[];
  /** What was asked about, if it was asked about something. */
  readonly about: { readonly kind: 'factor' | 'policy'; readonly id: string } | null;
  /** Rules that were asked about and that no change here is of a kind for. */
  readonly notAsked: readonly ExplainedRule[];
}
