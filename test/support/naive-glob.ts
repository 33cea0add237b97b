/**
 * A second `glob`, as simple as it can be: a table of which prefix of the text each prefix of the
 * pattern matches. It shares nothing with `src/core/policy/glob.ts`.
 */
export function naiveGlob(text: string, pattern: string): boolean {
  // reached[n]: the pattern so far matches the first n code units of the text.
  let reached = Array.from({ length: text.length + 1 }, (_, length) => length === 0);
  for (const symbol of pattern.split('')) {
    const next = reached.map(() => false);
    for (let length = 0; length <= text.length; length += 1)
      next[length] =
        symbol === '*'
          ? reached.slice(0, length + 1).includes(true)
          : length > 0 && reached[length - 1] === true && text[length - 1] === symbol;
    reached = next;
  }
  return reached[text.length] === true;
}
