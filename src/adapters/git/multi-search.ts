import { JitlError } from '../../errors.ts';

/** Cells of the automaton: 4 bytes each, 256 MB in all. */
const LARGEST = 64 * 1024 * 1024;

/**
 * Tells whether bytes hold any of many texts, in one pass (Aho and Corasick): the time does not
 * grow with the number of texts, and no choice of texts or bytes makes it more than linear.
 */
export function createMatcher(texts: readonly string[]): (bytes: Uint8Array) => boolean {
  const patterns = texts.map((text) => Buffer.from(text, 'utf8'));
  const classes = byteClasses(patterns);
  const width = 1 + Math.max(...classes);
  const states = 1 + patterns.reduce((sum, pattern) => sum + pattern.length, 0);
  if (states * width > LARGEST) {
    throw new JitlError('too-much-to-read', `${texts.length} names are too many to search for`, {
      help: 'split the change',
    });
  }
  const next = new Int32Array(states * width).fill(-1);
  const accepts = new Uint8Array(states);
  const used = addPatterns(patterns, { classes, width, next, accepts });
  complete({ width, next, accepts, used });

  return (bytes) => {
    let state = 0;
    for (const byte of bytes) {
      state = next[state * width + (classes[byte] ?? 0)] ?? 0;
      if (accepts[state] === 1) return true;
    }
    return false;
  };
}

/** Bytes that occur in no pattern share class 0: tables stay small. */
function byteClasses(patterns: readonly Uint8Array[]): Uint16Array {
  const classes = new Uint16Array(256);
  let count = 0;
  for (const pattern of patterns) {
    for (const byte of pattern) if (classes[byte] === 0) classes[byte] = count += 1;
  }
  return classes;
}

interface Trie {
  readonly classes: Uint16Array;
  readonly width: number;
  readonly next: Int32Array;
  readonly accepts: Uint8Array;
}

function addPatterns(patterns: readonly Uint8Array[], trie: Trie): number {
  const { classes, width, next, accepts } = trie;
  let used = 1;
  for (const pattern of patterns) {
    let state = 0;
    for (const byte of pattern) {
      const cell = state * width + (classes[byte] ?? 0);
      if (next[cell] === -1) {
        next[cell] = used;
        used += 1;
      }
      state = next[cell] ?? 0;
    }
    accepts[state] = 1;
  }
  return used;
}

/** Fills in where to go on a mismatch: to the longest suffix that begins a pattern. */
function complete(trie: Omit<Trie, 'classes'> & { readonly used: number }): void {
  const { width, next, accepts, used } = trie;
  const fallback = new Int32Array(used);
  const queue = new Int32Array(used);
  let end = 1;
  for (let at = 0; at < end; at += 1) {
    const state = queue[at] ?? 0;
    const back = fallback[state] ?? 0;
    if (accepts[back] === 1) accepts[state] = 1;
    for (let letter = 0; letter < width; letter += 1) {
      const cell = state * width + letter;
      const target = next[cell] ?? -1;
      const viaBack = state === 0 ? 0 : (next[back * width + letter] ?? 0);
      if (target === -1) next[cell] = viaBack;
      else {
        fallback[target] = viaBack;
        queue[end] = target;
        end += 1;
      }
    }
  }
}
