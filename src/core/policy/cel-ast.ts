/** A place in an expression, as offsets into it. */
export interface ExpressionRange {
  readonly start: number;
  readonly end: number;
}

/** Why an expression is no condition. */
export interface ExpressionProblem {
  readonly message: string;
  readonly range: ExpressionRange;
  /** What to write instead. */
  readonly help?: string;
}

export const arithmetic = ['+', '-', '*', '/', '%'] as const;
export const comparisons = ['==', '!=', '<', '<=', '>', '>='] as const;
export type BinaryOperator =
  '&&' | '||' | 'in' | (typeof arithmetic)[number] | (typeof comparisons)[number];

interface Node<Kind extends string> {
  readonly kind: Kind;
  readonly range: ExpressionRange;
}

export interface Field extends Node<'field'> {
  readonly of: Expression;
  readonly name: string;
  /** Where the name stands, without what it is a field of. */
  readonly nameRange: ExpressionRange;
}

export interface Binary extends Node<'binary'> {
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Unary extends Node<'unary'> {
  readonly operator: '!' | '-';
  readonly operand: Expression;
}

export interface Choice extends Node<'choice'> {
  readonly condition: Expression;
  readonly yes: Expression;
  readonly no: Expression;
}

/** A function or, where it binds a variable, a macro. */
export interface Call extends Node<'call'> {
  readonly name: string;
  readonly receiver: Expression | null;
  readonly args: readonly Expression[];
}

/** What the grammar of CEL knows and the profile leaves out: `what` says its name, in words. */
interface Outside extends Node<'outside'> {
  readonly what: string;
  readonly help: string;
}

/** A condition as our own passes read it, whatever library parsed it. */
export type Expression =
  | (Node<'literal'> & { readonly value: string | bigint | boolean })
  | (Node<'name'> & { readonly name: string })
  | (Node<'list'> & { readonly elements: readonly Expression[] })
  | Field
  | Unary
  | Binary
  | Choice
  | Call
  | Outside;

/** Macros by name, with how many arguments each takes; the first one names the variable. */
const MACROS: Readonly<Record<string, readonly number[]>> = {
  exists: [2],
  all: [2],
  exists_one: [2],
  filter: [2],
  map: [2, 3],
};

export const macroNames = Object.keys(MACROS);

export interface MacroCall {
  readonly name: string;
  readonly list: Expression;
  readonly variable: string;
  /** The predicate, or what `map` makes; of a `map` with three arguments both. */
  readonly bodies: readonly Expression[];
}

/** The parts of a macro, or null where a call is none or is not formed like one. */
export function macroCall(call: Call): MacroCall | null {
  const [variable, ...bodies] = call.args;
  const counts = Object.hasOwn(MACROS, call.name) ? MACROS[call.name] : undefined;
  if (counts?.includes(call.args.length) !== true) return null;
  if (call.receiver === null || variable?.kind !== 'name') return null;
  return { name: call.name, list: call.receiver, variable: variable.name, bodies };
}
