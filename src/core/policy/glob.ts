/**
 * `*` stands for any run of characters; everything else is literal. Two pointers and one memory of
 * the last star: at most text × pattern steps, and no backtracking beyond that.
 */
export function globMatches(text: string, pattern: string): boolean {
  let at = 0;
  let of = 0;
  let star = -1;
  let resumed = 0;
  while (at < text.length) {
    if (pattern[of] === '*') {
      star = of;
      resumed = at;
      of += 1;
    } else if (of < pattern.length && pattern[of] === text[at]) {
      at += 1;
      of += 1;
    } else if (star !== -1) {
      resumed += 1;
      at = resumed;
      of = star + 1;
    } else return false;
  }
  while (pattern[of] === '*') of += 1;
  return of === pattern.length;
}
