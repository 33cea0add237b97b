import type { Call } from './cel-ast.ts';
import { checkSomeMember } from './closed-sets.ts';
import {
  BOOL,
  describeType,
  UNKNOWN,
  type ConditionType,
  type StringType,
} from './condition-type.ts';
import { globMatches } from './glob.ts';
import { expectKind, quote, report, type TypeReading } from './type-reading.ts';

/** What the functions on two texts answer; `glob` is called with both as arguments. */
const TEXT_FUNCTIONS: Readonly<Record<string, (text: string, other: string) => boolean>> = {
  startsWith: (text, other) => text.startsWith(other),
  endsWith: (text, other) => text.endsWith(other),
  contains: (text, other) => text.includes(other),
  glob: globMatches,
};

export const functionNames = ['size', ...Object.keys(TEXT_FUNCTIONS)];

/** The type of a call of a function of the profile, whose receiver and arguments have been read. */
export function functionType(call: Call, reading: TypeReading): ConditionType {
  if (call.name === 'size') return sizeType(call, reading);
  const form = call.name === 'glob' ? '`glob(TEXT, PATTERN)`' : `\`TEXT.${call.name}(TEXT)\``;
  const [text, other] = call.receiver === null ? call.args : [call.receiver, ...call.args];
  const global = call.name === 'glob';
  const count = call.args.length + (call.receiver === null ? 0 : 1);
  if (
    text === undefined ||
    other === undefined ||
    count !== 2 ||
    global !== (call.receiver === null)
  )
    return report(reading, call.range, `\`${call.name}\` is not called like this`, `write ${form}`);
  const needed = `\`${call.name}\` takes texts`;
  const first = expectKind(reading, text, 'string', needed);
  const second = expectKind(reading, other, 'string', needed);
  if (first === null || second === null) return BOOL;
  const answer = TEXT_FUNCTIONS[call.name];
  const literal = onlyText(second);
  if (answer !== undefined && literal !== null)
    checkSomeMember({ node: text, type: first }, (value) => answer(value, literal), reading, call);
  return BOOL;
}

function onlyText(type: StringType): string | null {
  return type.literal && type.values?.length === 1 ? (type.values[0] ?? null) : null;
}

function sizeType(call: Call, reading: TypeReading): ConditionType {
  const [counted, ...rest] = call.receiver === null ? call.args : [call.receiver, ...call.args];
  if (counted === undefined || rest.length > 0)
    return report(reading, call.range, '`size` is not called like this', 'write `LIST.size()`');
  const type = reading.types.get(counted) ?? UNKNOWN;
  if (type.kind === 'unknown') return UNKNOWN;
  if (type.kind !== 'list' && type.kind !== 'string')
    return report(
      reading,
      counted.range,
      `\`size\` counts the elements of a list or the characters of a text, and ${quote(reading, counted)} is ${describeType(type)}`,
    );
  return {
    kind: 'int',
    least: 0n,
    greatest: BigInt(Math.min(type.longest, Number.MAX_SAFE_INTEGER)),
  };
}
