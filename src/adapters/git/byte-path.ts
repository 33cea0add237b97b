/**
 * A path as git stores it: bytes, here as a text with one character per byte, so that it can be a
 * key, be compared and be joined without ever losing a byte.
 */
export type BytePath = string;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A path for people. Two different byte paths never become one pair of text and `decodable`. */
export function decodePath(path: BytePath): { readonly path: string; readonly decodable: boolean } {
  try {
    return { path: utf8.decode(pathBytes(path)), decodable: true };
  } catch {
    return { path: escapeBytes(path), decodable: false };
  }
}

/** The bytes of a path typed or found as text; null where it has no exact UTF-8 form. */
export function encodePath(text: string): BytePath | null {
  const bytes = Buffer.from(text, 'utf8');
  return bytes.toString('utf8') === text ? bytes.toString('latin1') : null;
}

export function pathBytes(path: BytePath): Buffer {
  return Buffer.from(path, 'latin1');
}

/** The backslash is escaped too: otherwise byte FF and the four characters `\xff` look the same. */
function escapeBytes(path: BytePath): string {
  return path.replace(
    /[\x00-\x1f\\\x7f-\xff]/g,
    (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
