/**
 * What of a line is hidden from its reader, and is still open at its end. `block` marks what began
 * where a line of HTML can begin, which reaches beyond blank lines.
 */
export type Hidden =
  | { readonly kind: 'comment'; readonly block: boolean }
  | { readonly kind: 'tag'; readonly part: TagPart; readonly block: boolean }
  | { readonly kind: 'alt' | 'reference' | 'paragraph' | 'document' }
  | { readonly kind: 'destination'; readonly depth: number; readonly quote: string };
/** Where in a tag we are; a quote character is the value that it opened. */
type TagPart = 'name' | 'equals' | 'value' | '"' | "'";

/** An element whose content does not count; `raw` while no Markdown is read inside. */
export interface Folded {
  readonly name: string;
  readonly depth: number;
  readonly raw: boolean;
}

export interface InlineState {
  readonly hidden: Hidden | null;
  readonly folded: Folded | null;
}

/** Hidden, folded, quoted or code, whatever is written in it. */
const FOLDED = new Set(
  `details blockquote pre script style template textarea title xmp iframe noembed noframes plaintext
  select datalist dialog audio video object svg math head`.split(/\s+/),
);
const TAG = /<(\/?)([a-z][a-z0-9-]*)(?=[\s/>]|$)/iy;
const AUTOLINK = /<[a-z][a-z0-9+.-]{0,31}[:@][^\s<>]*>/iy;
const MAKES_LITERAL = new Set('`\\([');
const ODD_IN_ALT = new Set('`(<\\');

interface Step {
  readonly next: number;
  readonly hidden: Hidden | null;
}

/**
 * Reads one line and keeps what a reader sees as words. Reads every character once. Wherever two
 * readings are possible it takes the one that shows less, so nothing hidden ever counts.
 * @param start where the line's text begins, after its indentation and list marker
 */
export function scanLine(
  line: string,
  start: number,
  before: InlineState,
): InlineState & { readonly text: string } {
  let { hidden, folded } = before;
  let text = '';
  // Whether a folded part began in this line, with nothing since that could make its end literal.
  let plain = false;
  for (let at = 0; at < line.length;) {
    if (hidden !== null) {
      const step: Step = continueHidden(line, at, hidden);
      at = step.next;
      hidden = step.hidden;
      continue;
    }
    const tag = line[at] === '<' ? matchAt(TAG, line, at) : null;
    if (tag !== null) {
      const [whole, slash, name = ''] = tag;
      const block = at === start;
      const known = name.toLowerCase();
      if (folded === null && slash === '' && FOLDED.has(known)) {
        folded = { name: known, depth: 1, raw: block };
        plain = true;
      } else if (folded !== null && folded.name === known) {
        if (slash === '') folded = { ...folded, depth: folded.depth + 1 };
        else if (folded.raw || block || plain)
          folded = folded.depth === 1 ? null : { ...folded, depth: folded.depth - 1 };
      }
      hidden = { kind: 'tag', part: 'name', block };
      at += whole.length;
      text += ' ';
      continue;
    }
    plain &&= !MAKES_LITERAL.has(line[at] ?? '');
    const step = openHidden(line, at, start);
    if (step !== null) {
      at = step.next;
      hidden = step.hidden;
      text += ' ';
      continue;
    }
    if (folded === null) text += line[at];
    at += 1;
  }
  return { text, hidden, folded };
}

/** What remains hidden after a blank line, which ends a paragraph. */
export function afterBlank(state: InlineState): InlineState {
  const { hidden, folded } = state;
  return {
    hidden: hiddenAfterBlank(hidden),
    folded: folded === null ? null : { ...folded, raw: false },
  };
}

function hiddenAfterBlank(hidden: Hidden | null): Hidden | null {
  if (hidden === null) return null;
  if (hidden.kind === 'document' || (hidden.kind === 'comment' && hidden.block)) return hidden;
  // From here on the text is escaped, and an escaped quote does not end the attribute.
  if (hidden.kind === 'tag' && hidden.block && (hidden.part === '"' || hidden.part === "'"))
    return { kind: 'document' };
  return null;
}

function matchAt(pattern: RegExp, line: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(line);
}

function openHidden(line: string, at: number, start: number): Step | null {
  const block = at === start;
  if (line.startsWith('<!--', at)) return { next: at + 4, hidden: { kind: 'comment', block } };
  if (line.startsWith('<!', at) || line.startsWith('<?', at))
    return { next: at + 2, hidden: { kind: block ? 'document' : 'paragraph' } };
  if (line[at] === '<') {
    const link = matchAt(AUTOLINK, line, at);
    return link === null ? null : { next: at + link[0].length, hidden: null };
  }
  if (line.startsWith('![', at)) return { next: at + 2, hidden: { kind: 'alt' } };
  if (line.startsWith('](', at))
    return { next: at + 2, hidden: { kind: 'destination', depth: 1, quote: '' } };
  if (line.startsWith('][', at)) return { next: at + 2, hidden: { kind: 'reference' } };
  return null;
}

function continueHidden(line: string, at: number, hidden: Hidden): Step {
  const rest = { next: line.length, hidden };
  switch (hidden.kind) {
    case 'paragraph':
    case 'document':
      return rest;
    case 'comment': {
      const end = line.indexOf('-->', at);
      return end < 0 ? rest : { next: end + 3, hidden: null };
    }
    case 'tag':
      return { next: at + 1, hidden: continueTag(line[at] ?? '', hidden) };
    case 'destination':
      return { next: at + 1, hidden: continueDestination(line[at] ?? '', hidden) };
    default:
      return continueAlt(line, at, hidden);
  }
}

/** Quotes count as HTML counts them; whatever Markdown would not take for a tag hides the rest. */
function continueTag(
  character: string,
  tag: { readonly kind: 'tag'; readonly part: TagPart; readonly block: boolean },
): Hidden | null {
  const quote = character === '"' || character === "'" ? character : null;
  if (tag.part === '"' || tag.part === "'")
    return quote === tag.part ? { ...tag, part: 'name' } : tag;
  if (character === '>') return null;
  if (/\s/.test(character)) return tag.part === 'value' ? { ...tag, part: 'name' } : tag;
  if (character === '<' || character === '`') return { kind: 'paragraph' };
  if (tag.part === 'equals') {
    if (character === '=') return { kind: 'paragraph' };
    return { ...tag, part: quote ?? 'value' };
  }
  if (quote !== null) return { kind: 'paragraph' };
  if (character === '=')
    return tag.part === 'name' ? { ...tag, part: 'equals' } : { kind: 'paragraph' };
  return tag;
}

function continueDestination(
  character: string,
  link: { readonly kind: 'destination'; readonly depth: number; readonly quote: string },
): Hidden | null {
  if (character === '\\' || character === '<' || character === '`') return { kind: 'paragraph' };
  if (link.quote !== '') return character === link.quote ? { ...link, quote: '' } : link;
  if (character === '"' || character === "'") return { ...link, quote: character };
  if (character === '(') return { ...link, depth: link.depth + 1 };
  if (character !== ')') return link;
  return link.depth === 1 ? null : { ...link, depth: link.depth - 1 };
}

function continueAlt(line: string, at: number, hidden: Hidden): Step {
  const character = line[at] ?? '';
  if (ODD_IN_ALT.has(character)) return { next: at + 1, hidden: { kind: 'paragraph' } };
  if (character !== ']') return { next: at + 1, hidden };
  if (hidden.kind === 'alt' && line[at + 1] === '(')
    return { next: at + 2, hidden: { kind: 'destination', depth: 1, quote: '' } };
  if (hidden.kind === 'alt' && line[at + 1] === '[')
    return { next: at + 2, hidden: { kind: 'reference' } };
  return { next: at + 1, hidden: null };
}
