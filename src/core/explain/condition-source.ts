/** A piece of a condition: a text in quotation marks, what only separates, or anything else. */
interface Piece {
  readonly kind: 'text' | 'gap' | 'code';
  readonly source: string;
}

/**
 * The condition without comments, and with one space wherever there is any. Texts in quotation marks
 * stay as they are: what is in them counts.
 */
export function onOneLine(condition: string): string {
  let line = '';
  let apart = false;
  for (const { kind, source } of pieces(condition)) {
    if (kind === 'gap') apart = true;
    else {
      line += apart && line !== '' ? ` ${source}` : source;
      apart = false;
    }
  }
  return line;
}

/**
 * The same with harmless letters in every text, in the same places: what looks for brackets need not
 * know how many quotation marks a text has around it.
 */
export function withoutTexts(condition: string): string {
  return pieces(condition)
    .map(({ kind, source }) =>
      kind === 'text' ? `'${'x'.repeat(Math.max(0, source.length - 2))}'` : source,
    )
    .join('');
}

function pieces(condition: string): readonly Piece[] {
  const found: Piece[] = [];
  for (let at = 0; at < condition.length;) {
    const kind = kindAt(condition, at);
    const end = endOf(kind, condition, at);
    found.push({ kind, source: condition.slice(at, end) });
    at = end;
  }
  return found;
}

function kindAt(condition: string, at: number): Piece['kind'] {
  const character = condition.charAt(at);
  if (character === "'" || character === '"') return 'text';
  if (' \t\r\n'.includes(character) || condition.startsWith('//', at)) return 'gap';
  return 'code';
}

function endOf(kind: Piece['kind'], condition: string, at: number): number {
  if (kind === 'text') return endOfText(condition, at);
  if (!condition.startsWith('//', at)) return at + 1;
  const end = condition.indexOf('\n', at);
  return end === -1 ? condition.length : end;
}

/** Raw texts too: in them as well, the library lets no quotation mark after a backslash end it. */
function endOfText(condition: string, start: number): number {
  const quote = condition.charAt(start);
  const mark = condition.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
  for (let at = start + mark.length; at < condition.length; at += 1)
    if (condition.charAt(at) === '\\') at += 1;
    else if (condition.startsWith(mark, at)) return at + mark.length;
  return condition.length;
}
