import { JitlError } from '../../errors.ts';

const LONGEST = 300;

/**
 * Foreign text as part of a message: in backticks, one line, and nothing in it that a terminal
 * would obey (escape sequences, bidirectional controls, invisible characters).
 */
export function quoted(text: string): string {
  const shown = text.replace(
    /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}`]/gu,
    escapeCharacter,
  );
  return '`' + (shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown) + '`';
}

/** The error for something that this code cannot handle because it is larger than a limit. */
export function tooMuch(what: string, limit: number): JitlError {
  return new JitlError('too-much-to-read', `${what} is beyond the limit of ${limit}`, {
    help: 'compare revisions that are closer together, or split the change',
  });
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}
