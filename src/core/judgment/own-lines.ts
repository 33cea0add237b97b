import { afterBlank, scanLine, type InlineState } from './visible-inline.ts';

/** A line that its reader sees as the reviewer's own, as it stands but for what is hidden in it. */
export interface OwnLine {
  readonly text: string;
  readonly kind: 'text' | 'heading' | 'blank';
}

/** No rationale is longer in earnest; the rest is not looked at. In UTF-16 code units. */
export const LENGTH_LIMIT = 20_000;

/** The lines of a body as far as it is looked at. */
export function readBody(body: string): readonly string[] {
  return body.slice(0, LENGTH_LIMIT).split(/\r\n|\r|\n/);
}

const PREFIX = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*/;
const QUOTE_MARKS = /^[ \t>]*/;
const LIST = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]/;
/** A ticked box is a click, whoever wrote the text beside it. */
const TASK = /^\[[ xX]\][ \t]/;
const FENCE = /^(?:(`{3,})[^`]*|(~{3,}).*|(\$\$).*)$/;
const DEFINITION = /^\[[^\]]+\]:/;
const HEADING = /^ {0,3}#{1,6}(?:[ \t]|$)/;
const UNDERLINE = /^ {0,3}(?:=+|-+)[ \t]*$/;
const QUOTED_BOUND = /^[ \t>*_`-]*(?:brief|head)[*_`]*[ \t]*:[ \t*_`]*[0-9a-z:]+[*_`]*[ \t]*$/i;

interface Fence {
  readonly mark: string;
  readonly indent: number;
}

interface BlockState extends InlineState {
  readonly fence: Fence | null;
  /** Lines that belong to something that does not count: a quote, a definition, indented code. */
  readonly within: 'quote' | 'definition' | 'code' | null;
  readonly list: boolean;
  /** In a block of HTML, where no fence can open. */
  readonly html: boolean;
  readonly blank: boolean;
}

const START: BlockState = {
  hidden: null,
  folded: null,
  fence: null,
  within: null,
  list: false,
  html: false,
  blank: true,
};

/**
 * What a reader of the rendered body sees as the reviewer's own: without quotes, code blocks,
 * comments, folded parts, images, link targets, definitions, footnotes and ticked boxes. Follows
 * CommonMark 0.31 with GitHub's extensions where it matters, and hides too much rather than too
 * little. One pass over the text.
 */
export function ownLines(body: string): readonly OwnLine[] {
  const lines: OwnLine[] = [];
  let state = START;
  for (const raw of readBody(body)) {
    const { line, next } = readLine(raw, state);
    const above = lines.at(-1);
    if (line.kind === 'text' && UNDERLINE.test(line.text) && above?.kind === 'text')
      lines.splice(-1, 1, { ...above, kind: 'heading' });
    else lines.push(line);
    state = next;
  }
  return lines;
}

const NOTHING: OwnLine = { text: '', kind: 'blank' };

function readLine(raw: string, state: BlockState): { line: OwnLine; next: BlockState } {
  const prefix = PREFIX.exec(raw)?.[0] ?? '';
  const content = raw.slice(prefix.length);
  const open = state.hidden !== null;
  if (state.fence !== null)
    return { line: NOTHING, next: closes(raw, state.fence) ? { ...state, fence: null } : state };
  if (raw.trim() === '') return { line: NOTHING, next: blankLine(state) };
  if (!open && !state.html) {
    const fence = FENCE.exec(content);
    const mark = fence?.[1] ?? fence?.[2] ?? fence?.[3];
    if (mark === '$$' && content.length > 3 && content.trimEnd().endsWith('$$'))
      return { line: NOTHING, next: { ...state, blank: false } };
    if (mark !== undefined && (indentOf(raw) < 4 || state.list))
      return { line: NOTHING, next: { ...state, fence: { mark, indent: prefix.length } } };
  }
  const within = open ? null : withinOf(raw, content, state);
  const marked = LIST.test(raw);
  const html = state.html || (!open && (state.blank ? /^<[a-z!?/]/i : BLOCK_TAG).test(content));
  const quote = content.startsWith('>');
  const start = prefix.length + (quote ? (QUOTE_MARKS.exec(content)?.[0].length ?? 0) : 0);
  const scanned = scanLine(raw, start, state);
  const contained = quote || prefix.trim() !== '';
  const next: BlockState = {
    ...keepContained(scanned, state, contained),
    // A part that is folded within a quote ends with the quote.
    folded: within === 'quote' ? state.folded : scanned.folded,
    fence: null,
    // A quote that ends with an empty line has no paragraph that could go on without its mark.
    within: /^[\s>]*$/.test(raw) ? null : within,
    list: marked || (state.list && !(state.blank && indentOf(raw) < 2)),
    html,
    blank: false,
  };
  if (within !== null || (!open && TASK.test(content))) return { line: NOTHING, next };
  const heading = !open && HEADING.test(raw);
  return { line: { text: scanned.text, kind: heading ? 'heading' : 'text' }, next };
}

function blankLine(state: BlockState): BlockState {
  return {
    ...state,
    ...afterBlank(state),
    within: state.within === 'quote' ? null : state.within,
    html: false,
    blank: true,
  };
}

/** What a line belongs to, where that does not count. */
function withinOf(raw: string, content: string, state: BlockState): BlockState['within'] {
  const indent = indentOf(raw);
  if (content.startsWith('>'))
    return state.within !== 'quote' && QUOTED_BOUND.test(raw) ? null : 'quote';
  if (DEFINITION.test(content)) return 'definition';
  if (state.within === 'definition' && (!state.blank || indent >= 2)) return 'definition';
  if (state.within === 'quote' && !startsBlock(raw)) return 'quote';
  if (indent >= 4 && !state.list && (state.blank || state.within === 'code')) return 'code';
  return null;
}

/** Whether a line ends the paragraph above it; any other line goes on with it, also in a quote. */
function startsBlock(raw: string): boolean {
  return HEADING.test(raw) || LIST.test(raw) || raw.trimStart().startsWith('<');
}

/** What opens in a quote or a list item and does not close there hides all that follows. */
function keepContained(scanned: InlineState, before: BlockState, contained: boolean): InlineState {
  const { hidden, folded } = scanned;
  const reaches =
    before.hidden === null &&
    hidden !== null &&
    ((hidden.kind === 'comment' && hidden.block) || hidden.kind === 'document');
  return { hidden: contained && reaches ? { kind: 'document' } : hidden, folded };
}

const BLOCK_TAG =
  /^<(?:[!?]|\/?(?:address|article|aside|blockquote|center|details|dialog|div|dl|fieldset|figure|footer|form|h[1-6]|header|hr|html|iframe|li|main|nav|ol|p|pre|script|section|style|summary|table|tbody|td|textarea|th|thead|title|tr|ul)\b)/i;

function indentOf(raw: string): number {
  let width = 0;
  for (const character of raw) {
    if (character === ' ') width += 1;
    else if (character === '\t') width += 4 - (width % 4);
    else break;
  }
  return width;
}

function closes(raw: string, fence: Fence): boolean {
  const text = raw.trim();
  if (fence.mark === '$$') return text.endsWith('$$');
  const mark = fence.mark[0] ?? '`';
  return (
    indentOf(raw) <= fence.indent + 3 &&
    text.length >= fence.mark.length &&
    text === mark.repeat(text.length)
  );
}
