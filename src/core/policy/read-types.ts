import { closest } from '../schema/closest.ts';
import { macroCall, macroNames, type Call, type Expression, type Field } from './cel-ast.ts';
import {
  BOOL,
  describeType,
  literalText,
  union,
  UNKNOWN,
  type ConditionType,
} from './condition-type.ts';
import { functionNames, functionType } from './function-types.ts';
import { calculate } from './intervals.ts';
import { binaryType, unaryType } from './operator-types.ts';
import { refusedCall } from './refused-functions.ts';
import { expectKind, quote, report, type TypeReading } from './type-reading.ts';

/** Macros within macros beyond this are refused; the cost would be too great soon after anyway. */
const MACRO_NESTING = 2;

/** What names stand for at one spot: variables of the scope, and those of the macros around it. */
interface Scope {
  readonly names: ReadonlyMap<string, ConditionType>;
  readonly macros: number;
}

/**
 * Notes the type of every node. Every operation of the profile has a value for all inputs of its
 * types, so that a condition that passes cannot end in an error.
 */
export function readTypes(condition: Expression, reading: TypeReading): void {
  const names = new Map(
    Object.entries(reading.declarations.variables).map(([name, { type }]) => [name, type] as const),
  );
  visit(condition, { names, macros: 0 }, reading);
  expectKind(reading, condition, 'bool', 'a condition is a bool');
}

function visit(node: Expression, scope: Scope, reading: TypeReading): ConditionType {
  const found = typeOf(node, scope, reading);
  reading.types.set(node, found);
  return found;
}

function typeOf(node: Expression, scope: Scope, reading: TypeReading): ConditionType {
  switch (node.kind) {
    case 'literal':
      return literalType(node.value, node, reading);
    case 'name':
      return nameType(node.name, node, scope, reading);
    case 'field':
      visit(node.of, scope, reading);
      return fieldType(node, reading);
    case 'list':
      for (const element of node.elements) visit(element, scope, reading);
      return listType(node.elements, node, reading);
    case 'unary':
      visit(node.operand, scope, reading);
      return unaryType(node, reading);
    case 'binary':
      visit(node.left, scope, reading);
      visit(node.right, scope, reading);
      return binaryType(node, reading);
    case 'choice':
      for (const part of [node.condition, node.yes, node.no]) visit(part, scope, reading);
      expectKind(reading, node.condition, 'bool', 'what stands before `?` is a bool');
      return bothTypes([node.yes, node.no], node, reading);
    case 'call':
      return callType(node, scope, reading);
    default:
      return report(reading, node.range, `${node.what} is not part of conditions`, node.help);
  }
}

function literalType(
  value: string | bigint | boolean,
  node: Expression,
  reading: TypeReading,
): ConditionType {
  if (typeof value === 'string') return literalText(value);
  if (typeof value === 'boolean') return { kind: 'bool', value };
  const type = { kind: 'int', least: value, greatest: value } as const;
  const sum = calculate('+', type, { kind: 'int', least: 0n, greatest: 0n });
  return 'problem' in sum
    ? report(reading, node.range, `${quote(reading, node)} is more than 64 bits hold`)
    : type;
}

function nameType(
  name: string,
  node: Expression,
  { names }: Scope,
  reading: TypeReading,
): ConditionType {
  const known = names.get(name);
  if (known !== undefined) return known;
  const near = closest(name, [...names.keys()]);
  return report(
    reading,
    node.range,
    `there is no \`${name}\` in this scope`,
    near === null ? `it sees ${[...names.keys()].join(', ')}` : `did you mean \`${near}\`?`,
  );
}

function fieldType(node: Field, reading: TypeReading): ConditionType {
  const of = reading.types.get(node.of) ?? UNKNOWN;
  if (of.kind === 'unknown') return UNKNOWN;
  if (of.kind !== 'record')
    return report(
      reading,
      node.nameRange,
      `${quote(reading, node.of)} is ${describeType(of)} and has no fields`,
      of.kind === 'list' ? 'write `LIST.exists(x, x…)`' : undefined,
    );
  const fields = reading.declarations.records[of.name] ?? {};
  const known = Object.hasOwn(fields, node.name) ? fields[node.name] : undefined;
  if (known !== undefined) return known.type;
  const elsewhere = variablesWith(node.name, reading);
  const near = elsewhere ?? closest(node.name, Object.keys(fields));
  return report(
    reading,
    node.nameRange,
    `${quote(reading, node.of)} has no field \`${node.name}\``,
    near === null ? `it has ${Object.keys(fields).join(', ')}` : `did you mean \`${near}\`?`,
  );
}

/** The variable that has the field, where another one was written. */
function variablesWith(field: string, { declarations }: TypeReading): string | null {
  for (const [name, { type }] of Object.entries(declarations.variables))
    if (type.kind === 'record' && Object.hasOwn(declarations.records[type.name] ?? {}, field))
      return `${name}.${field}`;
  return null;
}

function listType(
  elements: readonly Expression[],
  node: Expression,
  reading: TypeReading,
): ConditionType {
  if (elements.length === 0)
    return report(reading, node.range, 'an empty list holds nothing', 'name what it may be');
  return { kind: 'list', of: bothTypes(elements, node, reading), longest: elements.length };
}

function bothTypes(
  parts: readonly Expression[],
  node: Expression,
  reading: TypeReading,
): ConditionType {
  let joined: ConditionType | null = null;
  for (const part of parts) {
    const type = reading.types.get(part) ?? UNKNOWN;
    const next: ConditionType | null = joined === null ? type : union(joined, type);
    if (next === null)
      return report(
        reading,
        part.range,
        `${quote(reading, part)} is ${describeType(type)} where ${describeType(joined ?? UNKNOWN)} is`,
        node.kind === 'list'
          ? 'put values of one type into a list'
          : 'choose between values of one type',
      );
    joined = next;
  }
  return joined ?? UNKNOWN;
}

function callType(call: Call, scope: Scope, reading: TypeReading): ConditionType {
  if (macroNames.includes(call.name)) return macroType(call, scope, reading);
  if (call.name === 'has') return hasType(call, scope, reading);
  if (!functionNames.includes(call.name)) {
    const { message, help } = refusedCall(call);
    return report(reading, call.range, message, help);
  }
  for (const part of call.receiver === null ? call.args : [call.receiver, ...call.args])
    visit(part, scope, reading);
  return functionType(call, reading);
}

/** A misspelt field inside is what to say first; `has` would have hidden it. */
function hasType(call: Call, scope: Scope, reading: TypeReading): ConditionType {
  const before = reading.problems.length;
  for (const argument of call.args) visit(argument, scope, reading);
  if (reading.problems.length > before) return BOOL;
  return report(
    reading,
    call.range,
    '`has` is always true, because every field is always present',
    "compare with an empty text, as in `subject.owner != ''`, with `0` or with `false`",
  );
}

function macroType(call: Call, scope: Scope, reading: TypeReading): ConditionType {
  const macro = macroCall(call);
  if (macro === null)
    return report(
      reading,
      call.range,
      `\`${call.name}\` is not called like this`,
      `write \`LIST.${call.name}(x, ${call.name === 'map' ? 'what to make of x' : 'condition on x'})\``,
    );
  const { list, variable, bodies } = macro;
  visit(list, scope, reading);
  const looped = expectKind(reading, list, 'list', `\`${call.name}\` goes through a list`);
  if (scope.names.has(variable))
    report(
      reading,
      call.args[0]?.range ?? call.range,
      `\`${variable}\` already stands for something else`,
      'choose another name for the element',
    );
  if (scope.macros >= MACRO_NESTING)
    return report(
      reading,
      call.range,
      `macros are nested more than ${MACRO_NESTING} deep`,
      'make several factors of it, or filter the outer list first',
    );
  const names = new Map(scope.names).set(variable, looped?.of ?? UNKNOWN);
  for (const body of bodies) visit(body, { names, macros: scope.macros + 1 }, reading);
  const predicates = call.name === 'map' ? bodies.slice(0, -1) : bodies;
  for (const predicate of predicates)
    expectKind(reading, predicate, 'bool', `\`${call.name}\` asks a condition of each element`);
  if (call.name === 'filter') return looped ?? UNKNOWN;
  if (call.name !== 'map') return BOOL;
  const made = bodies.at(-1);
  const of = made === undefined ? UNKNOWN : (reading.types.get(made) ?? UNKNOWN);
  return { kind: 'list', of, longest: looped?.longest ?? 0 };
}
