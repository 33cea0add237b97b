import { Environment, type ASTNode } from '@marcbachmann/cel-js';

import { globMatches } from './glob.ts';

/** A CEL value as conditions see it: integers are BigInt, and nothing is null or undefined. */
export type CelValue =
  string | bigint | boolean | readonly CelValue[] | { readonly [field: string]: CelValue };

/** The declared type of a variable: field names to CEL types, nested for lists of records. */
export type CelSchema = Readonly<Record<string, string>>;

/** A place in an expression, as offsets into it. */
export interface ExpressionRange {
  readonly start: number;
  readonly end: number;
}

export interface ExpressionProblem {
  readonly message: string;
  readonly range: ExpressionRange;
}

/** A checked condition. Evaluation has no side effects and no access to anything but its input. */
export interface CompiledCondition {
  readonly matches: (input: Readonly<Record<string, CelValue>>) => boolean | 'indeterminate';
}

/** The language of conditions: what the variables are called and what they hold. */
export interface ConditionLanguage {
  readonly compile: (expression: string) => CompiledCondition | ExpressionProblem;
}

/** Bounds that make the cost of an expression small whatever it says; see docs/policies.md. */
const LIMITS = {
  maxAstNodes: 500,
  maxDepth: 40,
  maxListElements: 100,
  maxMapEntries: 0,
  maxCallArguments: 8,
};
const MACROS = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);
const MACRO_NESTING = 2;

/**
 * Functions of the profile. `matches` is left out because the library runs it on a backtracking
 * engine: one expression took 20 s on 27 characters. `glob` is there instead.
 */
const FUNCTIONS = new Set([...MACROS, 'has', 'size', 'startsWith', 'endsWith', 'contains', 'glob']);

export function conditionLanguage(
  variables: Readonly<Record<string, CelSchema | 'int'>>,
  records: Readonly<Record<string, CelSchema>>,
): ConditionLanguage {
  const environment = new Environment({ limits: LIMITS });
  for (const [name, schema] of Object.entries(records))
    environment.registerType(name, { schema: { ...schema } });
  for (const [name, schema] of Object.entries(variables))
    if (typeof schema === 'string') environment.registerVariable(name, schema);
    else environment.registerVariable({ name, schema: { ...schema } });
  environment.registerFunction('glob(string, string): bool', (text: string, pattern: string) =>
    globMatches(text, pattern),
  );
  return { compile: (expression) => compile(environment, expression) };
}

function compile(
  environment: Environment,
  expression: string,
): CompiledCondition | ExpressionProblem {
  try {
    const parsed = environment.parse(expression);
    const outside = outsideProfile(parsed.ast, 0);
    if (outside !== null) return outside;
    const checked = parsed.check();
    if (!checked.valid) return problemOf(checked.error, expression);
    if (checked.type !== 'bool')
      return {
        message: `the condition is of type \`${checked.type ?? 'unknown'}\`, not a bool`,
        range: { start: 0, end: expression.length },
      };
    return {
      matches: (input) => {
        try {
          const value: unknown = parsed(input);
          return typeof value === 'boolean' ? value : 'indeterminate';
        } catch {
          // An error is a match (fail closed); it is shown as indeterminate.
          return 'indeterminate';
        }
      },
    };
  } catch (error) {
    return problemOf(error, expression);
  }
}

function problemOf(error: unknown, expression: string): ExpressionProblem {
  const { summary, range } = (error ?? {}) as {
    readonly summary?: string;
    readonly range?: ExpressionRange;
  };
  return {
    message: summary ?? 'the condition cannot be read',
    range: range ?? { start: 0, end: expression.length },
  };
}

/** The first use of something that the profile leaves out, or nesting beyond its bound. */
function outsideProfile(node: ASTNode, nesting: number): ExpressionProblem | null {
  const called = node.op === 'call' || node.op === 'rcall' ? node.args[0] : null;
  if (called !== null && !FUNCTIONS.has(called))
    return {
      message:
        called === 'matches'
          ? '`matches` is refused, because a regular expression can run for seconds; use `glob`'
          : `\`${called}\` is not a function of conditions`,
      range: node.range,
    };
  const inside = nesting + (called !== null && MACROS.has(called) ? 1 : 0);
  if (inside > MACRO_NESTING)
    return { message: `macros are nested more than ${MACRO_NESTING} deep`, range: node.range };
  for (const child of children(node)) {
    const found = outsideProfile(child, inside);
    if (found !== null) return found;
  }
  return null;
}

function children(node: ASTNode): readonly ASTNode[] {
  const found: ASTNode[] = [];
  const pending: unknown[] = [node.args];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (Array.isArray(value)) pending.push(...(value as readonly unknown[]));
    else if (isNode(value)) found.push(value);
  }
  return found;
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}
