import { macroCall, type Binary, type Expression, type ExpressionProblem } from './cel-ast.ts';
import { UNKNOWN } from './condition-type.ts';
import type { MotionReading } from './movement.ts';

/** The smallest part of a condition that more authority could make untrue, or null. */
export function findFall(
  condition: Expression,
  reading: MotionReading,
  source: string,
): ExpressionProblem | null {
  if (stays(condition, reading)) return null;
  const node = culprit(condition, reading);
  const written = ({ range }: Expression): string => source.slice(range.start, range.end);
  const growing = growingPart(node, reading);
  const because = growing === null ? 'the input' : `\`${written(growing)}\``;
  const does = reading.types.get(node)?.kind === 'bool' ? 'become false' : 'become less';
  return {
    message: `\`${written(node)}\` can ${does} as ${because} grows, so a riskier change could get a lower tier`,
    range: node.range,
    help: instead(node, reading, written),
  };
}

function stays(node: Expression, { motions }: MotionReading): boolean {
  const way = motions.get(node)?.way;
  return way === 'constant' || way === 'up';
}

/** Goes down as long as one part alone is to blame. */
function culprit(node: Expression, reading: MotionReading): Expression {
  const part = parts(node, reading).find((one) => !stays(one, reading));
  return part === undefined ? node : culprit(part, reading);
}

/** The parts that a node grows with, where it only grows if they do. */
function parts(node: Expression, reading: MotionReading): readonly Expression[] {
  if (node.kind === 'binary') {
    if (node.operator === '&&' || node.operator === '||') return [node.left, node.right];
    if (node.operator === '>' || node.operator === '>=') return counted(node.left);
    return node.operator === 'in' ? counted(node.right) : [];
  }
  if (node.kind === 'choice')
    return reading.motions.get(node.condition)?.way === 'constant' ? [node.yes, node.no] : [];
  if (node.kind !== 'call') return [];
  const macro = macroCall(node);
  if (macro === null || macro.name === 'exists_one') return [];
  if (macro.name !== 'all') return [...counted(macro.list), ...macro.bodies];
  return reading.motions.get(macro.list)?.way === 'constant' ? macro.bodies : [];
}

/** A list that a macro makes, also below `size`; of anything else the operator is to blame. */
function counted(node: Expression): readonly Expression[] {
  if (node.kind !== 'call') return [];
  if (macroCall(node) !== null) return [node];
  const of = node.name === 'size' ? (node.receiver ?? node.args[0]) : undefined;
  return of === undefined ? [] : counted(of);
}

/** The first field or element in a part that grows. */
function growingPart(node: Expression, reading: MotionReading): Expression | null {
  if (node.kind === 'field' && reading.types.get(node)?.kind !== 'record')
    return reading.motions.get(node)?.way === 'constant' ? null : node;
  if (node.kind === 'name' && reading.types.get(node)?.kind !== 'record')
    return reading.motions.get(node)?.way === 'constant' ? null : node;
  for (const child of children(node)) {
    const found = growingPart(child, reading);
    if (found !== null) return found;
  }
  return null;
}

function children(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'choice':
      return [node.condition, node.yes, node.no];
    case 'list':
      return node.elements;
    case 'call':
      return node.receiver === null ? node.args : [node.receiver, ...node.args];
    default:
      return [];
  }
}

type Written = (node: Expression) => string;

function instead(node: Expression, reading: MotionReading, written: Written): string {
  if (node.kind === 'unary') return 'say what makes it riskier, without `!` and `-`';
  if (node.kind === 'choice') return 'write the two cases with `&&` and `||`';
  if (node.kind === 'call') {
    if (node.name === 'all') return 'write `exists`, with what makes one of them risky';
    if (node.name === 'exists_one') return 'write `exists`, or `filter(…).size() >= 1`';
    return 'use text functions on fields that name something, and not on those that grow';
  }
  if (node.kind !== 'binary') return 'use it where more of it makes the condition true';
  return insteadOf(node, reading, written);
}

function insteadOf(node: Binary, reading: MotionReading, written: Written): string {
  const field = reading.motions.get(node.left)?.way === 'constant' ? node.right : node.left;
  const other = field === node.left ? node.right : node.left;
  const type = reading.types.get(field) ?? UNKNOWN;
  const bound = reading.types.get(other) ?? UNKNOWN;
  if (reading.motions.get(field)?.way !== 'up') return 'compare fields that grow, each on its own';
  if (type.kind === 'int' && bound.kind === 'int') {
    if (node.operator === '==' && bound.greatest > type.least)
      return `write \`${written(field)} >= ${written(other)}\``;
    if (bound.greatest <= type.least) return 'say what makes it riskier, and not what is absent';
  }
  if (type.kind === 'int') return 'say from which number on it is riskier, with `>=`';
  if (type.kind === 'bool') return 'write the field alone, without a comparison';
  if (type.kind === 'string' && type.values !== null)
    return `it grows in the order ${type.values.filter((value) => value !== '').join(', ')}; write \`in\` with one of these and all after it`;
  return 'say what makes it riskier: `>=` on numbers, `in` and `exists` on lists';
}
