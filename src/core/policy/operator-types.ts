import type { Binary, Expression, Unary } from './cel-ast.ts';
import { checkMembers } from './closed-sets.ts';
import { BOOL, describeType, UNKNOWN, type ConditionType, type IntType } from './condition-type.ts';
import { calculate } from './intervals.ts';
import { expectKind, quote, report, type TypeReading } from './type-reading.ts';

/** The type of `!` and `-`. The operand has been read. */
export function unaryType(node: Unary, reading: TypeReading): ConditionType {
  if (node.operator === '!')
    return expectKind(reading, node.operand, 'bool', '`!` negates a bool') === null
      ? UNKNOWN
      : BOOL;
  const operand = expectKind(reading, node.operand, 'int', '`-` negates a whole number');
  if (operand === null) return UNKNOWN;
  return calculated('-', ZERO, operand, { node, reading });
}

const ZERO: IntType = { kind: 'int', least: 0n, greatest: 0n };

interface At {
  readonly node: Expression;
  readonly reading: TypeReading;
}

function calculated(operator: string, left: IntType, right: IntType, at: At): ConditionType {
  const { node, reading } = at;
  const result = calculate(operator, left, right);
  if (!('problem' in result)) return result;
  return report(
    reading,
    node.range,
    `${quote(reading, node)} ${result.problem}, and a condition must not end in an error`,
    result.divides ? 'divide by a number other than 0' : 'use smaller numbers',
  );
}

/** The type of an operator with two operands, which have been read. */
export function binaryType(node: Binary, reading: TypeReading): ConditionType {
  switch (node.operator) {
    case '&&':
    case '||':
      for (const side of [node.left, node.right])
        expectKind(reading, side, 'bool', `\`${node.operator}\` joins bools`);
      return BOOL;
    case 'in':
      return membershipType(node, reading);
    case '==':
    case '!=':
      return equalityType(node, reading);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return orderType(node, reading);
    default:
      return arithmeticType(node, reading);
  }
}

function arithmeticType(node: Binary, reading: TypeReading): ConditionType {
  const left = reading.types.get(node.left) ?? UNKNOWN;
  const right = reading.types.get(node.right) ?? UNKNOWN;
  if (left.kind === 'unknown' || right.kind === 'unknown') return UNKNOWN;
  if (node.operator === '+' && left.kind === 'string' && right.kind === 'string') {
    const longest = left.longest + right.longest;
    return { kind: 'string', values: null, literal: false, longest };
  }
  if (left.kind !== 'int' || right.kind !== 'int')
    return report(
      reading,
      node.range,
      `\`${node.operator}\` does not go with ${describeType(left)} and ${describeType(right)}`,
      left.kind === 'list'
        ? 'write one condition for each list, and join them with `||`'
        : 'calculate with numbers; `+` also joins two texts',
    );
  return calculated(node.operator, left, right, { node, reading });
}

function equalityType(node: Binary, reading: TypeReading): ConditionType {
  const left = reading.types.get(node.left) ?? UNKNOWN;
  const right = reading.types.get(node.right) ?? UNKNOWN;
  if (left.kind === 'unknown' || right.kind === 'unknown') return BOOL;
  if (left.kind !== right.kind)
    report(
      reading,
      node.range,
      `${quote(reading, node.left)} is ${describeType(left)} and ${quote(reading, node.right)} is ${describeType(right)}, so they are never equal`,
    );
  else if (left.kind === 'list' || left.kind === 'record')
    report(
      reading,
      node.range,
      `${left.kind === 'list' ? 'lists' : 'records'} are not compared`,
      left.kind === 'list'
        ? "write `'x' in LIST`, `LIST.exists(x, …)` or `LIST.size() >= 1`"
        : 'compare their fields',
    );
  else if (left.kind === 'string' && right.kind === 'string')
    checkMembers({ node: node.left, type: left }, { node: node.right, type: right }, reading);
  else if (left.kind === 'int' && right.kind === 'int')
    checkDecided(node, { left, right }, reading);
  return BOOL;
}

function orderType(node: Binary, reading: TypeReading): ConditionType {
  const kinds = [node.left, node.right].map((side) => reading.types.get(side)?.kind);
  if (kinds.every((kind) => kind === 'string')) {
    report(
      reading,
      node.range,
      'texts have no order here',
      'compare with `==`, `in`, `startsWith`, `endsWith` or `glob`',
    );
    return BOOL;
  }
  const needed = `\`${node.operator}\` compares whole numbers`;
  const left = expectKind(reading, node.left, 'int', needed);
  const right = expectKind(reading, node.right, 'int', needed);
  if (left !== null && right !== null) checkDecided(node, { left, right }, reading);
  return BOOL;
}

interface Sides {
  readonly left: IntType;
  readonly right: IntType;
}

/** A field compared with a number that decides it: most likely the number is wrong. */
function checkDecided(node: Binary, { left, right }: Sides, reading: TypeReading): void {
  const fixed = (type: IntType): boolean => type.least === type.greatest;
  if (fixed(left) === fixed(right)) return;
  const always = holds(node.operator, left, right);
  if (always === null) return;
  const [subject, range] = fixed(left) ? [node.right, right] : [node.left, left];
  report(
    reading,
    node.range,
    `${quote(reading, subject)} is from ${range.least} to ${range.greatest}, so this is ${always ? 'always' : 'never'} true`,
    'compare with a number in between, or leave it out',
  );
}

/** Whether a comparison holds for all values of the two ranges, for none, or it depends. */
function holds(operator: string, a: IntType, b: IntType): boolean | null {
  const apart = a.greatest < b.least || a.least > b.greatest;
  if (operator === '==') return apart ? false : null;
  if (operator === '!=') return apart ? true : null;
  if (operator === '<') return a.greatest < b.least ? true : a.least >= b.greatest ? false : null;
  if (operator === '<=') return a.greatest <= b.least ? true : a.least > b.greatest ? false : null;
  if (operator === '>') return holds('<', b, a);
  return holds('<=', b, a);
}

function membershipType(node: Binary, reading: TypeReading): ConditionType {
  const left = reading.types.get(node.left) ?? UNKNOWN;
  const list = expectKind(reading, node.right, 'list', '`in` looks into a list');
  if (list === null || left.kind === 'unknown') return BOOL;
  if (list.of === null) return BOOL;
  const compared = left.kind !== 'record' && left.kind !== 'list';
  if (list.of.kind !== 'unknown' && (list.of.kind !== left.kind || !compared))
    report(
      reading,
      node.range,
      `${quote(reading, node.left)} is ${describeType(left)}, and ${quote(reading, node.right)} is ${describeType(list)}`,
    );
  else checkEach(node, reading);
  return BOOL;
}

/** Each element of a list that is written out is compared on its own, so that it is shown on its own. */
function checkEach(node: Binary, reading: TypeReading): void {
  const elements: readonly Expression[] =
    node.right.kind === 'list' ? node.right.elements : [node.right];
  const left = reading.types.get(node.left) ?? UNKNOWN;
  for (const element of elements) {
    const type = reading.types.get(element) ?? UNKNOWN;
    const of = type.kind === 'list' ? (type.of ?? UNKNOWN) : type;
    if (left.kind === 'string' && of.kind === 'string')
      checkMembers({ node: node.left, type: left }, { node: element, type: of }, reading);
    if (left.kind === 'int' && of.kind === 'int' && holds('==', left, of) === false)
      report(
        reading,
        element.range,
        `${quote(reading, node.left)} is from ${left.least} to ${left.greatest}, so this is never it`,
        'name numbers in between',
      );
  }
}
