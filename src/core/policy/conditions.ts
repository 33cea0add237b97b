import type { ExpressionProblem } from './cel-ast.ts';
import type { CelEngine, CompiledCondition } from './cel.ts';
import { tooCostly } from './cost.ts';
import type { Declarations } from './declare.ts';
import { findFall } from './falls.ts';
import { readMotions, type MotionReading } from './movement.ts';
import { readTypes } from './read-types.ts';
import type { TypeReading } from './type-reading.ts';

/** Why a text is no condition; at least one problem, in the order in which they stand. */
export interface Refused {
  readonly problems: readonly ExpressionProblem[];
}

/** The language of the conditions of one scope. */
export interface ConditionLanguage {
  readonly compile: (condition: string) => CompiledCondition | Refused;
}

/**
 * A condition that compiles has a value on every input, takes a bounded number of steps, and cannot
 * stop matching while authority grows. One that cannot be shown to is refused.
 */
export function conditionLanguage(
  declarations: Declarations,
  engine: CelEngine,
): ConditionLanguage {
  return {
    compile: (condition) => {
      const problems = problemsOf(condition, declarations, engine);
      if (problems.length > 0) return { problems };
      const compiled = engine.compile(condition);
      return 'matches' in compiled ? compiled : { problems: [compiled] };
    },
  };
}

function problemsOf(
  condition: string,
  declarations: Declarations,
  engine: CelEngine,
): readonly ExpressionProblem[] {
  const parsed = engine.parse(condition);
  if (!('kind' in parsed)) return [parsed];
  const typed: TypeReading = { source: condition, declarations, types: new Map(), problems: [] };
  readTypes(parsed, typed);
  if (typed.problems.length > 0)
    return typed.problems.toSorted((a, b) => a.range.start - b.range.start);
  const costly = tooCostly(parsed, typed.types);
  if (costly !== null) return [costly];
  const moving: MotionReading = { declarations, types: typed.types, motions: new Map() };
  readMotions(parsed, moving);
  const fall = findFall(parsed, moving, condition);
  return fall === null ? [] : [fall];
}
