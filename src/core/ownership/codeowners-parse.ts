import { readGithubLine } from './codeowners-github-line.ts';
import type { Codeowners, OwnerRule, SkippedLine } from './codeowners-model.ts';

/** D: the file "must be under 3 MB"; over it GitHub loads nothing. The smaller megabyte is meant. */
const SIZE_LIMIT = 3_000_000;

/**
 * Reads a CODEOWNERS file as GitHub does. It never throws: what GitHub certainly ignores is in
 * `skipped`, a line of unknown meaning is an ambiguous rule, and a file of unknown meaning is
 * unusable. Another host's dialect is another function with this result.
 */
export function parseCodeowners(bytes: Uint8Array): Codeowners {
  if (bytes.length >= SIZE_LIMIT) return unusable('the file is not under 3 MB: GitHub ignores it');
  // ?: GitHub may drop the mark or take it for a part of the first pattern.
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return unusable('the file begins with a byte order mark');
  }
  const text = decode(bytes);
  if (text === null) return unusable('the file is not valid UTF-8');

  const rules: OwnerRule[] = [];
  const skipped: SkippedLine[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const content = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (hasControl(content)) {
      return unusable(`line ${index + 1} contains a control character`);
    }
    const reading = readGithubLine(content, index + 1);
    switch (reading.kind) {
      case 'rule':
        rules.push(reading.rule);
        break;
      case 'skipped':
        skipped.push(reading.skipped);
        break;
      case 'empty':
        break;
      default:
        reading satisfies never;
    }
  }
  return { rules, skipped, unusable: null };
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * A lone CR, a form feed or U+2028 is a line break to some readers (?), which would hide a whole
 * rule in what is a comment to others; NUL makes the file binary to some.
 */
function hasControl(line: string): boolean {
  for (let at = 0; at < line.length; at += 1) {
    const unit = line.charCodeAt(at);
    if (unit < 0x20 && unit !== 0x09) return true;
    if ((unit >= 0x7f && unit <= 0x9f) || unit === 0x2028 || unit === 0x2029) return true;
  }
  return false;
}

function unusable(reason: string): Codeowners {
  return { rules: [], skipped: [], unusable: reason };
}
