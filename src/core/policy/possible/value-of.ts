import { arithmetic, macroCall, type Binary, type Call, type Expression } from '../cel-ast.ts';
import { calculate } from '../intervals.ts';
import { callValue, macroValue } from './call-possible.ts';
import { compare, isAmong, isMember } from './compare-possible.ts';
import { join } from './join-possible.ts';
import {
  ANYTHING,
  bool,
  exactly,
  oneOfTexts,
  onlyText,
  type Names,
  type Possible,
} from './possible-value.ts';

/**
 * What an expression can come to, each part seen on its own. Every part is looked at once, also one
 * that is never reached: where any of them is unknown the whole is, so that what is known of the
 * whole is known for inputs on which nothing in it is an error.
 */
export function valueOf(node: Expression, names: Names): Possible {
  switch (node.kind) {
    case 'literal':
      return literalValue(node.value);
    case 'name':
      return names.get(node.name) ?? ANYTHING;
    case 'field': {
      const of = valueOf(node.of, names);
      if (of.kind !== 'record' || !Object.hasOwn(of.fields, node.name)) return ANYTHING;
      return of.fields[node.name] ?? ANYTHING;
    }
    case 'list':
      return listValue(node.elements.map((element) => valueOf(element, names)));
    case 'unary': {
      const operand = valueOf(node.operand, names);
      if (node.operator === '-') return calculated('-', exactly(0n), operand);
      return operand.kind === 'bool' ? bool(operand.no, operand.yes) : ANYTHING;
    }
    case 'binary':
      return binaryValue(node, names);
    case 'choice': {
      const condition = valueOf(node.condition, names);
      const yes = valueOf(node.yes, names);
      const no = valueOf(node.no, names);
      const both = join(yes, no);
      if (condition.kind !== 'bool' || both.kind === 'unknown') return ANYTHING;
      return condition.yes ? (condition.no ? both : yes) : no;
    }
    case 'call':
      return valueOfCall(node, names);
    default:
      return ANYTHING;
  }
}

function literalValue(value: string | bigint | boolean): Possible {
  if (typeof value === 'string') return oneOfTexts([value]);
  if (typeof value === 'boolean') return bool(value, !value);
  // Refuses what is more than 64 bits hold.
  return calculated('+', exactly(value), exactly(0n));
}

function calculated(operator: string, left: Possible, right: Possible): Possible {
  if (left.kind !== 'int' || right.kind !== 'int') return ANYTHING;
  const result = calculate(operator, left, right);
  return 'problem' in result ? ANYTHING : result;
}

function listValue(elements: readonly Possible[]): Possible {
  const [first, ...others] = elements;
  if (first === undefined) return ANYTHING;
  const of = others.reduce(join, first);
  if (of.kind === 'unknown') return ANYTHING;
  const holds = [...new Set(elements.flatMap((element) => onlyText(element) ?? []))];
  return { kind: 'list', of, fewest: elements.length, most: elements.length, holds };
}

function binaryValue(node: Binary, names: Names): Possible {
  const { operator } = node;
  const left = valueOf(node.left, names);
  if (operator === 'in' && node.right.kind === 'list')
    return isAmong(
      left,
      node.right.elements.map((element) => valueOf(element, names)),
    );
  const right = valueOf(node.right, names);
  if (operator === '&&' || operator === '||') {
    if (left.kind !== 'bool' || right.kind !== 'bool') return ANYTHING;
    return operator === '&&'
      ? bool(left.yes && right.yes, left.no || right.no)
      : bool(left.yes || right.yes, left.no && right.no);
  }
  if (operator === 'in') return right.kind === 'list' ? isMember(left, right) : ANYTHING;
  if (!arithmetic.some((known) => known === operator)) return compare(operator, left, right);
  if (operator !== '+' || left.kind !== 'string' || right.kind !== 'string')
    return calculated(operator, left, right);
  const [text, other] = [onlyText(left), onlyText(right)];
  if (text !== null && other !== null) return oneOfTexts([text + other]);
  return { kind: 'string', values: null, longest: left.longest + right.longest };
}

function valueOfCall(call: Call, names: Names): Possible {
  const macro = macroCall(call);
  if (macro === null) {
    const receiver = call.receiver === null ? null : valueOf(call.receiver, names);
    return callValue(
      call.name,
      receiver,
      call.args.map((argument) => valueOf(argument, names)),
    );
  }
  const list = valueOf(macro.list, names);
  if (list.kind !== 'list') return ANYTHING;
  const inner = new Map(names).set(macro.variable, list.of);
  return macroValue(
    macro,
    list,
    macro.bodies.map((body) => valueOf(body, inner)),
  );
}
