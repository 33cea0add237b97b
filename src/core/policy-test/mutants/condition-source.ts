import type { Expression, ExpressionRange } from '../../policy/cel-ast.ts';
import type { ConditionType } from '../../policy/condition-type.ts';

/** A condition with what is known of its parts. */
export interface MutatedSource {
  readonly text: string;
  readonly types: ReadonlyMap<Expression, ConditionType>;
}

/** A condition with one fault, and the part of it that was changed. */
export interface ConditionMutant {
  readonly text: string;
  readonly was: string;
  readonly became: string;
}

export function textOf(source: MutatedSource, { range }: Expression): string {
  return source.text.slice(range.start, range.end);
}

export function edit(
  { text }: MutatedSource,
  { start, end }: ExpressionRange,
  became: string,
): ConditionMutant {
  return {
    text: `${text.slice(0, start)}${became}${text.slice(end)}`,
    was: text.slice(start, end),
    became,
  };
}
