import { Environment, type ASTNode } from '@marcbachmann/cel-js';

import { balancedRange } from './balanced-range.ts';
import {
  arithmetic,
  comparisons,
  type BinaryOperator,
  type Expression,
  type ExpressionProblem,
  type ExpressionRange,
} from './cel-ast.ts';
import { explainSyntax } from './cel-syntax.ts';
import { globMatches } from './glob.ts';

/** A CEL value as conditions see it: integers are BigInt, and nothing is null or undefined. */
export type CelValue =
  string | bigint | boolean | readonly CelValue[] | { readonly [field: string]: CelValue };

/** A checked condition. Evaluation has no side effects and no access to anything but its input. */
export interface CompiledCondition {
  readonly matches: (input: Readonly<Record<string, CelValue>>) => boolean | 'indeterminate';
}

/** What the library makes of a condition, before the profile is applied. */
export interface CelEngine {
  /** The syntax tree in our own words. */
  readonly parse: (condition: string) => Expression | ExpressionProblem;
  /** Type-checked and ready to run. It may cost any time, and may say anything about growth. */
  readonly compile: (condition: string) => CompiledCondition | ExpressionProblem;
}

/** Keeps parsing and every pass over the tree small, whatever is written. */
const LIMITS = {
  maxAstNodes: 500,
  maxDepth: 40,
  maxListElements: 100,
  maxMapEntries: 0,
  maxCallArguments: 8,
};

/** The declared type of a record: field names to CEL types. */
export type CelSchema = Readonly<Record<string, string>>;

/** Variables are records or of a CEL type; `records` are what lists of them hold. */
export function celEngine(
  variables: Readonly<Record<string, CelSchema | string>>,
  records: Readonly<Record<string, CelSchema>>,
): CelEngine {
  const environment = new Environment({ limits: LIMITS });
  for (const [name, schema] of Object.entries(records))
    environment.registerType(name, { schema: { ...schema } });
  for (const [name, schema] of Object.entries(variables))
    if (typeof schema === 'string') environment.registerVariable(name, schema);
    else environment.registerVariable({ name, schema: { ...schema } });
  const running = new Environment({
    limits: LIMITS,
    unlistedVariablesAreDyn: true,
    // Without types it cannot tell a text of an input from a literal one.
    homogeneousAggregateLiterals: false,
  });
  for (const one of [environment, running])
    one.registerFunction('glob(string, string): bool', (text: string, pattern: string) =>
      globMatches(text, pattern),
    );
  return {
    parse: (condition) => parse(environment, condition),
    compile: (condition) => compile({ checking: environment, running }, condition),
  };
}

function parse(environment: Environment, condition: string): Expression | ExpressionProblem {
  try {
    return readNode(environment.parse(condition).ast);
  } catch (error) {
    return explainSyntax(problemOf(error, condition), condition);
  }
}

/**
 * Checking looks at types once; running a condition with them would look again at each value of each
 * input, which fitting the input has done.
 */
interface Environments {
  readonly checking: Environment;
  readonly running: Environment;
}

function compile(
  { checking, running }: Environments,
  condition: string,
): CompiledCondition | ExpressionProblem {
  try {
    const checked = checking.parse(condition).check();
    if (!checked.valid) return problemOf(checked.error, condition);
    const parsed = running.parse(condition);
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
    return problemOf(error, condition);
  }
}

function problemOf(error: unknown, condition: string): ExpressionProblem {
  const { summary, range } = (error ?? {}) as {
    readonly summary?: string;
    readonly range?: ExpressionRange;
  };
  return {
    message: summary ?? 'the condition cannot be read',
    range: range ?? { start: 0, end: condition.length },
  };
}

const BINARY: ReadonlySet<string> = new Set(['&&', '||', 'in', ...arithmetic, ...comparisons]);

/** The library's syntax tree in our own words; what the profile leaves out becomes `outside`. */
function readNode(node: ASTNode): Expression {
  const range = balancedRange(node.input, { start: node.start, end: node.end });
  switch (node.op) {
    case 'value':
      return readLiteral(node.args, range);
    case 'id':
      return { kind: 'name', name: node.args, range };
    case '.':
      return {
        kind: 'field',
        of: readNode(node.args[0]),
        name: node.args[1],
        range,
        nameRange: { start: node.pos, end: node.end },
      };
    case 'call':
      return {
        kind: 'call',
        name: node.args[0],
        receiver: null,
        args: node.args[1].map(readNode),
        range,
      };
    case 'rcall':
      return {
        kind: 'call',
        name: node.args[0],
        receiver: readNode(node.args[1]),
        args: node.args[2].map(readNode),
        range,
      };
    case 'list':
      return { kind: 'list', elements: node.args.map(readNode), range };
    case '!_':
      return { kind: 'unary', operator: '!', operand: readNode(node.args), range };
    case '-_':
      return { kind: 'unary', operator: '-', operand: readNode(node.args), range };
    case '?:':
      return {
        kind: 'choice',
        condition: readNode(node.args[0]),
        yes: readNode(node.args[1]),
        no: readNode(node.args[2]),
        range,
      };
    case 'map':
      return outside('a map', 'name the alternatives with `||`, or use a list', range);
    case '[]':
    case '[?]':
      return outside(
        'reading a list by position',
        'an element that is not there would be an error; write `LIST.exists(x, …)`',
        range,
      );
    case '.?':
      return outside('an optional field', 'every field is always present; write `.`', range);
    default:
      return {
        kind: 'binary',
        operator: operatorOf(node.op),
        left: readNode(node.args[0]),
        right: readNode(node.args[1]),
        range,
      };
  }
}

function readLiteral(value: unknown, range: ExpressionRange): Expression {
  if (typeof value === 'string' || typeof value === 'bigint' || typeof value === 'boolean')
    return { kind: 'literal', value, range };
  if (value === null)
    return outside('`null`', 'every field is always present; compare with an empty text', range);
  if (value instanceof Uint8Array)
    return outside('a text of bytes', 'leave the `b` in front of the text out', range);
  if (typeof value === 'number')
    return outside('a decimal number', 'numbers are whole here; write one without a point', range);
  return outside('an unsigned number', 'leave the `u` behind the number out', range);
}

function outside(what: string, help: string, range: ExpressionRange): Expression {
  return { kind: 'outside', what, help, range };
}

function operatorOf(op: string): BinaryOperator {
  // The tree has no other nodes: macros are kept as the calls that they are written as.
  return (BINARY.has(op) ? op : '==') as BinaryOperator;
}
