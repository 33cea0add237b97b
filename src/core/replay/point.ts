/** Which way something moves: `looser` lets more pass, `differently` cannot be compared. */
export type Direction = 'looser' | 'stricter' | 'differently';

/** What a policy change can make different of what is asked. */
export const askedKinds = [
  'nobody',
  'review-line',
  'override',
  'holders',
  'expertise',
  'expertise-holders',
  'distinct-people',
  'distinct-teams',
  'people-for-agents',
  'exclusions',
  'sections',
  'near-duplicates',
  'questions',
  'binding',
  'max-age',
  'unknown-edits',
  'max-lifetime',
  'follow-up',
  'follow-up-action',
  'emergency',
  'emergency-roles',
  'emergency-holders',
  'emergency-follow-up',
] as const;
export type AskedKind = (typeof askedKinds)[number];

/** How two values of one point compare. */
export type Weight =
  /** More is stricter. */
  | { readonly kind: 'number'; readonly value: number }
  /** Milliseconds: shorter is stricter, and null sets no bound. */
  | { readonly kind: 'time'; readonly value: number | null }
  /** More members are stricter: all of them must be met. */
  | { readonly kind: 'all-of'; readonly members: readonly string[] }
  /** More members are looser: any of them will do. */
  | { readonly kind: 'any-of'; readonly members: readonly string[] }
  /** There is no order. */
  | { readonly kind: 'text'; readonly value: string };

/** One thing that is asked of a change. */
export interface Point {
  readonly kind: AskedKind;
  /** Of which line, role or follow-up; empty where there is only one of the kind. */
  readonly of: string;
  readonly weight: Weight;
  /** The value in words, for people. */
  readonly shown: string;
  /** Whether not asking it at all is looser; otherwise something else says so already. */
  readonly stands: boolean;
}
