/** Which side of the comparison a file was read from. */
export type Side = 'base' | 'head';

/** A point in a text: line and column count from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A half-open range of UTF-16 offsets into a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * A range in a file of one side. `excerpt` is the source line of `start`, so that a renderer can
 * draw a caret without reading anything.
 */
export interface Location {
  readonly path: string;
  readonly side: Side;
  readonly start: Position;
  readonly end: Position;
  readonly excerpt: string;
}

const EXCERPT_LIMIT = 400;

/** Answers offset → position in O(log lines) after one pass over the text. */
export interface LineIndex {
  readonly text: string;
  readonly starts: readonly number[];
}

/** A line ends at LF; the strict YAML profile refuses every other line break but CRLF. */
export function indexLines(text: string): LineIndex {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return { text, starts };
}

export function positionAt(lines: LineIndex, offset: number): Position {
  const { starts } = lines;
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

export function locate(path: string, side: Side, lines: LineIndex, span: Span): Location {
  const start = positionAt(lines, span.start);
  const lineStart = lines.starts[start.line - 1] ?? 0;
  const lineEnd = lines.starts[start.line] ?? lines.text.length + 1;
  const excerpt = lines.text.slice(lineStart, Math.min(lineEnd - 1, lineStart + EXCERPT_LIMIT));
  return {
    path,
    side,
    start,
    end: positionAt(lines, Math.max(span.start, span.end)),
    excerpt: excerpt.endsWith('\r') ? excerpt.slice(0, -1) : excerpt,
  };
}
