import type { CelValue } from '../policy/cel.ts';

/** A field that an expression reads, as it is written there, with what the input has in it. */
export interface ReadValue {
  readonly path: string;
  readonly value: CelValue;
}

/**
 * Why a condition, or a part of one, holds on one input or does not. Every outcome is the engine's
 * own: a part that the whole never got to is there too, with what it would have said.
 */
export interface ConditionExplanation {
  readonly outcome: 'holds' | 'fails' | 'indeterminate';
  /** What was written, on one line and without comments; it still means the same. */
  readonly text: string;
  /** How the parts make up the whole. Null of what is not taken apart. */
  readonly join: 'all' | 'any' | 'not' | null;
  /** In source order; empty where `join` is null. */
  readonly parts: readonly ConditionExplanation[];
  /** What was read, each path once, in source order; empty where `join` is not null. */
  readonly values: readonly ReadValue[];
  /**
   * The first elements of the list that a macro goes through for which its body held; of `all`, for
   * which it failed. At most five.
   */
  readonly witnesses: readonly CelValue[];
}
