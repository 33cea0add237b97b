import { createHash } from 'node:crypto';

/**
 * The canonical form and its digest once more, from docs/brief.md and without anything of `src`: keys
 * in the order of their UTF-16 code units, no white space, only what must be escaped is.
 */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return value === 0 ? '0' : String(value);
  const members = new Map(Object.entries(value));
  const keys = [...members.keys()].sort((a, b) => Buffer.compare(codeUnits(a), codeUnits(b)));
  return `{${keys.map((key) => `${quoted(key)}:${canonicalText(members.get(key))}`).join(',')}}`;
}

export function sha256(text: string): string {
  return `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;
}

/** Big-endian, so that bytes compare as code units do. */
function codeUnits(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

const SHORT = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** By code point: an unpaired surrogate is a code point of its own, and is escaped like a control. */
function quoted(text: string): string {
  let inner = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const escape = code < 0x20 || (code >= 0xd800 && code <= 0xdfff);
    const long = escape ? `\\u${code.toString(16).padStart(4, '0')}` : character;
    inner += SHORT.get(character) ?? long;
  }
  return `"${inner}"`;
}
