import { createHash } from 'node:crypto';

export type ObjectFormat = 'sha1' | 'sha256';
export type ObjectType = 'blob' | 'tree' | 'commit' | 'tag';

/** The tree without entries, which every git knows without storing it. */
export const emptyTree: Readonly<Record<ObjectFormat, string>> = {
  sha1: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  sha256: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
};

/** Bytes of a raw id, as it stands in a tree. */
export function idBytes(format: ObjectFormat): number {
  return format === 'sha1' ? 20 : 32;
}

export function isObjectId(format: ObjectFormat, text: string): boolean {
  return text.length === idBytes(format) * 2 && /^[0-9a-f]+$/.test(text);
}

/**
 * The id that these bytes have. SHA-1 has chosen-prefix collisions: git detects the known attack
 * when an object is received, this does not; SHA-256 repositories do not have the question.
 */
export function hashObject(format: ObjectFormat, type: ObjectType, bytes: Uint8Array): string {
  return createHash(format).update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');
}
