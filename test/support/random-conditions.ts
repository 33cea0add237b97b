import fc from 'fast-check';

import { NEVER, inputRecords, scopeVariables } from '../../src/core/policy/input-fields.ts';
import type { ConditionType } from '../../src/core/policy/condition-type.ts';
import type { Scope } from './condition-inputs.ts';
import { TEXTS } from './growing-inputs.ts';

/**
 * Random conditions over the declared inputs that the types of the profile allow: texts are compared
 * with members of their sets and numbers with numbers in their range, so that what is refused is
 * refused for how it moves. Spelt from a tape of numbers, each of which chooses one alternative.
 */
export function profileCondition(scope: Scope): fc.Arbitrary<string> {
  return fc
    .array(fc.nat(0xffff), { minLength: 12, maxLength: 60 })
    .map((tape) => bool(writerOf(scope, tape)));
}

interface Readable {
  readonly text: string;
  readonly type: ConditionType;
}

interface Writer {
  readonly choose: <T>(options: readonly T[]) => T;
  readonly readable: readonly Readable[];
  readonly depth: number;
  readonly macros: number;
}

type Rule = (writer: Writer) => string;

function writerOf(scope: Scope, tape: readonly number[]): Writer {
  let at = 0;
  const choose = <T>(options: readonly T[]): T => {
    const option = options[(tape[at] ?? 0) % options.length];
    at += 1;
    if (option === undefined) throw new Error('nothing to choose from');
    return option;
  };
  const readable = Object.entries(scopeVariables[scope]).flatMap(([text, { type }]) =>
    reach(text, type),
  );
  return { choose, readable, depth: 0, macros: 0 };
}

function reach(text: string, type: ConditionType): readonly Readable[] {
  if (type.kind !== 'record') return [{ text, type }];
  return Object.entries(inputRecords[type.name as keyof typeof inputRecords]).map(
    ([name, field]) => ({ text: `${text}.${name}`, type: field.type }),
  );
}

const MAX_DEPTH = 4;
const MAX_MACROS = 2;

function bool(writer: Writer): string {
  const inner = { ...writer, depth: writer.depth + 1 };
  const simple: readonly Rule[] = [
    flag,
    atLeast,
    compared,
    oneOfTexts,
    within,
    text,
    eitherText,
    counted,
  ];
  const joined: readonly Rule[] = [
    (w) => `(${bool(w)} && ${bool(w)})`,
    (w) => `(${bool(w)} || ${bool(w)})`,
    (w) => `!${bool(w)}`,
    (w) => `(${bool(w)} ? ${bool(w)} : ${bool(w)})`,
    (w) => `(${number(w).text} ${w.choose(ORDER)} ${number(w).text})`,
    (w) => `(${calculated(w)} ${w.choose(ORDER)} ${w.choose(NUMBERS)})`,
    (w) => macro(w, w.choose(['exists', 'exists', 'all', 'exists_one'])),
    (w) => macro(w, w.choose(['exists', 'exists', 'all', 'exists_one'])),
  ];
  const rules = writer.depth >= MAX_DEPTH ? simple : [...simple, ...joined];
  return writer.choose(rules)(inner);
}

const ORDER = ['>=', '>=', '>', '<', '<=', '==', '!='] as const;
const NUMBERS = ['1', '2', '3', '720', '-1', '-2'] as const;

function pick(writer: Writer, fits: (type: ConditionType) => boolean): Readable {
  const fitting = writer.readable.filter(({ type }) => fits(type));
  // The variables of macros come last, and are what a body should speak of.
  const near = fitting.slice(-6);
  return writer.choose([...fitting, ...near]);
}

const hasBool = (writer: Writer): boolean =>
  writer.readable.some(({ type }) => type.kind === 'bool');

const flag: Rule = (writer) =>
  hasBool(writer) ? pick(writer, ({ kind }) => kind === 'bool').text : atLeast(writer);

function number(writer: Writer): Readable {
  return pick(writer, ({ kind }) => kind === 'int');
}

/** In the range of the field, and not its end, where a comparison would be decided. */
function literalFor(writer: Writer, { type }: Readable): string {
  const most = type.kind === 'int' ? type.greatest : NEVER;
  return String(writer.choose([1n, 2n, 3n, 4n, 720n].filter((one) => one < most)));
}

const atLeast: Rule = (writer) => {
  const field = number(writer);
  return `(${field.text} >= ${literalFor(writer, field)})`;
};

const compared: Rule = (writer) => {
  const field = number(writer);
  return `(${field.text} ${writer.choose(ORDER)} ${literalFor(writer, field)})`;
};

function calculated(writer: Writer): string {
  const one = number(writer).text;
  const two = number(writer).text;
  return writer.choose([
    `${one} + ${two}`,
    `${one} - ${two}`,
    `${one} * 2`,
    `${one} * -1 * ${two}`,
    `${one} / 2`,
    `${one} % 3`,
    `${one} * -1`,
    `-2 * ${one}`,
    `${one} / -2`,
    `-${one}`,
  ]);
}

function valuesOf({ type }: Readable): readonly string[] {
  return type.kind === 'string' && type.values !== null ? type.values : TEXTS;
}

const quoted = (value: string): string => `'${value}'`;

const oneOfTexts: Rule = (writer) => {
  const field = pick(writer, ({ kind }) => kind === 'string');
  const value = (): string => quoted(writer.choose(valuesOf(field)));
  return writer.choose([
    () => `(${field.text} == ${value()})`,
    () => `(${field.text} != ${value()})`,
    () => `(${field.text} in [${value()}, ${value()}])`,
    () => `(${field.text} in [${valuesOf(field).slice(-2).map(quoted).join(', ')}])`,
  ])();
};

const text: Rule = (writer) => {
  const field = pick(writer, ({ kind }) => kind === 'string');
  const value = quoted(writer.choose(valuesOf(field)));
  return writer.choose([
    `${field.text}.startsWith(${value})`,
    `${field.text}.contains(${value})`,
    `glob(${field.text}, ${value})`,
  ]);
};

/** Two fields in one place: of two ordered sets the orders must not be mixed up. */
const eitherText: Rule = (writer) => {
  const one = pick(writer, ({ kind }) => kind === 'string');
  const two = pick(writer, ({ kind }) => kind === 'string');
  const value = quoted(writer.choose([...valuesOf(one), ...valuesOf(two)]));
  return writer.choose([
    `((now > 3 ? ${one.text} : ${two.text}) == ${value})`,
    `(${value} in [${one.text}, ${two.text}])`,
    `[${one.text}, ${two.text}].exists(t, t == ${value})`,
  ]);
};

function listOfTexts(writer: Writer): Readable & { readonly of: Readable } {
  const list = pick(writer, (type) => type.kind === 'list' && type.of?.kind === 'string');
  const of = list.type.kind === 'list' ? list.type.of : null;
  return { ...list, of: { text: '', type: of ?? list.type } };
}

const hasTexts = (writer: Writer): boolean =>
  writer.readable.some(({ type }) => type.kind === 'list' && type.of?.kind === 'string');

const within: Rule = (writer) => {
  if (!hasTexts(writer)) return atLeast(writer);
  const list = listOfTexts(writer);
  return `(${quoted(writer.choose(valuesOf(list.of)))} in ${list.text})`;
};

const counted: Rule = (writer) => {
  const list = pick(writer, ({ kind }) => kind === 'list');
  if (writer.macros >= MAX_MACROS) return `(${list.text}.size() ${writer.choose(ORDER)} 2)`;
  return writer.choose([
    () => `(${list.text}.size() ${writer.choose(ORDER)} 2)`,
    () => `(${macro(writer, 'filter')}.size() ${writer.choose(ORDER)} 2)`,
    () => mapped(writer),
  ])();
};

function macro(writer: Writer, name: string): string {
  if (writer.macros >= MAX_MACROS) return name === 'filter' ? listed(writer).text : atLeast(writer);
  const list = listed(writer);
  return `${list.text}.${name}(${variable(writer)}, ${bool(bound(writer, list))})`;
}

function mapped(writer: Writer): string {
  const list = listed(writer);
  const inner = bound(writer, list);
  const made = pick(inner, ({ kind }) => kind === 'int' || kind === 'string');
  const found = { text: 'w', type: made.type };
  const test = made.type.kind === 'int' ? compared : oneOfTexts;
  const only = { ...inner, readable: [found] };
  const value = made.type.kind === 'int' ? '1' : quoted(writer.choose(valuesOf(made)));
  const all = `${list.text}.map(${variable(writer)}, ${made.text})`;
  return writer.choose([`${all}.exists(w, ${test(only)})`, `(${value} in ${all})`]);
}

function listed(writer: Writer): Readable {
  return pick(writer, ({ kind }) => kind === 'list');
}

function bound(writer: Writer, list: Readable): Writer {
  const of = list.type.kind === 'list' ? list.type.of : null;
  const readable = [...writer.readable, ...(of === null ? [] : reach(variable(writer), of))];
  return { ...writer, readable, macros: writer.macros + 1 };
}

function variable(writer: Writer): string {
  return `v${writer.macros}`;
}
