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
  return codeSpan(markdownShown(text));
}

/** The same for a text of any length, of which at most `limit` characters are shown. */
export function markdownCodeCut(text: string, limit: number): string {
  // Cut before it is searched for what to escape, and again, since escapes are longer.
  return codeSpan(cutShown(markdownShown(text.slice(0, limit * 2)), limit));
}

/**
 * Lines of text as a fenced block, its fence longer than any run of backticks inside. Line breaks
 * stay; everything else that a code span would show as an escape is one here too.
 */
export function markdownFence(text: string): string {
  const shown = text.split('\n').map(markdownShown).join('\n');
  const fence = '`'.repeat(Math.max(3, longestRun(shown) + 1));
  return `${fence}\n${shown.endsWith('\n') ? shown : `${shown}\n`}${fence}`;
}

/** A comment marker is broken too: other programs look for theirs in comments of our account. */
function markdownShown(text: string): string {
  return text
    .replace(INVISIBLE, visible)
    .replaceAll('##[', '#\\x23[')
    .replaceAll('<!--', '\\x3c!--');
}

function longestRun(text: string): number {
  return [...text.matchAll(/`+/g)].reduce((most, run) => Math.max(most, run[0].length), 0);
}

/** At most `limit` UTF-16 units, no character cut in two, `…` where something is left out. */
export function cutShown(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let end = Math.max(0, limit - 1);
  // A character goes with its accents, and a pair of surrogates stays one.
  while (end > 0 && /^[\p{M}\udc00-\udfff]/u.test(text.slice(end, end + 2))) end -= 1;
  return `${text.slice(0, end)}…`;
}

function codeSpan(shown: string): string {
  if (shown === '') return '` `';
  const fence = '`'.repeat(longestRun(shown) + 1);
  const edge = shown.startsWith('`') || shown.endsWith('`') || shown.trim() === '' ? ' ' : '';
  return `${fence}${edge}${shown}${edge}${fence}`;
}

/**
 * In a table cell the pipe ends the cell even inside a code span (GFM, "Tables"), and so it does
 * after two backslashes: behind a foreign one, ours would be the second.
 */
export function markdownCell(text: string): string {
  return markdownCode(text)
    .replace(/(?<=\\)\|/g, '\\x7c')
    .replaceAll('|', '\\|');
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

/**
 * For a label between double quotes in a Mermaid graph: whatever is neither a letter of ASCII, a
 * digit nor plain punctuation is an entity of Mermaid's (`#34;`), so that no quote, bracket, entity
 * or `%%{…}%%` of foreign text is seen by its parser.
 */
export function mermaidLabel(text: string, limit: number): string {
  return cutShown(text.slice(0, limit * 2).replace(INVISIBLE, visible), limit).replace(
    /[^A-Za-z0-9 ._,/-]/gu,
    (character) => `#${character.codePointAt(0) ?? 0};`,
  );
}

/** For `message.text` of SARIF, where brackets make links and braces placeholders (2.1.0, 3.11). */
export function sarifText(text: string): string {
  return text
    .replace(INVISIBLE, visible)
    .replace(/[\\[\]]/g, (mark) => `\\${mark}`)
    .replace(/[{}]/g, (brace) => `${brace}${brace}`);
}

/** A path of the repository as a relative URI reference: each name percent-encoded. */
export function pathUri(path: string): string {
  return path
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map((name) => encodeURIComponent(name).replace(/[!'()*]/g, percent))
    .join('/');
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/**
 * For the message of a workflow command: percent, CR and LF as GitHub's runner decodes them, which
 * shows the LF as a line break; whatever else hides or moves a cursor is a visible escape.
 */
export function commandMessage(text: string): string {
  const lines = text.split('\n').map((line) => line.replace(INVISIBLE, visible));
  return commandData(lines.join('\n')).replaceAll('##[', '#\\x23[');
}

/** For a property of one, such as a file, which must stay exactly what it is. */
export function commandProperty(text: string): string {
  return commandData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** The runner's own escapes and nothing else, for a value that must arrive as it is. */
export function commandData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
