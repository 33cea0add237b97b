import { macroCall, type Call, type Expression, type ExpressionProblem } from './cel-ast.ts';
import { UNKNOWN, type ConditionType } from './condition-type.ts';

/** The types of the nodes of one condition, as `read-types.ts` notes them. */
export type Types = ReadonlyMap<Expression, ConditionType>;

/**
 * The most steps that a condition may take on the largest input. A step is about what the
 * interpreter does for one node; a million of them are far below a second on any machine.
 */
export const STEP_LIMIT = 1_000_000;

/** How many characters the host compares, copies or searches in the time of one step. */
const CHARACTERS_PER_STEP = 32;

/** The whole condition where it may take too many steps, or null. */
export function tooCostly(condition: Expression, types: Types): ExpressionProblem | null {
  const steps = Math.ceil(costOf(condition, types));
  if (steps <= STEP_LIMIT) return null;
  return {
    message: `the condition may take ${inWords(steps)} steps, and ${inWords(STEP_LIMIT)} are the limit`,
    range: condition.range,
    help: 'make two factors of it, go through one list instead of two, or compare with shorter texts',
  };
}

function inWords(steps: number): string {
  if (steps >= 1e15) return 'more than 10^15';
  return String(steps).replace(/\B(?=(?:\d{3})+$)/gu, ',');
}

/**
 * An upper bound: every branch is taken, every list and text is as long as it can be, and nothing
 * is decided early.
 */
export function costOf(node: Expression, types: Types): number {
  const all = (nodes: readonly Expression[]): number =>
    nodes.reduce((sum, one) => sum + costOf(one, types), 0);
  switch (node.kind) {
    case 'literal':
    case 'name':
    case 'outside':
      return 1;
    case 'field':
      return 1 + costOf(node.of, types);
    case 'list':
      return 1 + all(node.elements);
    case 'unary':
      return 1 + costOf(node.operand, types);
    case 'choice':
      return 1 + all([node.condition, node.yes, node.no]);
    case 'binary':
      return 1 + all([node.left, node.right]) + operation(node, types);
    default:
      return 1 + callCost(node, types);
  }
}

function operation(node: Extract<Expression, { readonly kind: 'binary' }>, types: Types): number {
  const left = longest(node.left, types);
  const right = longest(node.right, types);
  if (node.operator === '+') return (left + right) / CHARACTERS_PER_STEP;
  if (node.operator === '==' || node.operator === '!=')
    return Math.min(left, right) / CHARACTERS_PER_STEP;
  if (node.operator !== 'in') return 0;
  const list = types.get(node.right) ?? UNKNOWN;
  if (list.kind !== 'list') return 0;
  return list.longest * (1 + Math.min(left, lengthOf(list.of ?? UNKNOWN)) / CHARACTERS_PER_STEP);
}

function callCost(call: Call, types: Types): number {
  const macro = macroCall(call);
  if (macro !== null) {
    const list = types.get(macro.list) ?? UNKNOWN;
    const rounds = list.kind === 'list' ? list.longest : 0;
    const body = macro.bodies.reduce((sum, one) => sum + costOf(one, types), 0);
    return costOf(macro.list, types) + rounds * (2 + body);
  }
  const parts = call.receiver === null ? call.args : [call.receiver, ...call.args];
  const own = parts.reduce((sum, one) => sum + costOf(one, types), 0);
  const [text, other] = parts;
  if (text === undefined) return own;
  const length = longest(text, types);
  if (other === undefined) return own + length / CHARACTERS_PER_STEP;
  const pattern = longest(other, types);
  if (call.name === 'startsWith' || call.name === 'endsWith')
    return own + Math.min(length, pattern) / CHARACTERS_PER_STEP;
  const again = call.name === 'glob' ? (retried(other) ?? pattern) : pattern;
  return own + (pattern + length * (1 + again)) / CHARACTERS_PER_STEP;
}

/**
 * How much of a pattern can be compared again at each character of the text: what is after the
 * first star, up to the next. Null of a pattern that is not written out.
 */
function retried(pattern: Expression): number | null {
  if (pattern.kind !== 'literal' || typeof pattern.value !== 'string') return null;
  const [, ...rest] = pattern.value.split('*');
  return Math.max(0, ...rest.map((part) => part.length));
}

/** Of a text that is compared, or an element of a list; everything else is as good as empty. */
function longest(node: Expression, types: Types): number {
  return lengthOf(types.get(node) ?? UNKNOWN);
}

function lengthOf(type: ConditionType): number {
  return type.kind === 'string' ? type.longest : 0;
}
