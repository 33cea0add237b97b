import type { IntType } from '../condition-type.ts';

/**
 * What an expression can come to: a description that fits every value it has on any input, and
 * maybe others. `unknown` fits everything, an error too. No description fits nothing.
 */
export type Possible =
  | PossibleBool
  | IntType
  | PossibleText
  | PossibleList
  | PossibleRecord
  | { readonly kind: 'unknown' };

export interface PossibleBool {
  readonly kind: 'bool';
  /** Whether it can be true. */
  readonly yes: boolean;
  /** Whether it can be false. */
  readonly no: boolean;
}

export interface PossibleText {
  readonly kind: 'string';
  /** Every text that it can be, at least one, or null where any can occur. */
  readonly values: readonly string[] | null;
  /** In UTF-16 code units. */
  readonly longest: number;
}

export interface PossibleList {
  readonly kind: 'list';
  /** What each element can be; also where the list is always empty. */
  readonly of: Possible;
  readonly fewest: number;
  readonly most: number;
  /** Texts that are surely among the elements. */
  readonly holds: readonly string[];
}

export interface PossibleRecord {
  readonly kind: 'record';
  readonly fields: Readonly<Record<string, Possible>>;
}

/** What the names of an expression can stand for: the variables of the scope and those of macros. */
export type Names = ReadonlyMap<string, Possible>;

export const ANYTHING = { kind: 'unknown' } as const;

export function bool(yes: boolean, no: boolean): PossibleBool {
  return { kind: 'bool', yes, no };
}

export function exactly(value: bigint): IntType {
  return { kind: 'int', least: value, greatest: value };
}

export function oneOfTexts(values: readonly string[]): PossibleText {
  return { kind: 'string', values, longest: Math.max(...values.map((value) => value.length)) };
}

/** The only text that it can be, or null. */
export function onlyText(value: Possible): string | null {
  return value.kind === 'string' && value.values?.length === 1 ? (value.values[0] ?? null) : null;
}
