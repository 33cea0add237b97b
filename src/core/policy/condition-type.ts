/** How many elements a list of an input has at most; what is longer is cut, which is a critical floor. */
export const LIST_LIMIT = 500;

/** How many UTF-16 code units most texts of an input have at most; the same holds for them. */
export const TEXT_LIMIT = 1024;

/**
 * What an expression can hold, with the bounds that make its cost and its arithmetic predictable.
 * `unknown` is the type of what was reported already; nothing more is said about it.
 */
export type ConditionType =
  BoolType | IntType | StringType | ListType | RecordType | { readonly kind: 'unknown' };

export interface BoolType {
  readonly kind: 'bool';
  /** Of a literal. */
  readonly value: boolean | null;
}

export interface IntType {
  readonly kind: 'int';
  readonly least: bigint;
  readonly greatest: bigint;
}

export interface StringType {
  readonly kind: 'string';
  /** Every text that it can be, or null where any can occur. Of an ordered set lowest first. */
  readonly values: readonly string[] | null;
  /** The set is one of literals in the condition, and not one of a field. */
  readonly literal: boolean;
  readonly longest: number;
}

export interface ListType {
  readonly kind: 'list';
  /** Null of `[]`. */
  readonly of: ConditionType | null;
  readonly longest: number;
}

export interface RecordType {
  readonly kind: 'record';
  readonly name: string;
}

export const UNKNOWN = { kind: 'unknown' } as const;
export const BOOL: BoolType = { kind: 'bool', value: null };

export function literalText(value: string): StringType {
  return { kind: 'string', values: [value], literal: true, longest: value.length };
}

export function anyText(longest: number): StringType {
  return { kind: 'string', values: null, literal: false, longest };
}

/** The type in words, as it is shown. */
export function describeType(type: ConditionType): string {
  if (type.kind === 'list')
    return type.of === null ? 'an empty list' : `a list of ${PLURALS[type.of.kind]}`;
  return SINGULARS[type.kind];
}

const SINGULARS = {
  bool: 'a bool',
  int: 'a whole number',
  string: 'a text',
  record: 'a record',
  unknown: 'unknown',
} as const;
const PLURALS = {
  bool: 'bools',
  int: 'whole numbers',
  string: 'texts',
  record: 'records',
  list: 'lists',
  unknown: 'unknown',
} as const;

/** The type that holds whatever either of two holds, or null where they do not go together. */
export function union(a: ConditionType, b: ConditionType): ConditionType | null {
  if (a.kind === 'unknown' || b.kind === 'unknown') return UNKNOWN;
  if (a.kind === 'bool' && b.kind === 'bool') return a.value === b.value ? a : BOOL;
  if (a.kind === 'int' && b.kind === 'int')
    return {
      kind: 'int',
      least: a.least < b.least ? a.least : b.least,
      greatest: a.greatest > b.greatest ? a.greatest : b.greatest,
    };
  if (a.kind === 'string' && b.kind === 'string') return unionOfTexts(a, b);
  if (a.kind === 'record' && b.kind === 'record') return a.name === b.name ? a : null;
  if (a.kind !== 'list' || b.kind !== 'list') return null;
  const longest = Math.max(a.longest, b.longest);
  if (a.of === null || b.of === null) return { kind: 'list', of: a.of ?? b.of, longest };
  const of = union(a.of, b.of);
  return of === null ? null : { kind: 'list', of, longest };
}

function unionOfTexts(a: StringType, b: StringType): StringType {
  const values =
    a.values === null || b.values === null ? null : [...new Set([...a.values, ...b.values])];
  return {
    kind: 'string',
    values,
    literal: a.literal && b.literal,
    longest: Math.max(a.longest, b.longest),
  };
}
