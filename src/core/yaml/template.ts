import type { Span } from '../location.ts';
import { actionEnd, hasStatement, isAction, isBlank } from './template-action.ts';

/** Source text of a template engine where YAML is expected. */
export interface Template {
  readonly span: Span;
  readonly syntax: 'go-template' | 'jinja';
}

/** Where the scan stands. */
interface Scan {
  readonly text: string;
  at: number;
  /** Open `[` and `{` of flow collections. */
  flow: number;
  /** Column of the innermost entry that began on this line; a block scalar is indented deeper. */
  column: number;
  lineStart: number;
  /** Whether a new token may begin here, so that a quote is a quote and `|` a block scalar. */
  fresh: boolean;
  /** Up to here no action ends; what keeps the scan linear on `{{ {{ {{`. */
  noActionBefore: number;
  /** Quote characters that are known to have no partner in the rest of the text. */
  unpaired: string;
  /** The end of the line last asked for. */
  lineEnd: number;
}

/**
 * The first `{{ }}` or `{% %}` that is neither quoted nor in a comment nor in a block scalar: there
 * it is data that some other program fills in later (Argo, Prometheus), or simply text. Helm charts
 * and Jinja files have it on lines of their own and as bare values. One pass; used whether or not
 * the text happened to parse.
 */
export function findTemplate(text: string): Template | null {
  if (!text.includes('{{') && !text.includes('{%')) return null;
  const scan: Scan = {
    text,
    at: 0,
    flow: 0,
    column: 0,
    lineStart: 0,
    fresh: true,
    noActionBefore: 0,
    unpaired: '',
    lineEnd: -1,
  };
  startLine(scan);
  while (scan.at < text.length) {
    const found = text[scan.at] === '{' ? templateAt(scan) : null;
    if (found !== null) return found;
    step(scan);
  }
  return null;
}

function step(scan: Scan): void {
  const { text, at } = scan;
  const character = text[at] ?? '';
  if (character === '\n') {
    scan.at += 1;
    startLine(scan);
  } else if (character === ' ' || character === '\t' || character === '\r') scan.at += 1;
  else if (character === '#' && isBlank(text[at - 1])) scan.at = lineEnd(scan);
  else if (scan.fresh) stepFresh(scan, character);
  else stepPlain(scan, character);
}

function startLine(scan: Scan): void {
  scan.lineStart = scan.at;
  scan.fresh = true;
  if (scan.text.startsWith('---', scan.at) && isBlank(scan.text[scan.at + 3])) {
    scan.at += 3;
    scan.flow = 0;
  }
  while (scan.text[scan.at] === ' ') scan.at += 1;
  scan.column = scan.at - scan.lineStart;
}

function stepFresh(scan: Scan, character: string): void {
  const { text, at } = scan;
  const next = text[at + 1];
  if ((character === '"' || character === "'") && !scan.unpaired.includes(character))
    skipQuoted(scan, character);
  else if ((character === '|' || character === '>') && scan.flow === 0 && isHeader(scan))
    skipBlockScalar(scan);
  else if (character === '[' || character === '{') {
    scan.flow += 1;
    scan.at += 1;
  } else if (character === '!' || character === '&') {
    while (!isBlank(text[scan.at])) scan.at += 1;
  } else if ((character === '-' || character === '?' || character === ':') && isBlank(next)) {
    scan.column = at - scan.lineStart;
    scan.at += 1;
    while (text[scan.at] === ' ') scan.at += 1;
    // In `- a: |` the text must be deeper than `a`, in `- |` deeper than the dash.
    if (/[^|>\s]/.test(text[scan.at] ?? ' ')) scan.column = scan.at - scan.lineStart;
  } else stepPlain(scan, character);
}

function stepPlain(scan: Scan, character: string): void {
  const { text, at } = scan;
  scan.at += 1;
  if (character === ':') scan.fresh = isBlank(text[at + 1]);
  else if (scan.flow > 0 && ',[]{}'.includes(character)) {
    if (character === '[' || character === '{') scan.flow += 1;
    if (character === ']' || character === '}') scan.flow -= 1;
    scan.fresh = true;
  } else scan.fresh = false;
}

/** To the end of the quotes, however many lines; quotes that never end are one plain character. */
function skipQuoted(scan: Scan, quote: string): void {
  const { text } = scan;
  scan.fresh = false;
  let end = scan.at + 1;
  while (end < text.length && text[end] !== quote)
    end += quote === '"' && text[end] === '\\' ? 2 : 1;
  if (end < text.length) scan.at = end + 1;
  else {
    scan.at += 1;
    scan.unpaired += quote;
  }
}

/** `|`, `>-`, `|2+` with nothing but a comment after it. */
function isHeader(scan: Scan): boolean {
  const rest = scan.text.slice(scan.at + 1, lineEnd(scan));
  return /^(?:[1-9]?[-+]?|[-+][1-9])[ \t]*(?:[ \t]#.*)?\r?$/.test(rest);
}

function skipBlockScalar(scan: Scan): void {
  const { text } = scan;
  const isTopLevel = scan.at === scan.lineStart || text.startsWith('---', scan.lineStart);
  const column = isTopLevel ? -1 : scan.column;
  scan.at = lineEnd(scan) + 1;
  while (scan.at < text.length) {
    let first = scan.at;
    while (text[first] === ' ') first += 1;
    const isEmpty = text[first] === '\n' || text[first] === '\r';
    if (!isEmpty && first - scan.at <= column) break;
    if (isTopLevel && (text.startsWith('---', first) || text.startsWith('...', first))) break;
    scan.at = lineEnd(scan) + 1;
  }
  startLine(scan);
}

/** The end of the line at `scan.at`, remembered: one line may hold a million `: |`. */
function lineEnd(scan: Scan): number {
  if (scan.lineEnd < scan.at) {
    const end = scan.text.indexOf('\n', scan.at);
    scan.lineEnd = end === -1 ? scan.text.length : end;
  }
  return scan.lineEnd;
}

function templateAt(scan: Scan): Template | null {
  const { text, at } = scan;
  if (at < scan.noActionBefore) return null;
  if (text[at + 1] === '%') return statementAt(scan);
  if (text[at + 1] !== '{') return null;
  const found = actionEnd(text, at);
  if ('noneBefore' in found) {
    scan.noActionBefore = found.noneBefore;
    return null;
  }
  const { end } = found;
  if (isAction(text.slice(at, end), scan.fresh))
    return { span: { start: at, end }, syntax: hasStatement(text) ? 'jinja' : 'go-template' };
  scan.at = end;
  scan.fresh = false;
  return null;
}

function statementAt(scan: Scan): Template | null {
  const end = scan.text.indexOf('%}', scan.at);
  if (end !== -1) return { span: { start: scan.at, end: end + 2 }, syntax: 'jinja' };
  scan.noActionBefore = scan.text.length;
  return null;
}
