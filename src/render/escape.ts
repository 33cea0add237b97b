/**
 * One function per sink. Whatever comes from a manifest, a branch name, a review or an API is an
 * attacker's text; what cannot be shown as it is becomes a visible escape, never nothing.
 */

/** Controls, separators that break lines, and characters that show nothing or turn the direction. */
const INVISIBLE = /[\p{Cc}\p{Cs}\u2028\u2029\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/gu;

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === '\n') return '␤';
  if (character === '\t') return ' ';
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}

/**
 * For a terminal or a CI log: no control sequence, no line break, nothing that hides. GitHub's
 * runner executes the legacy `##[command]` anywhere in a line and `::command::` at its start.
 * Wrapping can put any word at the start of a line, so both are broken wherever a word begins.
 */
export function escapeTerminal(text: string): string {
  return text
    .replace(INVISIBLE, visible)
    .replaceAll('##[', '#\\x23[')
    .replace(/(^|\s):(?=:)/g, '$1\\x3a');
}

/**
 * For Markdown: a code span whose fence is longer than any run of backticks inside, so that no
 * link, mention, image, HTML or marker of ours can be made from foreign text.
 */
export function markdownCode(text: string): string {
  const shown = text.replace(INVISIBLE, visible).replaceAll('##[', '#\\x23[');
  if (shown === '') return '` `';
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const edge = shown.startsWith('`') || shown.endsWith('`') || shown.trim() === '' ? ' ' : '';
  return `${fence}${edge}${shown}${edge}${fence}`;
}

/** In a table cell the pipe ends the cell even inside a code span (GFM, "Tables"). */
export function markdownCell(text: string): string {
  return markdownCode(text).replaceAll('|', '\\|');
}

/** For JSON that somebody may print: valid JSON in which nothing invisible is left unescaped. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)
    .replace(
      /[\u007f-\u009f\u2028\u2029\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/gu,
      unicodeEscape,
    )
    .replaceAll('##[', '#\\u0023[')}\n`;
}

function unicodeEscape(character: string): string {
  let escaped = '';
  for (let at = 0; at < character.length; at += 1)
    escaped += `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
  return escaped;
}
