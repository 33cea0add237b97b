import type { Span } from '../location.ts';
import { tooDeep } from './limits.ts';
import type { YamlProblem } from './problem.ts';

/** Where the library says an error is: an offset, a range, or a token. */
export type ErrorSource =
  number | readonly number[] | { readonly offset: number; readonly source?: string };

/** What to do about the library's errors that have one usual cause. */
const HELP: ReadonlyMap<string, string> = new Map([
  ['TAB_AS_INDENT', 'indent with spaces'],
  ['TAG_RESOLVE_FAILED', 'remove the tag'],
  ['BAD_INDENT', 'align the line with its neighbours, by spaces'],
  ['BAD_SCALAR_START', 'quote the value'],
  [
    'BLOCK_AS_IMPLICIT_KEY',
    'quote a value that has `: ` in it, or start the mapping on its own line',
  ],
  ['BAD_DQ_ESCAPE', 'double the backslash, or use single quotes'],
  ['MULTILINE_IMPLICIT_KEY', 'end the key with `:` on its own line'],
  ['MISSING_CHAR', 'look for a missing quote, bracket, comma or colon before this place'],
]);

/** One error of the library as a problem of ours. */
export function syntaxProblem(code: string, text: string, span: Span): YamlProblem {
  // The library catches a stack overflow itself and reports it so.
  if (code === 'RESOURCE_EXHAUSTION') return { ...tooDeep(), span };
  const help = HELP.get(code);
  // Its own text may be a failed look-up of `!<constructor>` in a plain object.
  const cause = code === 'TAG_RESOLVE_FAILED' ? 'a tag that stands for nothing' : sentence(text);
  const message = `not YAML: ${cause}`;
  return { code: 'yaml-syntax', message, span, ...(help === undefined ? {} : { help }) };
}

const MESSAGE_LIMIT = 160;

function sentence(text: string): string {
  const line = text.replace(/\s+/g, ' ').slice(0, MESSAGE_LIMIT).replace(/\.$/, '');
  return line.slice(0, 1).toLowerCase() + line.slice(1);
}

/** The source of an error as a range that lies inside the text. */
export function spanOfError(source: ErrorSource, length: number): Span {
  if (typeof source === 'number') return clamp(source, source + 1, length);
  if ('offset' in source)
    return clamp(source.offset, source.offset + (source.source?.length ?? 1), length);
  const start = source[0] ?? 0;
  return clamp(start, source[1] ?? start + 1, length);
}

function clamp(start: number, end: number, length: number): Span {
  const from = Math.min(Math.max(start, 0), length);
  return { start: from, end: Math.min(Math.max(end, from), length) };
}

/** The last resort: whatever the library throws becomes a problem. */
export function unforeseen(error: unknown): YamlProblem {
  const span = { start: 0, end: 0 };
  if (error instanceof RangeError) return { ...tooDeep(), span };
  return syntaxProblem('IMPOSSIBLE', String(error), span);
}
