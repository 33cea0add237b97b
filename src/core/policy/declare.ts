import { anyText, BOOL, TEXT_LIMIT, LIST_LIMIT, type ConditionType } from './condition-type.ts';

/**
 * How a value changes while authority grows and everything else stays: not at all, only upwards,
 * only downwards, or in no direction that is known. Upwards is: from false to true, to a greater
 * number, to a later value of an ordered set, to a list in which each element has a counterpart of
 * its own that is the same or greater.
 */
export type Way = 'constant' | 'up' | 'down' | 'free';

/** The way of a value and, of a list, that of an element to its counterpart. */
export interface Motion {
  readonly way: Way;
  readonly within: Motion | null;
}

export const STILL: Motion = { way: 'constant', within: null };
export const RISING: Motion = { way: 'up', within: null };

/** A field of an input, with all that conditions are checked against. */
export interface InputField {
  readonly type: ConditionType;
  readonly motion: Motion;
}

export type Fields = Readonly<Record<string, InputField>>;

/** Everything that one scope sees. A variable is a record by its name, or a field of its own. */
export interface Declarations {
  readonly variables: Readonly<Record<string, InputField>>;
  readonly records: Readonly<Record<string, Fields>>;
}

type Held = 'constant' | 'grows';

const motionOf = (held: Held): Motion => (held === 'grows' ? RISING : STILL);

export function flag(held: Held): InputField {
  return { type: BOOL, motion: motionOf(held) };
}

/** A whole number from 0 to `greatest`. */
export function whole(held: Held, greatest: bigint): InputField {
  return { type: { kind: 'int', least: 0n, greatest }, motion: motionOf(held) };
}

export function text(longest: number = TEXT_LIMIT): InputField {
  return { type: anyText(longest), motion: STILL };
}

/** One of a closed set; a condition that compares it with anything else is refused. */
export function oneOf(values: readonly string[]): InputField {
  return { type: closedText(values), motion: STILL };
}

/** One of a closed set that is ordered, lowest first, and grows. */
export function scale(values: readonly string[]): InputField {
  return { type: closedText(values), motion: RISING };
}

/** A list that grows by texts; a text that it holds stays in it. */
export function growingTexts(values: readonly string[] | null = null): InputField {
  const of = values === null ? anyText(TEXT_LIMIT) : closedText(values);
  // Each member of a closed set is in it once.
  const longest = values === null ? LIST_LIMIT : values.length;
  return { type: { kind: 'list', of, longest }, motion: { way: 'up', within: STILL } };
}

/** A list that grows by records, and whose records grow as their fields do. */
export function growingRecords(name: string): InputField {
  return {
    type: { kind: 'list', of: { kind: 'record', name }, longest: LIST_LIMIT },
    motion: { way: 'up', within: RISING },
  };
}

export function record(name: string): InputField {
  return { type: { kind: 'record', name }, motion: RISING };
}

function closedText(values: readonly string[]): ConditionType {
  const longest = Math.max(...values.map((value) => value.length));
  return { kind: 'string', values, literal: false, longest };
}
