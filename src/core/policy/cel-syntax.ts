import type { ExpressionProblem } from './cel-ast.ts';

/** What people write who know another language, and what it is here. */
const SLIPS: readonly { readonly at: RegExp; readonly help: string }[] = [
  { at: /^=(?!=)/u, help: 'compare with `==`' },
  { at: /^(?:and|AND)\b/u, help: 'write `&&`' },
  { at: /^(?:or|OR)\b/u, help: 'write `||`' },
  { at: /^(?:not|NOT)\b/u, help: 'write `!`' },
  { at: /^&/u, help: 'write `&&`' },
  { at: /^\|/u, help: 'write `||`' },
];

const LIMIT_NAMES: Readonly<Record<string, string>> = {
  maxAstNodes: 'operators, fields and values',
  maxDepth: 'levels of brackets and fields',
  maxListElements: 'elements in one list',
  maxMapEntries: 'entries in a map',
  maxCallArguments: 'arguments of a function',
};

/** What the parser of the library said, with what it means and what to write. */
export function explainSyntax(problem: ExpressionProblem, condition: string): ExpressionProblem {
  const limit = /^Exceeded (\w+) \((\d+)\)$/u.exec(problem.message);
  if (limit !== null) return overLimit(limit[1] ?? '', limit[2] ?? '', problem);
  const start = Math.min(problem.range.start, condition.length);
  const slip = SLIPS.find(({ at }) => at.test(condition.slice(start, start + 4)));
  const end = Math.max(problem.range.end, start + 1);
  if (start >= condition.trimEnd().length)
    return {
      message: 'the condition ends too early',
      range: { start: Math.max(0, condition.trimEnd().length - 1), end: condition.length },
      help: 'complete it; every bracket and quotation mark needs its partner',
    };
  if (problem.message.endsWith('iteration variable'))
    return {
      message: 'the first argument names the element that the second speaks of',
      range: problem.range,
      help: 'write a name there, as in `LIST.exists(x, x…)`',
    };
  const detail = slip === undefined ? ` (${lowerFirst(problem.message)})` : '';
  const message = `the condition cannot be read from here on${detail}`;
  return {
    message,
    range: { start, end: Math.min(end, condition.length) },
    ...(slip === undefined ? {} : { help: slip.help }),
  };
}

function overLimit(name: string, most: string, problem: ExpressionProblem): ExpressionProblem {
  const { start, end } = problem.range;
  if (name === 'maxMapEntries')
    return {
      message: 'a map is not part of conditions',
      range: { start, end: Math.max(end, start + 1) },
      help: 'name the alternatives with `||`, or use a list',
    };
  const counted = Object.hasOwn(LIMIT_NAMES, name) ? LIMIT_NAMES[name] : undefined;
  return {
    message: `the condition has more than ${most} ${counted ?? 'parts'}`,
    range: { start, end: Math.max(end, start + 1) },
    help: 'make several factors of it, one for each alternative',
  };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
