import fc from 'fast-check';

import type { CelValue } from '../../src/core/policy/cel.ts';
import { isList, type Input } from './condition-inputs.ts';

/**
 * Random conditions that speak of what an input holds, or just misses: many of them hold on it, and
 * many say something twice or contradict themselves. Spelt from a tape of numbers, each of which
 * chooses one alternative.
 */
export function conditionAbout(input: Input): fc.Arbitrary<string> {
  return fc.array(fc.nat(0xffff), { minLength: 10, maxLength: 70 }).map((tape) => {
    let at = 0;
    const choose = <T>(options: readonly T[]): T => {
      const option = options[(tape[at] ?? 0) % options.length];
      at += 1;
      if (option === undefined) throw new Error('nothing to choose from');
      return option;
    };
    const all = Object.entries(input).flatMap(([name, value]) => within(name, value));
    // Of few fields, so that they meet again.
    const readable = [choose(all), choose(all), choose(all)];
    return bool({ choose, readable, depth: 0, macros: 0 });
  });
}

interface Readable {
  readonly text: string;
  readonly value: CelValue;
}

interface Writer {
  readonly choose: <T>(options: readonly T[]) => T;
  readonly readable: readonly Readable[];
  readonly depth: number;
  readonly macros: number;
}

function within(text: string, value: CelValue): readonly Readable[] {
  if (typeof value !== 'object' || isList(value)) return [{ text, value }];
  return Object.entries(value).flatMap(([name, inner]) => within(`${text}.${name}`, inner));
}

const MAX_DEPTH = 4;
const MAX_MACROS = 2;

function bool(writer: Writer): string {
  const inner = { ...writer, depth: writer.depth + 1 };
  const again = (): string => bool(inner);
  const joined = [
    () => `(${again()} && ${again()})`,
    () => `(${again()} && ${again()})`,
    () => `(${again()} || ${again()})`,
    () => `!${again()}`,
    () => `(${again()} ? ${again()} : ${again()})`,
    () => `(${again()} == ${again()})`,
  ];
  const simple = [() => about(writer.choose(writer.readable), inner)];
  if (writer.depth >= MAX_DEPTH) return about(writer.choose(writer.readable), inner);
  return writer.choose(writer.depth < 2 ? joined : [...simple, ...simple, ...joined])();
}

const SIDES = ['subject.environment_level >= 2', "subject.owner == ''"] as const;
const ORDER = ['==', '!=', '<', '<=', '>', '>='] as const;
const text = (value: string): string => `'${value}'`;

function about({ text: path, value }: Readable, writer: Writer): string {
  const { choose } = writer;
  if (typeof value === 'boolean')
    return choose([path, `!${path}`, `${path} == ${String(value)}`, `${path} != ${String(value)}`]);
  if (typeof value === 'bigint') return aboutNumber(path, value, writer);
  if (typeof value === 'string') return aboutText(path, value, writer);
  if (!isList(value)) throw new Error('a record has no text of its own');
  const size = `${path}.size() ${choose(ORDER)} ${value.length + choose([0, 0, 1, -1])}`;
  if (writer.macros >= MAX_MACROS) return size;
  const [element = 'a'] = value;
  const name = `v${writer.macros}`;
  const bound = within(name, element);
  const inner = {
    ...writer,
    readable: [...bound, choose(writer.readable)],
    macros: writer.macros + 1,
  };
  const body = bool({ ...inner, depth: Math.max(2, writer.depth) });
  const macro = choose(['exists', 'all', 'exists_one']);
  const filtered = `${path}.filter(${name}, ${body}).size() ${choose(ORDER)} 1`;
  const through = choose([`${path}.${macro}(${name}, ${body})`, filtered, size]);
  if (typeof element !== 'string') return through;
  const member = text(choose([element, element, 'pods']));
  const not = choose(['', '!']);
  const mapped = `${path}.map(${name}, ${name} + 's')`;
  return choose([
    `${member} in ${path}`,
    `!(${member} in ${path})`,
    `${member} in ${mapped}`,
    `(${member} in ${path} && ${not}(${member} in ${mapped}))`,
    `(${member} in ${path} && ${not}(${member} in ${path}.filter(${name}, ${body})))`,
    `(${member} in ${path} && ${not}(${member} in (${choose(SIDES)} ? ${path} : ${mapped})))`,
    `(${member} in ${path} && ${filtered})`,
    through,
  ]);
}

function aboutNumber(path: string, value: bigint, { choose, readable }: Writer): string {
  const near = value + choose([0n, 0n, 1n, -1n]);
  const others = readable.filter((one) => typeof one.value === 'bigint');
  const other = others.length === 0 ? path : choose(others).text;
  return choose([
    `${path} ${choose(ORDER)} ${near}`,
    `${near} ${choose(ORDER)} ${path}`,
    `${path} in [${near}, ${value + 2n}]`,
    `${path} ${choose(ORDER)} ${other}`,
    `${path} ${choose(['+', '-', '*', '/', '%'])} 2 ${choose(ORDER)} ${near}`,
    `-${path} ${choose(ORDER)} ${near}`,
    `100 / (${path} + 1) ${choose(ORDER)} ${near}`,
  ]);
}

function aboutText(path: string, value: string, { choose, readable }: Writer): string {
  const near = text(choose([value, value, value, 'pods', '']));
  const others = readable.filter((one) => typeof one.value === 'string');
  const other = others.length === 0 ? path : choose(others).text;
  return choose([
    `${path} == ${near}`,
    `${path} != ${near}`,
    `${near} == ${path}`,
    `${path} in [${near}, 'x']`,
    `!(${path} in [${near}])`,
    `${path} ${choose(['==', '!='])} ${other}`,
    `${path} in [${other}, 'x']`,
    `${path}.startsWith(${near})`,
    `${path}.endsWith(${near})`,
    `${path}.contains(${near})`,
    `glob(${path}, '${value.slice(0, 2)}*')`,
    `(${path} + 'x') == '${value}x'`,
    `${path}.size() ${choose(ORDER)} ${value.length}`,
  ]);
}
