/** One piece of a text that is shown whole or not at all. */
export interface Part {
  /** What a reader who misses it is told that is missing; null for what must be there. */
  readonly name: string | null;
  readonly text: string;
}

/** Room for the sentence on what is left out. */
const NOTE_ROOM = 400;

/** What is never left out. */
export function must(text: string): Part {
  return { name: null, text };
}

export function part(name: string, text: string): Part {
  return { name, text };
}

/** A list with what stands above it; nothing where it has no entries. */
export function listPart(name: string, head: string, lines: readonly string[]): Part {
  return part(name, lines.length === 0 ? '' : `${head}\n\n${lines.join('\n')}`);
}

/** Bytes of a text in UTF-8, which are never fewer than its characters, however those are counted. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_00_00 ? 3 : 4;
  }
  return bytes;
}

interface Fitted {
  readonly kept: readonly Part[];
  /** Names of what has no room. */
  readonly left: readonly string[];
  /** Bytes that are free. */
  readonly room: number;
}

/** What fits into `limit` bytes: all that must be there, then by their order those that have room. */
export function fitParts(parts: readonly Part[], limit: number): Fitted {
  const sizeOf = ({ text }: Part): number => byteLength(text) + 2;
  const fixed = parts.filter(({ name }) => name === null);
  let room = fixed.reduce((free, one) => free - sizeOf(one), limit - NOTE_ROOM);
  const kept: Part[] = [];
  const left: string[] = [];
  for (const one of parts) {
    const size = one.name === null ? 0 : sizeOf(one);
    if (one.name !== null && size > room) left.push(one.name);
    else {
      room -= size;
      if (one.text !== '') kept.push(one);
    }
  }
  return { kept, left, room };
}

/** Joins the parts that fit by empty lines, and tells before the last one what is left out. */
export function joinParts(parts: readonly Part[], limit: number): string {
  const { kept, left } = fitParts(parts, limit);
  const texts = kept.map(({ text }) => text);
  if (left.length === 0) return texts.join('\n\n');
  const note = `Left out for their length: ${left.join(', ')}. \`jitl check --format markdown\` and \`--format json\` show more.`;
  return [...texts.slice(0, -1), note, ...texts.slice(-1)].join('\n\n');
}

/**
 * The lines of a text that fit, with a last line that says how many do not. A fence that the cut
 * leaves open is closed.
 */
export function cutLines(text: string, limit: number): string {
  if (byteLength(text) <= limit) return text;
  const lines = text.split('\n');
  let room = limit - NOTE_ROOM;
  let kept = 0;
  for (const line of lines) {
    room -= byteLength(line) + 1;
    if (room < 0) break;
    kept += 1;
  }
  const shown = lines.slice(0, kept);
  const open = shown.filter((line) => line.startsWith('```')).length % 2 === 1;
  return [
    ...shown,
    ...(open ? ['```'] : []),
    '',
    `${lines.length - kept} more lines are not shown here; \`jitl check --format json\` has all.`,
    '',
  ].join('\n');
}
