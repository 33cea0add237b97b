/** Words in a row that make one shingle. */
export const SHINGLE_WORDS = 5;

/** What differs between copies that are otherwise the same stands as one and the same word. */
const MASK = '0';
const TOKEN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}'’]|[-_./:@](?=[\p{L}\p{N}]))*/gu;
const VARIES = /\p{N}|[-_./:@]/u;

/**
 * The words of a text for comparison: without case, marks and punctuation, and with one mask for
 * what is swapped when a text is used again: numbers, dates, digests, ids, names with a separator,
 * references and addresses. Scripts without spaces give one word per character.
 */
export function comparableWords(text: string): readonly string[] {
  const words: string[] = [];
  // Upper case first, for some letters have a lower case of their own that has no way back.
  const folded = text.normalize('NFKC').toUpperCase().toLowerCase();
  for (const [token] of folded.matchAll(TOKEN)) {
    const word = VARIES.test(token) ? MASK : token.replace(/\p{M}|['’]/gu, '');
    if (word !== '' && (word !== MASK || words.at(-1) !== MASK)) words.push(word);
  }
  return words;
}

/** All runs of five words, as a set; none of a text with fewer. */
export function shingles(words: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (let end = SHINGLE_WORDS; end <= words.length; end += 1)
    found.add(words.slice(end - SHINGLE_WORDS, end).join(' '));
  return found;
}

/** Broder's resemblance: what both have, of what either has. 0 where either has none. */
export function resemblance(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  const both = common(a, b);
  return both / (a.size + b.size - both);
}

/** Broder's containment: how much of `a` is in `b`. 0 where `a` has none. */
export function containment(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return a.size === 0 ? 0 : common(a, b) / a.size;
}

function common(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const shingle of a) if (b.has(shingle)) both += 1;
  return both;
}
