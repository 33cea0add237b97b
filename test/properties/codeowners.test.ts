import { existsSync, readFileSync } from 'node:fs';

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { compileOwners, ownersOf } from '../../src/core/ownership/codeowners-match.ts';
import type { OwnerMatcher, OwnershipAnswer } from '../../src/core/ownership/codeowners-match.ts';
import { parseCodeowners } from '../../src/core/ownership/codeowners-parse.ts';
import { naiveAnswer, naiveRead } from '../support/naive-codeowners.ts';

const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'ab', 'ba', 'a.b', '.a', 'aab') },
  {
    weight: 2,
    arbitrary: fc.string({ unit: fc.constantFrom('a', 'b', '.'), minLength: 1, maxLength: 6 }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('*', '[a]', 'a b', '#', 'a#b', '!a', '\\', '😀', 'a😀', '..', 'A'),
  },
);
const path = fc.array(name, { minLength: 1, maxLength: 6 }).map((names) => names.join('/'));

const step = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('a', 'b', 'ab', 'a.b', '.a', 'aab') },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '*',
      '**',
      'a*',
      '*b',
      '*a*',
      '?',
      '??',
      'a?b',
      '?😀',
      'a**b',
      '*.b',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.string({
      unit: fc.constantFrom('a', 'b', '*', '?', '.'),
      minLength: 1,
      maxLength: 7,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '\\*',
      '\\[a\\]',
      'a\\ b',
      'a#b',
      '\\!a',
      '!a',
      '\\\\',
      '\\a',
      'a\\#',
      '[a]',
      '.',
      '..',
      '',
      '***',
      'a\\',
    ),
  },
);
const pattern = fc
  .tuple(
    fc.constantFrom('', '', '/', '/', '**/'),
    fc.array(step, { minLength: 1, maxLength: 5 }),
    fc.constantFrom('', '', '', '/', '/**', '/*', '/**/'),
  )
  .map(([start, steps, end]) => start + steps.join('/') + end);
const owners = fc.constantFrom(
  ' @x',
  ' @x',
  ' @x @o/t',
  '\tx@y.zz\r',
  '',
  ' # none',
  ' x',
  ' @x#',
  ' @x@y',
  ' @x # y',
);
const rule = fc.tuple(pattern, owners).map(([text, tail]) => text + tail);

/** Any text at all, of the characters that mean something. */
const wildLine = fc.string({
  unit: fc.constantFrom(
    'a',
    'b',
    '/',
    '*',
    '?',
    '\\',
    '#',
    ' ',
    '\t',
    '@',
    '[',
    ']',
    '!',
    '.',
    '\u00a0',
    '-',
  ),
  maxLength: 14,
});

function matcherOf(text: string): OwnerMatcher {
  return compileOwners(parseCodeowners(new TextEncoder().encode(text)).rules);
}

function brief(answer: OwnershipAnswer): object {
  return { status: answer.status, line: answer.status === 'unmatched' ? null : answer.rule.line };
}

function expectAgreement(text: string, paths: readonly string[]): void {
  const file = parseCodeowners(new TextEncoder().encode(text));
  const naive = naiveRead(text);
  expect(file.unusable).toBeNull();
  expect(file.skipped.map((skipped) => skipped.line)).toEqual(naive.skipped);
  expect(file.rules.map((read) => [read.line, read.ambiguous !== null])).toEqual(
    naive.rules.map((read) => [read.line, read.ambiguous]),
  );
  const matcher = compileOwners(file.rules);
  for (const candidate of paths) {
    const answer = { path: candidate, ...brief(ownersOf(matcher, candidate)) };
    expect(answer).toEqual({ path: candidate, ...naiveAnswer(naive.rules, candidate) });
  }
}

describe('the matcher against the naive oracle', () => {
  it('agrees on 120,000 pairs of (rules, path) from small alphabets', () => {
    let pairs = 0;
    const statuses = new Map<string, number>();
    fc.assert(
      fc.property(
        fc.array(rule, { minLength: 1, maxLength: 8 }),
        fc.array(path, { minLength: 20, maxLength: 20 }),
        (lines, paths) => {
          expectAgreement(lines.join('\n'), paths);
          pairs += paths.length;
          const matcher = matcherOf(lines.join('\n'));
          for (const candidate of paths) {
            const { status } = ownersOf(matcher, candidate);
            statuses.set(status, (statuses.get(status) ?? 0) + 1);
          }
        },
      ),
      { numRuns: 6_000 },
    );
    expect(pairs).toBeGreaterThanOrEqual(120_000);
    // A generator that never collides would prove nothing.
    for (const status of ['owned', 'unowned', 'unmatched', 'ambiguous']) {
      expect(statuses.get(status) ?? 0, status).toBeGreaterThan(pairs / 50);
    }
  });

  it('agrees on sorted paths, where most of the walk is reused', () => {
    fc.assert(
      fc.property(
        fc.array(rule, { minLength: 1, maxLength: 25 }),
        fc.array(path, { minLength: 40, maxLength: 40 }),
        (lines, paths) => expectAgreement(lines.join('\n'), paths.toSorted()),
      ),
      { numRuns: 1_000 },
    );
  });

  it('agrees on lines of arbitrary punctuation', () => {
    fc.assert(
      fc.property(
        fc.array(wildLine, { minLength: 1, maxLength: 6 }),
        fc.array(path, { minLength: 6, maxLength: 6 }),
        (lines, paths) => expectAgreement(lines.join('\n'), paths),
      ),
      { numRuns: 10_000 },
    );
  });

  it('gives the same answer whatever was asked before', () => {
    fc.assert(
      fc.property(
        fc.array(rule, { minLength: 1, maxLength: 8 }),
        fc.array(path, { minLength: 2, maxLength: 12 }),
        (lines, paths) => {
          const used = matcherOf(lines.join('\n'));
          for (const candidate of paths) {
            const fresh = matcherOf(lines.join('\n'));
            expect(brief(ownersOf(used, candidate))).toEqual(brief(ownersOf(fresh, candidate)));
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), path, (bytes, candidate) => {
        const file = parseCodeowners(bytes);
        if (file.unusable !== null) expect(file.rules).toEqual([]);
        expect(ownersOf(compileOwners(file.rules), candidate).status).toBeTypeOf('string');
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('real files', () => {
  for (const repository of ['dd-trace-js', 'esphome']) {
    const folder = new URL(`../../../shared/corpus/codeowners/${repository}/`, import.meta.url);
    it.skipIf(!existsSync(folder))(`agrees with the oracle on every path of ${repository}`, () => {
      const text = readFileSync(new URL('CODEOWNERS', folder), 'utf8');
      const paths = readFileSync(new URL('paths.txt', folder), 'utf8').trimEnd().split('\n');
      expect(paths.length).toBeGreaterThan(4_000);
      expectAgreement(text, paths);
      const sorted = matcherOf(text);
      const backwards = matcherOf(text);
      const answers = new Map(paths.map((real) => [real, ownersOf(sorted, real)]));
      for (const real of paths.toReversed()) {
        expect(brief(ownersOf(backwards, real))).toEqual(
          brief(answers.get(real) ?? { status: 'unmatched' }),
        );
      }
    });
  }
});
