import { firstInvalidByte, wideEncoding } from './encoding.ts';
import { addProblem, finishProblems, newProblems } from './problem.ts';
import type { YamlProblem } from './problem.ts';

export interface Decoded {
  /** Null when the bytes are no text; beside problems it serves to show them, nothing else. */
  readonly text: string | null;
  readonly problems: readonly YamlProblem[];
}

/**
 * Everything that one YAML reader takes for a line break, a separator or nothing at all and another
 * does not, and everything that makes a reviewer see another text (docs/threat-model.md, "bytes").
 */
const FORBIDDEN =
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]|\r(?!\n)/gu;

/** Strict UTF-8 and only characters that every consumer and every reviewer reads alike. */
export function decodeText(bytes: Uint8Array): Decoded {
  const wide = wideEncoding(bytes);
  if (wide !== null)
    return refused(`the file is ${wide}, not UTF-8`, 'save it as UTF-8 without a byte order mark');
  const text = decodeStrictly(bytes);
  if (text === null) return refused(describeInvalid(bytes), 'save the file as UTF-8');
  return { text, problems: forbiddenIn(text) };
}

function refused(message: string, help: string): Decoded {
  return {
    text: null,
    problems: [{ code: 'not-utf-8', message, help, span: { start: 0, end: 0 } }],
  };
}

/** `fatal`: two different byte strings must never become the same U+FFFD and "nothing changed". */
function decodeStrictly(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function describeInvalid(bytes: Uint8Array): string {
  const at = firstInvalidByte(bytes);
  let line = 1;
  for (let before = 0; before < at; before += 1) if (bytes[before] === 0x0a) line += 1;
  const byte = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  return `byte ${at + 1} on line ${line} (\`0x${byte}\`) is not UTF-8`;
}

function forbiddenIn(text: string): readonly YamlProblem[] {
  const problems = newProblems();
  for (const match of text.matchAll(FORBIDDEN)) {
    const start = match.index;
    const codePoint = text.codePointAt(start) ?? 0;
    const span = { start, end: start + match[0].length };
    addProblem(problems, { ...describeForbidden(codePoint, start), span });
  }
  return finishProblems(problems);
}

function describeForbidden(codePoint: number, start: number): Omit<YamlProblem, 'span'> {
  const shown = visible(codePoint);
  if (codePoint === 0xfeff && start === 0)
    return {
      code: 'byte-order-mark',
      message: `the file starts with a byte order mark (\`${shown}\`)`,
      help: 'save it as UTF-8 without a byte order mark',
    };
  if (codePoint === 0x0d)
    return {
      code: 'forbidden-character',
      message: `a carriage return without a line feed (\`${shown}\`) is a line break to some readers only`,
      help: 'end lines with LF or CRLF',
    };
  return {
    code: 'forbidden-character',
    message: `${kindOf(codePoint)} \`${shown}\` is not allowed, not even in a comment`,
    help: `remove it, or write it as an escape in double quotes: \`"${escapeOf(codePoint)}"\``,
  };
}

function kindOf(codePoint: number): string {
  const character = String.fromCodePoint(codePoint);
  if (/[\u0085\u2028\u2029]/u.test(character)) return 'the line separator';
  if (/\p{Cc}/u.test(character)) return 'the control character';
  if (/\p{Bidi_Control}/u.test(character)) return 'the bidirectional control';
  return 'the invisible character';
}

/** `U+202E`. */
export function visible(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}

function escapeOf(codePoint: number): string {
  const hex = codePoint.toString(16).toUpperCase();
  if (codePoint <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return codePoint <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
