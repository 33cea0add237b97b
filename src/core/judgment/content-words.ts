import { isBoilerplate, withoutPhrases } from './boilerplate.ts';

/**
 * Scripts that put no spaces between words, with the characters that make about one word of the
 * running text. Distinct pairs of neighbours are counted there, for a script of a few dozen letters
 * soon has used them all.
 */
const UNSPACED = [
  { run: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+/gu, pairsPerWord: 2 },
  { run: /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu, pairsPerWord: 4 },
] as const;
const SPACED = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’_-]*/gu;
/** One letter of an alphabet is a particle or nothing; one syllable of Hangul is a word. */
const SINGLE_LETTER = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]$/u;
const HEX_ID = /^(?=.*\d)[0-9a-f]{7,}$/;

/**
 * How many distinct words mean something. Numbers, single letters, ids and approving words do not;
 * scripts without spaces are converted, so that the same reason counts about the same.
 */
export function countContent(text: string): number {
  let rest = withoutPhrases(text.toLowerCase());
  let count = 0;
  for (const { run, pairsPerWord } of UNSPACED) {
    const pairs = new Set<string>();
    for (const [word] of rest.matchAll(run)) {
      const characters = Array.from(word);
      if (characters.length === 1) pairs.add(word);
      for (let at = 1; at < characters.length; at += 1)
        pairs.add(`${characters[at - 1] ?? ''}${characters[at] ?? ''}`);
    }
    count += Math.floor(pairs.size / pairsPerWord);
    rest = rest.replace(run, ' ');
  }
  const words = new Set<string>();
  for (const [word] of rest.matchAll(SPACED)) if (meansSomething(word)) words.add(word);
  return count + words.size;
}

function meansSomething(word: string): boolean {
  return (
    /\p{L}/u.test(word) && !SINGLE_LETTER.test(word) && !HEX_ID.test(word) && !isBoilerplate(word)
  );
}
