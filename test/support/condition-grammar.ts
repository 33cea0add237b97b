import fc from 'fast-check';

import type { CelValue } from '../../src/core/policy/cel.ts';
import { ODD_INTEGERS, ODD_STRINGS, samples, type Scope } from './condition-inputs.ts';

/**
 * Random conditions of the profile, well typed by construction. A condition is spelt from a tape of
 * numbers, each of which chooses one alternative; where the tape ends the first one is taken, so a
 * failing tape shrinks to a short condition.
 */
export function randomCondition(scope: Scope): fc.Arbitrary<string> {
  return fc
    .array(fc.nat(0xffff), { minLength: 20, maxLength: 80 })
    .map((tape) => spellCondition(scope, tape));
}

type Type = 'bool' | 'int' | 'string' | 'strings' | 'records';

/** An expression of a known type that can be read where it stands. */
interface Readable {
  readonly text: string;
  readonly type: Type;
  /** The fields of one element, where the type is a list of records. */
  readonly element: readonly Readable[];
}

interface Writer {
  readonly choose: <T>(options: readonly T[]) => T;
  readonly readable: readonly Readable[];
  readonly depth: number;
  readonly macros: number;
}

type Rule = (writer: Writer) => string;

function spellCondition(scope: Scope, tape: readonly number[]): string {
  let at = 0;
  const choose = <T>(options: readonly T[]): T => {
    const number = tape[at] ?? 0;
    at += 1;
    const option = options[number % options.length];
    if (option === undefined) throw new Error('nothing to choose from');
    return option;
  };
  const readable = Object.entries(samples[scope]).flatMap(([name, value]) => reach(name, value));
  return spell('bool', { choose, readable, depth: 0, macros: 0 });
}

function reach(text: string, value: CelValue): readonly Readable[] {
  if (typeof value === 'boolean') return [{ text, type: 'bool', element: [] }];
  if (typeof value === 'bigint') return [{ text, type: 'int', element: [] }];
  if (typeof value === 'string') return [{ text, type: 'string', element: [] }];
  if (!Array.isArray(value))
    return Object.entries(value).flatMap(([field, inner]) => reach(`${text}.${field}`, inner));
  const [first] = value as readonly CelValue[];
  if (first === undefined || typeof first === 'string')
    return [{ text, type: 'strings', element: [] }];
  return [{ text, type: 'records', element: reach('', first) }];
}

const MIN_DEPTH = 2;
const MAX_DEPTH = 5;
const MAX_MACROS = 2;

function spell(type: Type, writer: Writer): string {
  const early = writer.depth < MIN_DEPTH && BRANCHES[type].length > 0;
  const leaf = writer.depth >= MAX_DEPTH || (!early && writer.choose([true, false]));
  const rules = leaf ? LEAVES[type] : early ? BRANCHES[type] : [...LEAVES[type], ...BRANCHES[type]];
  return writer.choose(rules)({ ...writer, depth: writer.depth + 1 });
}

const read =
  (type: Type, otherwise: string): Rule =>
  (writer) => {
    const fitting = writer.readable.filter((one) => one.type === type);
    return fitting.length === 0 ? otherwise : writer.choose(fitting).text;
  };
const text: Rule = ({ choose }) => quote(choose([...WORDS, ...ODD_STRINGS]));
const whole: Rule = ({ choose }) => `${choose([...ODD_INTEGERS, 2n, 3n, 4n, 180n, 720n])}`;
const fill =
  (template: string, ...types: readonly Type[]): Rule =>
  (writer) =>
    template
      .split('§')
      .map((part, at) => {
        const type = types[at];
        return type === undefined ? part : part + spell(type, writer);
      })
      .join('');

const WORDS = ['secrets', 'pods', 'production', 'none', 'outage', 'grant-added', '*s', 'p*d*'];

/** Escapes as the specification has them, and raw text where that is legal. */
function quote(value: string): string {
  const escaped = value.replaceAll(/[\\']/gu, '\\$&').replaceAll('\n', '\\n');
  return `'${escaped}'`;
}

const LEAVES: Readonly<Record<Type, readonly Rule[]>> = {
  bool: [read('bool', 'true'), () => 'true', () => 'false'],
  int: [read('int', '1'), whole],
  string: [read('string', "''"), text],
  strings: [read('strings', "['']"), fill('[§, §]', 'string', 'string')],
  records: [read('records', 'subject.dependents')],
};

const compare = (type: Type, ...operators: readonly string[]): readonly Rule[] =>
  operators.map((operator) => fill(`(§ ${operator} §)`, type, type));

const BRANCHES: Readonly<Record<Type, readonly Rule[]>> = {
  bool: [
    fill('(§ && §)', 'bool', 'bool'),
    fill('(§ || §)', 'bool', 'bool'),
    fill('!§', 'bool'),
    fill('(§ ? § : §)', 'bool', 'bool', 'bool'),
    ...compare('int', '==', '!=', '<', '<=', '>', '>='),
    ...compare('string', '==', '!=', '<', '<=', '>', '>='),
    ...compare('bool', '==', '!=', '<', '>='),
    ...compare('strings', '==', '!='),
    fill('(§ in §)', 'string', 'strings'),
    fill('(§ in [§, §])', 'int', 'int', 'int'),
    fill('§.startsWith(§)', 'string', 'string'),
    fill('§.endsWith(§)', 'string', 'string'),
    fill('§.contains(§)', 'string', 'string'),
    fill('glob(§, §)', 'string', 'string'),
    has,
    (writer) => macro(writer, writer.choose(['exists', 'all', 'exists_one'])),
    (writer) => macro(writer, writer.choose(['exists', 'all', 'exists_one'])),
  ],
  int: [
    fill('(§ + §)', 'int', 'int'),
    fill('(§ - §)', 'int', 'int'),
    fill('(§ * §)', 'int', 'int'),
    fill('(§ / §)', 'int', 'int'),
    fill('(§ % §)', 'int', 'int'),
    fill('(-(§))', 'int'),
    fill('§.size()', 'string'),
    fill('size(§)', 'string'),
    fill('§.size()', 'strings'),
    fill('size(§)', 'records'),
    fill('(§ ? § : §)', 'bool', 'int', 'int'),
    (writer) => `${macro(writer, 'filter')}.size()`,
  ],
  string: [
    fill('(§ + §)', 'string', 'string'),
    fill('§[0]', 'strings'),
    fill('§[§]', 'strings', 'int'),
    fill('(§ ? § : §)', 'bool', 'string', 'string'),
  ],
  strings: [
    fill('(§ + §)', 'strings', 'strings'),
    (writer) => macro(writer, 'map'),
    (writer) => filtered(writer),
    fill('(§ ? § : §)', 'bool', 'strings', 'strings'),
  ],
  records: [],
};

function has(writer: Writer): string {
  const fields = writer.readable.filter((one) => one.text.includes('.'));
  return `has(${writer.choose(fields).text})`;
}

function macro(writer: Writer, name: string): string {
  if (writer.macros >= MAX_MACROS) return name === 'filter' || name === 'map' ? "['']" : 'true';
  const lists = writer.readable.filter((one) => one.type === 'strings' || one.type === 'records');
  const list = writer.choose(lists);
  // A record must not come out of a list that is asked to be one of strings.
  const inner = bind(writer, list);
  return `${list.text}.${name}(${inner.name}, ${spell(name === 'map' ? 'string' : 'bool', inner.writer)})`;
}

function filtered(writer: Writer): string {
  const lists = writer.readable.filter((one) => one.type === 'strings');
  const [list] = lists;
  if (list === undefined || writer.macros >= MAX_MACROS) return "['']";
  const inner = bind(writer, list);
  return `${list.text}.filter(${inner.name}, ${spell('bool', inner.writer)})`;
}

function bind(writer: Writer, list: Readable): { readonly name: string; readonly writer: Writer } {
  const name = `v${writer.macros}`;
  const bound: readonly Readable[] =
    list.type === 'strings'
      ? [{ text: name, type: 'string', element: [] }]
      : list.element.map((field) => ({ ...field, text: `${name}${field.text}` }));
  // Twice, so that the bound variable is likely to be used.
  const readable = [...writer.readable, ...bound, ...bound];
  return { name, writer: { ...writer, readable, macros: writer.macros + 1 } };
}
