import type { Expression, ExpressionProblem, ExpressionRange } from './cel-ast.ts';
import { describeType, UNKNOWN, type ConditionType } from './condition-type.ts';
import type { Declarations } from './declare.ts';

/** The work of the pass that finds types: each node's type, and what is wrong with it. */
export interface TypeReading {
  readonly source: string;
  readonly declarations: Declarations;
  readonly types: Map<Expression, ConditionType>;
  readonly problems: ExpressionProblem[];
}

export function report(
  reading: TypeReading,
  range: ExpressionRange,
  message: string,
  help?: string,
): ConditionType {
  reading.problems.push({ message, range, ...(help === undefined ? {} : { help }) });
  return UNKNOWN;
}

/** An expression as it is written. */
export function quote(reading: Pick<TypeReading, 'source'>, { range }: Expression): string {
  return `\`${reading.source.slice(range.start, range.end)}\``;
}

/** Reports an operand that is of another kind than needed; unknown ones were reported already. */
export function expectKind<Kind extends ConditionType['kind']>(
  reading: TypeReading,
  operand: Expression,
  kind: Kind,
  needed: string,
): Extract<ConditionType, { readonly kind: Kind }> | null {
  const type = reading.types.get(operand) ?? UNKNOWN;
  if (type.kind === kind) return type as Extract<ConditionType, { readonly kind: Kind }>;
  if (type.kind !== 'unknown')
    report(
      reading,
      operand.range,
      `${needed}, and ${quote(reading, operand)} is ${describeType(type)}`,
      helpFor(operand, type, kind, reading),
    );
  return null;
}

function helpFor(
  operand: Expression,
  type: ConditionType,
  kind: ConditionType['kind'],
  reading: TypeReading,
): string | undefined {
  const text = operand.kind === 'literal' && typeof operand.value === 'string' ? operand.value : '';
  if (kind === 'int' && /^\d+$/u.test(text)) return `write \`${text}\` without quotation marks`;
  if (kind === 'int' && type.kind === 'list') return 'write `LIST.size()`';
  if (kind === 'int' && type.kind === 'string')
    return 'texts have no order; compare with `==`, `in`, `startsWith`, `endsWith` or `glob`';
  if (kind !== 'bool') return undefined;
  if (type.kind === 'list') return 'write `LIST.exists(x, …)`';
  const written = reading.source.slice(operand.range.start, operand.range.end);
  if (type.kind === 'int') return `compare it, as in \`${written} >= 1\``;
  return type.kind === 'string' ? `compare it, as in \`${written} == 'x'\`` : 'compare its fields';
}
