import { anyOne, anyRun, segmentOf, type Segment } from './codeowners-glob.ts';
import type { PathPattern } from './codeowners-model.ts';

/** A pattern as GitHub reads it; `doubt` says why that reading is only a possible one. */
type PatternReading =
  | { readonly kind: 'pattern'; readonly path: PathPattern; readonly doubt: string | null }
  | { readonly kind: 'invalid'; readonly reason: string };

/**
 * Reads one pattern by GitHub's rules. Where GitHub's meaning is unknown (?) the result covers
 * everything that any plausible meaning covers, so that the line blocks rather than misses.
 */
export function readGithubPattern(text: string): PatternReading {
  // D: "Using ! to negate a pattern doesn't work".
  if (text.startsWith('!')) return invalid('GitHub does not allow negation with `!`');
  const scanned = scan(text);
  if (scanned.reason !== null) return invalid(scanned.reason);
  const written = scanned.segments;
  const leading = leadingBlanks(written);
  const trailing = leading < written.length ? trailingBlanks(written) : 0;
  const steps = written.slice(leading, written.length - trailing);
  // L: GitHub's validator says that the pattern `/` will never match anything.
  if (steps.length === 0) return invalid('the pattern `/` never matches anything');

  const doubts = [scanned.doubt];
  if (leading > 1 || trailing > 1 || steps.some(isBlank)) {
    doubts.push('GitHub does not say what an empty segment (`//`) matches');
  }
  if (steps.some(isDots)) doubts.push('GitHub does not say what a `.` or `..` segment matches');
  const segments = collapse(withoutDots(steps));
  if (segments.length < withoutDots(steps).length) {
    doubts.push('GitHub does not say what `**/**` matches');
  }
  if (trailing > 0 && segments.at(-1)?.kind === 'deep') {
    doubts.push('GitHub does not say what `**/` at the end of a pattern matches');
  }
  const shape = { anchored: leading > 0 || steps.length > 1, directory: trailing > 0 };
  const doubt = doubts.find((reason) => reason !== null) ?? null;
  return { kind: 'pattern', path: pathPattern(segments, shape), doubt };
}

interface Scanned {
  readonly segments: readonly Segment[];
  readonly doubt: string | null;
  readonly reason: string | null;
}

/** Splits at `/` and resolves escapes; everything else, braces too, is an ordinary literal (L). */
function scan(text: string): Scanned {
  const segments: Segment[] = [];
  let doubt: string | null = null;
  let atoms: number[] = [];
  let escaped = false;
  for (const character of text) {
    if (escaped) {
      escaped = false;
      // D: a `#` cannot be escaped.
      if (character === '#') return refused('GitHub does not allow `\\#` in a pattern');
      if (character === '/') doubt = 'GitHub does not say what `\\/` matches';
      else {
        atoms.push(codePoint(character));
        continue;
      }
    }
    if (character === '\\') escaped = true;
    else if (character === '[' || character === ']') {
      // D, L: "both `[` and `]` must be escaped with a `\`".
      return refused('`[` and `]` must be escaped with `\\` in a pattern');
    } else if (character === '/') {
      segments.push(segmentOf(atoms));
      atoms = [];
    } else if (character === '*') {
      atoms.push(anyRun);
      // D, L: `***/*.rb` is an invalid pattern in the REST documentation's own example.
      if (endsInThreeRuns(atoms)) return refused('GitHub does not allow `***` in a pattern');
    } else atoms.push(character === '?' ? anyOne : codePoint(character));
  }
  if (escaped) {
    doubt = 'GitHub does not say what `\\` at the end of a pattern matches';
    atoms.push(codePoint('\\'));
  }
  segments.push(segmentOf(atoms));
  return { segments, doubt, reason: null };
}

/** The numbers are those of "Matching" in the specification. */
function pathPattern(
  segments: readonly Segment[],
  shape: { readonly anchored: boolean; readonly directory: boolean },
): PathPattern {
  const last = segments.at(-1);
  // 6, 7: everything inside, dotfiles included.
  if (last === undefined || last.kind === 'deep') {
    return { segments: segments.slice(0, -1), tail: 'below' };
  }
  // 6: a lone `*` is every file.
  if (last.kind === 'any' && !shape.anchored && !shape.directory) {
    return { segments: [], tail: 'below' };
  }
  // 1: without a slash at the start or in the middle the pattern floats.
  const rooted: readonly Segment[] = shape.anchored ? segments : [{ kind: 'deep' }, ...segments];
  // 2: a trailing slash is never a file of that very name.
  if (shape.directory) return { segments: rooted, tail: 'below' };
  // 4: a last segment of exactly `*` after a slash is direct children only, unlike gitignore (L).
  if (last.kind === 'any') return { segments: rooted, tail: 'exact' };
  // 3, 5: the file, or the directory and everything below it.
  return { segments: rooted, tail: 'selfOrBelow' };
}

/** `a//b` and `./a` either match nothing or are tidied by GitHub first (?): the wider is kept. */
function withoutDots(steps: readonly Segment[]): readonly Segment[] {
  const kept: Segment[] = [];
  for (const step of steps) {
    if (isBlank(step)) continue;
    if (!isDots(step)) kept.push(step);
    else if (step.kind === 'literal' && step.text === '..') kept.pop();
  }
  return kept;
}

// INVARIANT: the trie relies on this: no `deep` segment follows another.
function collapse(segments: readonly Segment[]): readonly Segment[] {
  return segments.filter(
    (segment, at) => segment.kind !== 'deep' || segments[at - 1]?.kind !== 'deep',
  );
}

function leadingBlanks(segments: readonly Segment[]): number {
  const first = segments.findIndex((segment) => !isBlank(segment));
  return first === -1 ? segments.length : first;
}

function trailingBlanks(segments: readonly Segment[]): number {
  return segments.length - 1 - segments.findLastIndex((segment) => !isBlank(segment));
}

function isBlank(segment: Segment): boolean {
  return segment.kind === 'literal' && segment.text === '';
}

function isDots(segment: Segment): boolean {
  return segment.kind === 'literal' && (segment.text === '.' || segment.text === '..');
}

function endsInThreeRuns(atoms: readonly number[]): boolean {
  return atoms.at(-1) === anyRun && atoms.at(-2) === anyRun && atoms.at(-3) === anyRun;
}

function codePoint(character: string): number {
  return character.codePointAt(0) ?? 0;
}

function invalid(reason: string): PatternReading {
  return { kind: 'invalid', reason };
}

function refused(reason: string): Scanned {
  return { segments: [], doubt: null, reason };
}
