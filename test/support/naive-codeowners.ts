/**
 * A second reading of CODEOWNERS, as simple as it can be: regular expressions to read, one rule at
 * a time, dynamic programming to match. It shares nothing with `src/core/ownership`.
 */
export interface NaiveFile {
  readonly rules: readonly NaiveRule[];
  readonly skipped: readonly number[];
}

export interface NaiveRule {
  readonly line: number;
  readonly owned: boolean;
  readonly ambiguous: boolean;
  readonly readings: readonly (readonly string[])[];
}

export interface NaiveAnswer {
  readonly status: 'owned' | 'unowned' | 'unmatched' | 'ambiguous';
  readonly line: number | null;
}

// Wildcards get characters of their own, so that a literal `*` needs no escape any more.
const RUN = '\u0001';
const ONE = '\u0002';
const SLASH = '\u0003';
const DEEP = RUN + RUN;
const REST = '\u0004'; // any number of segments, none included
const SOME = '\u0005'; // one segment or more
const symbols: Readonly<Record<string, string>> = { '*': RUN, '?': ONE, '/': SLASH };

export function naiveRead(text: string): NaiveFile {
  const rules: NaiveRule[] = [];
  const skipped: number[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const rule = naiveLine(raw.replace(/\r$/u, ''), index + 1);
    if (rule === 'skipped') skipped.push(index + 1);
    else if (rule !== 'empty') rules.push(rule);
  }
  return { rules, skipped };
}

export function naiveAnswer(rules: readonly NaiveRule[], path: string): NaiveAnswer {
  const names = path.split('/');
  for (const rule of rules.toReversed()) {
    if (!rule.readings.some((reading) => segmentsMatch(reading, names))) continue;
    const status = rule.ambiguous ? 'ambiguous' : rule.owned ? 'owned' : 'unowned';
    return { status, line: rule.line };
  }
  return { status: 'unmatched', line: null };
}

function naiveLine(text: string, line: number): NaiveRule | 'skipped' | 'empty' {
  const words = text.match(/(?:\\[^]|[^ \t\\]|\\$)+/gu) ?? [];
  const comment = words.findIndex((word) => word.startsWith('#'));
  const [pattern, ...tokens] = comment === -1 ? words : words.slice(0, comment);
  if (pattern === undefined) return 'empty';

  const spellings = spell(pattern);
  const readings = spellings.map(naivePattern).filter((reading) => reading !== null);
  if (readings.length === 0) return 'skipped';
  const glued = tokens.findIndex((token) => token.includes('#'));
  const sure = glued === -1 ? tokens : tokens.slice(0, glued);
  if (spellings.length === 1 && !odd(pattern) && sure.some((token) => /^[^@]+@?$/u.test(token))) {
    return 'skipped';
  }
  const strange = sure.some((token) => !/^[^@]+@?$/u.test(token) && !isOwner(token));
  return {
    line,
    owned: sure.some(isOwner),
    ambiguous:
      spellings.length > 1 ||
      odd(pattern) ||
      glued !== -1 ||
      strange ||
      readings.some((reading) => reading.doubtful),
    readings: readings.map((reading) => reading.segments),
  };
}

function isOwner(token: string): boolean {
  return (
    /^@[A-Za-z0-9_-]+(?:\/[A-Za-z0-9_-]+)?$/u.test(token) ||
    /^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/u.test(token)
  );
}

function odd(pattern: string): boolean {
  return /[^\S ]/u.test(pattern);
}

function spell(pattern: string): readonly string[] {
  const word = odd(pattern) ? pattern.split(/[^\S ]+/u).find((part) => part !== '') : undefined;
  const whole = word === undefined || word.startsWith('#') ? [pattern] : [pattern, word];
  return whole.flatMap((text) => {
    const before = /^((?:\\[^]|[^\\#]|^#)+)#/u.exec(text)?.[1];
    return before === undefined ? [text] : [text, before];
  });
}

function naivePattern(pattern: string): { segments: string[]; doubtful: boolean } | null {
  const escapes: readonly string[] = pattern.match(/\\[^]/gu) ?? [];
  const bare = pattern.replace(/\\[^]/gu, 'x');
  if (pattern.startsWith('!') || /[[\]]|\*\*\*/u.test(bare) || escapes.includes('\\#')) return null;

  const coded = pattern.replace(/\\([^])|[*?/]/gu, (whole: string, escaped: string | undefined) =>
    escaped === undefined || escaped === '/' ? (symbols[whole.at(-1) ?? ''] ?? whole) : escaped,
  );
  const core = coded.replace(/^\u0003+|\u0003+$/gu, '');
  if (core === '') return null;
  const anchored = coded.startsWith(SLASH) || core.includes(SLASH);
  const directory = coded.endsWith(SLASH);

  const tidy: string[] = [];
  for (const step of core.split(SLASH)) {
    if (step === '..') tidy.pop();
    else if (step !== '' && step !== '.') tidy.push(step);
  }
  const steps = tidy.filter((step, at) => step !== DEEP || tidy[at - 1] !== DEEP);
  const last = steps.at(-1);
  const doubtful =
    escapes.includes('\\/') ||
    bare.endsWith('\\') ||
    /\u0003\u0003|(?:^|\u0003)\.\.?(?:\u0003|$)/u.test(coded) ||
    steps.length < tidy.length ||
    (directory && last === DEEP);

  const start = anchored ? [] : [REST];
  if (last === undefined) return { segments: [SOME], doubtful };
  const middle = steps.map((step) => (step === DEEP ? REST : step));
  if (last === DEEP) return { segments: [...middle.slice(0, -1), SOME], doubtful };
  if (directory) return { segments: [...start, ...middle, SOME], doubtful };
  if (last === RUN && anchored) return { segments: middle, doubtful };
  return { segments: [...start, ...middle, REST], doubtful };
}

/** `table[i][j]`: whether the pattern from i matches the path from j. */
function segmentsMatch(pattern: readonly string[], names: readonly string[]): boolean {
  return align(pattern, names, (step, name) => {
    if (step === REST) return 'any number';
    if (step === SOME) return 'one or more';
    return charactersMatch(step, name) ? 'one' : 'no';
  });
}

function charactersMatch(step: string, name: string): boolean {
  if (!step.includes(RUN) && !step.includes(ONE)) return step === name;
  return align(Array.from(step), Array.from(name), (symbol, character) => {
    if (symbol === RUN) return 'any number';
    return symbol === ONE || symbol === character ? 'one' : 'no';
  });
}

type Taking = 'any number' | 'one or more' | 'one' | 'no';

function align(
  left: readonly string[],
  right: readonly string[],
  take: (symbol: string, item: string) => Taking,
): boolean {
  let after = [...right.map(() => false), true];
  for (const symbol of left.toReversed()) {
    const row = after.map(() => false);
    row[right.length] = take(symbol, '') === 'any number' && after[right.length] === true;
    for (let at = right.length - 1; at >= 0; at -= 1) {
      const next = after[at + 1] === true;
      const taking = take(symbol, right[at] ?? '');
      if (taking === 'one') row[at] = next;
      if (taking === 'one or more') row[at] = next || row[at + 1] === true;
      if (taking === 'any number') row[at] = after[at] === true || row[at + 1] === true;
    }
    after = row;
  }
  return after[0] === true;
}
