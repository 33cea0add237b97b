import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

import { canonicalJson, type Json } from './canonical-json.ts';

/** A digest as it is written everywhere: `sha256:` and 64 lower-case hexadecimal digits. */
export type Digest = `sha256:${string}`;

export function digestBytes(bytes: Uint8Array): Digest {
  return `sha256:${bytesToHex(sha256(bytes))}`;
}

export function digestText(text: string): Digest {
  return digestBytes(utf8ToBytes(text));
}

export function digestJson(value: Json): Digest {
  return digestText(canonicalJson(value));
}
