/**
 * Text for one line of a page that GitHub renders: control characters, those that change the
 * direction of reading and those that nobody sees are spelt out.
 */
export function oneLine(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** At most so many UTF-16 units, cut between characters as a reader sees them. */
export function cutVisibly(text: string, longest: number): string {
  if (text.length <= longest) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    if (kept.length + segment.length > longest - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** At most so many bytes of UTF-8, with a note where something was cut off. */
export function cutBytes(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  const note = '\n\n… (cut: GitHub shows no more)';
  const bytes = Buffer.from(text).subarray(0, most - Buffer.byteLength(note));
  return `${bytes.toString('utf8').replace(/\uFFFD+$/, '')}${note}`;
}
