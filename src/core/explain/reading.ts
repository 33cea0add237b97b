import type { CelEngine, CelValue } from '../policy/cel.ts';
import type { scopeVariables } from '../policy/input-fields.ts';

/** What a condition can be about. */
export type ConditionScope = keyof typeof scopeVariables;

/** One condition on one input, as all of the explanation sees it. */
export interface ConditionReading {
  readonly scope: ConditionScope;
  /** On one line; the ranges of the tree are places in it. */
  readonly source: string;
  readonly engine: CelEngine;
  /** The variables of the scope. */
  readonly inputs: Readonly<Record<string, CelValue>>;
}
