/** The names of the encodings that some YAML consumers read and JavaScript does not. */
export type WideEncoding = 'UTF-16LE' | 'UTF-16BE' | 'UTF-32LE' | 'UTF-32BE';

/**
 * By byte order mark, else by the zero bytes around the first ASCII character (YAML 1.2.2 §5.2).
 * Go and PyYAML read UTF-16; to a UTF-8 reader the file would be one meaningless scalar, "no
 * identity here" (docs/threat-model.md).
 */
export function wideEncoding(bytes: Uint8Array): WideEncoding | null {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'UTF-32LE' : 'UTF-16LE';
  if (a === 0xfe && b === 0xff) return 'UTF-16BE';
  if (a === 0 && b === 0) return c === 0xfe || c === 0 ? 'UTF-32BE' : null;
  if (a === undefined || b === undefined) return null;
  if (a === 0) return 'UTF-16BE';
  if (b === 0) return c === 0 && d === 0 ? 'UTF-32LE' : 'UTF-16LE';
  return null;
}

/**
 * The offset of the first byte that is not UTF-8 (Unicode table 3-7: no overlong form, no encoded
 * surrogate, nothing above U+10FFFF), or -1.
 */
export function firstInvalidByte(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return -1;
}

function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length =
    lead >= 0xc2 && lead < 0xe0
      ? 2
      : lead >= 0xe0 && lead < 0xf0
        ? 3
        : lead >= 0xf0 && lead < 0xf5
          ? 4
          : 0;
  if (length === 0) return 0;
  const second = bytes[at + 1] ?? 0;
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let next = at + 2; next < at + length; next += 1)
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}
