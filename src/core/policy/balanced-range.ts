import type { ExpressionRange } from './cel-ast.ts';

/**
 * The range of a node with the brackets around its outermost operands, which the parser leaves out:
 * what is quoted in a message must read like a whole.
 */
export function balancedRange(source: string, { start, end }: ExpressionRange): ExpressionRange {
  let { opened, unopened } = brackets(source.slice(start, end));
  let from = start;
  let to = end;
  for (; opened > 0; opened -= 1) {
    const at = skipSpace(source, to, 1);
    if (source[at] !== ')') break;
    to = at + 1;
  }
  for (; unopened > 0; unopened -= 1) {
    const at = skipSpace(source, from - 1, -1);
    if (source[at] !== '(') break;
    from = at;
  }
  return { start: from, end: to };
}

function skipSpace(source: string, from: number, step: 1 | -1): number {
  let at = from;
  while (' \t\r\n'.includes(source[at] ?? '.')) at += step;
  return at;
}

/** Brackets without a partner, outside quotation marks. */
function brackets(text: string): { opened: number; unopened: number } {
  let opened = 0;
  let unopened = 0;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (quote !== '') {
      if (character === '\\') at += 1;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '(') opened += 1;
    else if (character === ')' && opened > 0) opened -= 1;
    else if (character === ')') unopened += 1;
  }
  return { opened, unopened };
}
