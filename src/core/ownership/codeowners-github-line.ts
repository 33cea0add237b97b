import { readGithubOwner } from './codeowners-github-owner.ts';
import { readGithubPattern } from './codeowners-github-pattern.ts';
import type { Owner, OwnerRule, SkippedLine } from './codeowners-model.ts';

/** What one line is to GitHub. */
type LineReading =
  | { readonly kind: 'rule'; readonly rule: OwnerRule }
  | { readonly kind: 'skipped'; readonly skipped: SkippedLine }
  | { readonly kind: 'empty' };

/** Reads one line, given without its line break. */
export function readGithubLine(text: string, line: number): LineReading {
  const tokens = tokenise(text);
  const pattern = tokens[0];
  if (pattern === undefined) return { kind: 'empty' };

  const spelled = spellings(pattern);
  const read = spelled.texts.map((spelling) => readGithubPattern(spelling));
  const usable = read.filter((reading) => reading.kind === 'pattern');
  const refusal = read.find((reading) => reading.kind === 'invalid');
  if (usable.length === 0 && refusal !== undefined) return skip(refusal.reason);

  const owners = readOwners(tokens.slice(1));
  // In doubt about where the pattern ends, a bad owner may be a word of a comment.
  if (owners.invalid !== null && spelled.doubt === null) return skip(owners.invalid);
  const patternDoubt = usable.find((reading) => reading.doubt !== null)?.doubt ?? null;
  const ambiguous = spelled.doubt ?? patternDoubt ?? owners.doubt;
  const readings = usable.map((reading) => reading.path);
  return {
    kind: 'rule',
    rule: { line, text, pattern, owners: owners.owners, ambiguous, readings },
  };

  function skip(reason: string): LineReading {
    return { kind: 'skipped', skipped: { line, text, reason } };
  }
}

/** Blanks and tabs separate (S), `\ ` does not (L), and a `#` that begins a token ends the line (D). */
function tokenise(text: string): readonly string[] {
  const tokens: string[] = [];
  let start = -1;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === ' ' || character === '\t') {
      if (start !== -1) tokens.push(text.slice(start, at));
      start = -1;
      continue;
    }
    if (start === -1) {
      if (character === '#') return tokens;
      start = at;
    }
    if (character === '\\') at += 1;
  }
  if (start !== -1) tokens.push(text.slice(start));
  return tokens;
}

interface Spellings {
  readonly texts: readonly string[];
  readonly doubt: string | null;
}

/** A pattern token as it stands, and as it would be if GitHub ended it earlier (?). */
function spellings(token: string): Spellings {
  const texts = [token];
  let doubt: string | null = null;
  const words = splitAtOddSpaces(token);
  if (words.length !== 1 || words[0] !== token) {
    doubt = 'GitHub does not say whether unusual white space ends a pattern';
    const word = words[0];
    if (word !== undefined && !word.startsWith('#')) texts.push(word);
  }
  const cut = texts
    .filter((text) => unescapedHash(text) !== -1)
    .map((text) => text.slice(0, unescapedHash(text)));
  if (cut.length > 0) doubt = 'GitHub does not say whether a `#` inside a word begins a comment';
  return { texts: [...texts, ...cut], doubt };
}

/** `\#` is not looked for: it is known to make the line invalid (D), so there is no doubt. */
function unescapedHash(text: string): number {
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '#' && at > 0) return at;
    if (character === '\\') at += 1;
  }
  return -1;
}

/** A tab is odd too: within a token it can only be one after a backslash. */
function splitAtOddSpaces(token: string): readonly string[] {
  const words: string[] = [];
  let start = 0;
  for (let at = 0; at <= token.length; at += 1) {
    const character = token.charAt(at);
    if (at < token.length && (character === ' ' || character.trim() !== '')) continue;
    if (at > start) words.push(token.slice(start, at));
    start = at + 1;
  }
  return words;
}

interface OwnersReading {
  readonly owners: readonly Owner[];
  readonly invalid: string | null;
  readonly doubt: string | null;
}

/** One invalid owner makes the whole line invalid (D), unless a comment may begin before it. */
function readOwners(tokens: readonly string[]): OwnersReading {
  const owners: Owner[] = [];
  let doubt: string | null = null;
  for (const token of tokens) {
    if (token.includes('#')) {
      doubt ??= `GitHub does not say whether the \`#\` in \`${token}\` begins a comment`;
      break;
    }
    const reading = readGithubOwner(token);
    switch (reading.kind) {
      case 'owner':
        owners.push(reading.owner);
        break;
      case 'invalid':
        return { owners, invalid: reading.reason, doubt };
      case 'doubtful':
        doubt ??= reading.reason;
        break;
      default:
        reading satisfies never;
    }
  }
  return { owners, invalid: null, doubt };
}
