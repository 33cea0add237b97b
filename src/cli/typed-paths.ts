import { decodePath } from '../adapters/git/byte-path.ts';
import type { TypedPath } from '../app/owner-paths.ts';
import { JitlError } from '../errors.ts';

/** Bytes of standard input that are read: 250 times a list of 100,000 long paths. */
const INPUT_LIMIT = 256 * 1024 * 1024;

export async function readInput(input: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input) {
    size += chunk.length;
    if (size > INPUT_LIMIT)
      throw new JitlError('too-much-to-read', 'standard input is larger than 256 MiB', {
        help: 'ask for fewer paths at once',
      });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Paths of the command line. Node has decoded them already, and put U+FFFD where it could not. */
export function pathsOfArguments(paths: readonly string[]): readonly TypedPath[] {
  return paths.map((text) => {
    if (text.includes('\ufffd'))
      throw new JitlError('usage', `\`${text}\` holds a character that could not be read`, {
        help: 'give the path on standard input, with `--stdin -z`',
      });
    return { text, decodable: true, position: null };
  });
}

/**
 * Paths of standard input. A list in the wrong form would get answers for names that nobody asked
 * about, so what cannot be a list of that form is refused. Throws `usage`.
 */
export function pathsOfInput(bytes: Buffer, separator: '\0' | '\n'): readonly TypedPath[] {
  const byNul = separator === '\0';
  refuseWrongForm(bytes, byNul);
  const whole = decodePath(bytes.toString('latin1'));
  // Undecoded text is escaped, separators too, and so has to be divided first.
  const parts = (whole.decodable ? whole.path : bytes.toString('latin1')).split(separator);
  if (parts.at(-1) === '') parts.pop();
  return parts.map((part, index) => {
    const position = index + 1;
    if (!byNul) refuseQuoted(part, position);
    if (whole.decodable) return { text: part, decodable: true, position };
    const { path, decodable } = decodePath(part);
    return { text: path, decodable, position };
  });
}

function refuseWrongForm(bytes: Buffer, byNul: boolean): void {
  if (bytes.subarray(0, 3).equals(Buffer.from('\ufeff')))
    throw new JitlError('usage', 'standard input begins with a byte order mark', {
      help: 'write the list as UTF-8 without one',
    });
  if (!byNul && bytes.includes(0))
    throw new JitlError('usage', 'standard input holds NUL', { help: 'add `-z`' });
  if (byNul && !bytes.includes(0) && bytes.includes(0x0a))
    throw new JitlError('usage', 'with `-z`, standard input holds lines and no NUL', {
      help: 'leave `-z` out, or give it to the program that writes the list too',
    });
}

/** Git writes an unusual name as `"caf\303\251"` where lines separate. */
function refuseQuoted(line: string, position: number): void {
  const what = line.startsWith('"')
    ? 'begins with a quotation mark: git has quoted an unusual name'
    : line.endsWith('\r')
      ? 'ends with a carriage return'
      : null;
  if (what === null) return;
  throw new JitlError('usage', `line ${position} of standard input ${what}`, {
    help: 'separate the paths by NUL: `git diff --name-only -z … | jitl owners --stdin -z`',
  });
}
