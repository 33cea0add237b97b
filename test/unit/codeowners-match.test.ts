import { describe, expect, it } from 'vitest';

import {
  compileOwners,
  ownersOf,
  ownersOfSubmodule,
} from '../../src/core/ownership/codeowners-match.ts';
import { parseCodeowners } from '../../src/core/ownership/codeowners-parse.ts';

function matcherOf(text: string) {
  return compileOwners(parseCodeowners(new TextEncoder().encode(text)).rules);
}

/** `12 owned`, so that a table can say who decides and how. */
function decision(text: string, path: string): string {
  const answer = ownersOf(matcherOf(text), path);
  return answer.status === 'unmatched' ? 'unmatched' : `${answer.rule.line} ${answer.status}`;
}

interface PatternCase {
  readonly why: string;
  readonly pattern: string;
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

const patterns: readonly PatternCase[] = [
  {
    why: '1: without a slash it floats',
    pattern: 'foo',
    yes: ['foo', 'a/foo', 'a/b/foo', 'foo/x', 'a/foo/x/y'],
    no: ['foo1', 'a/foo1', 'afoo', 'Foo', 'fo/o'],
  },
  {
    why: '1: a slash at the start anchors',
    pattern: '/foo',
    yes: ['foo', 'foo/a', 'foo/a/b'],
    no: ['a/foo', 'a/foo/b', 'foobar'],
  },
  {
    why: '1: a slash in the middle anchors',
    pattern: 'a/foo',
    yes: ['a/foo', 'a/foo/x'],
    no: ['b/a/foo', 'a/foox', 'a', 'foo'],
  },
  {
    why: '2: a trailing slash is everything below, never the file; alone it does not anchor',
    pattern: 'apps/',
    yes: ['apps/x', 'apps/x/y', 'a/apps/x'],
    no: ['apps', 'a/apps', 'myapps/x'],
  },
  {
    why: '2: anchored directory',
    pattern: '/docs/',
    yes: ['docs/a', 'docs/a/b'],
    no: ['docs', 'a/docs/b'],
  },
  {
    why: '2: with a slash in the middle',
    pattern: 'a/b/',
    yes: ['a/b/c', 'a/b/c/d'],
    no: ['a/b', 'x/a/b/c'],
  },
  {
    why: '3: without a trailing slash, the file or the directory',
    pattern: '/a/b',
    yes: ['a/b', 'a/b/c', 'a/b/c/d'],
    no: ['a', 'a/bc', 'a/c'],
  },
  {
    why: '4: a last `*` after a slash is direct children only',
    pattern: 'docs/*',
    yes: ['docs/a', 'docs/.a'],
    no: ['docs/a/b', 'docs', 'x/docs/a'],
  },
  { why: '4: at the root', pattern: '/*', yes: ['a', '.a'], no: ['a/b', 'a/b/c'] },
  { why: '4: twice', pattern: 'a/*/*', yes: ['a/b/c'], no: ['a/b', 'a/b/c/d'] },
  { why: '4: `*/*` has a slash in the middle', pattern: '*/*', yes: ['a/b'], no: ['a', 'a/b/c'] },
  {
    why: '2, 4: a trailing slash after `*` is everything below the directories',
    pattern: 'a/*/',
    yes: ['a/b/c', 'a/b/c/d'],
    no: ['a/b', 'x/a/b/c'],
  },
  { why: '2: `*/`', pattern: '*/', yes: ['a/b', 'a/b/c'], no: ['a'] },
  {
    why: '5: any other wildcard at the end does recurse',
    pattern: '/foo*',
    yes: ['foo', 'foobar', 'foo/a', 'foobar/a/b'],
    no: ['a/foo', 'fo'],
  },
  {
    why: '5: in a directory',
    pattern: 'a/*.d',
    yes: ['a/x.d', 'a/.d', 'a/x.d/y'],
    no: ['a/x/y.d', 'a/x.dd', 'b/a/x.d'],
  },
  {
    why: '5: floating',
    pattern: '*.js',
    yes: ['a.js', 'x/a.js', '.js', 'a.js/b'],
    no: ['a.jsx', 'a.JS'],
  },
  { why: '6: a lone `*`', pattern: '*', yes: ['a', '.a', 'a/b/.c'], no: [] },
  { why: '6: a lone `**`', pattern: '**', yes: ['a', '.a', 'a/b/.c'], no: [] },
  { why: '6: `/**`', pattern: '/**', yes: ['a', '.a', 'a/b/.c'], no: [] },
  { why: '6: `*` stays within a segment', pattern: '/a*z', yes: ['az', 'abz', 'a.z'], no: ['a/z'] },
  {
    why: '6: `*` in the middle',
    pattern: 'a/*/c',
    yes: ['a/b/c', 'a/b/c/d'],
    no: ['a/c', 'a/b/b/c'],
  },
  {
    why: '6: `?` is one character',
    pattern: '/a?c',
    yes: ['abc', 'a?c', 'aéc', 'a😀c'],
    no: ['ac', 'abbc', 'a/c'],
  },
  { why: '6: `?` alone', pattern: '/?', yes: ['a', '😀', 'a/b'], no: ['ab'] },
  {
    why: '6: `?` beside a character of two units',
    pattern: '/?😀',
    yes: ['a😀', '😁😀'],
    no: ['a😁', '😀'],
  },
  {
    why: '6: `?` and `*` together',
    pattern: '/?*b?',
    yes: ['abc', 'aabbc', 'abbb'],
    no: ['ab', 'bc', 'aac'],
  },
  {
    why: '7: `**/x` at any depth, none included',
    pattern: '**/x',
    yes: ['x', 'a/x', 'a/b/x', 'a/x/c'],
    no: ['ax', 'a/bx'],
  },
  { why: '7: `/**/x`', pattern: '/**/x', yes: ['x', 'a/x', 'a/b/x'], no: ['ax'] },
  {
    why: '7: `a/**/b`',
    pattern: 'a/**/b',
    yes: ['a/b', 'a/x/b', 'a/x/y/b', 'a/x/b/z'],
    no: ['b', 'x/a/b', 'ab'],
  },
  {
    why: '7: several `**`',
    pattern: 'a/**/b/**/c',
    yes: ['a/b/c', 'a/x/b/b/y/c'],
    no: ['a/c', 'a/c/b'],
  },
  {
    why: '7: `a/**` is everything inside',
    pattern: 'a/**',
    yes: ['a/b', 'a/b/c', 'a/.b'],
    no: ['a', 'x/a/b'],
  },
  { why: '7: `a**b` is `a*b`', pattern: '/a**b', yes: ['ab', 'axb', 'ab/c'], no: ['a/b', 'a/x/b'] },
  { why: '7: `**foo` is `*foo`', pattern: '**foo', yes: ['foo', 'xfoo', 'a/xfoo'], no: ['foox'] },
  { why: '4, 7: `**/*`', pattern: '**/*', yes: ['a', 'a/b', 'a/b/c'], no: [] },
  { why: '4, 7: `a/**/*`', pattern: 'a/**/*', yes: ['a/b', 'a/b/c'], no: ['a', 'b/a/c'] },
  { why: '2, 7: `**/x/`', pattern: '**/x/', yes: ['x/a', 'a/x/b/c'], no: ['x', 'a/x'] },
  { why: 'L: an escaped space', pattern: 'a\\ b/c', yes: ['a b/c'], no: ['a', 'a\\ b/c', 'ab/c'] },
  {
    why: 'D, L: escaped brackets',
    pattern: '/p/\\[id\\].ts',
    yes: ['p/[id].ts'],
    no: ['p/i.ts', 'p/\\[id\\].ts'],
  },
  { why: 'D: an escaped wildcard is a literal', pattern: '/\\*\\?', yes: ['*?'], no: ['ab', 'a?'] },
  {
    why: 'D: an escaped `*` in front of `**`',
    pattern: '/\\***',
    yes: ['*', '*a'],
    no: ['a', 'a*'],
  },
  { why: 'D: an escaped `!` is a literal', pattern: '\\!a', yes: ['!a'], no: ['a', '\\!a'] },
  { why: 'D: an escaped backslash', pattern: 'a\\\\b', yes: ['a\\b'], no: ['ab', 'a\\\\b'] },
  { why: 'L: no braces', pattern: '/{a,b}', yes: ['{a,b}'], no: ['a', 'b'] },
  { why: 'L: no extglob', pattern: '/@(a|b)', yes: ['@(a|b)'], no: ['a', 'b'] },
  { why: 'L: other literals', pattern: '/a:^~(b)|+@', yes: ['a:^~(b)|+@'], no: ['a'] },
  {
    why: 'L: `$` and `.` are not regular expressions',
    pattern: '/a.b$',
    yes: ['a.b$'],
    no: ['axb$', 'a.b'],
  },
  { why: 'paths are case-sensitive', pattern: '/Docs/', yes: ['Docs/a'], no: ['docs/a', 'DOCS/a'] },
  { why: 'no Unicode folding', pattern: '/\u00e9', yes: ['\u00e9'], no: ['e\u0301', '\u00c9'] },
  {
    why: 'names of objects are no names',
    pattern: '/constructor',
    yes: ['constructor'],
    no: ['__proto__', 'toString'],
  },
];

describe('one pattern', () => {
  it.each(patterns)('$pattern ($why)', ({ pattern, yes, no }) => {
    for (const path of yes)
      expect([path, decision(`${pattern} @x`, path)]).toEqual([path, '1 owned']);
    for (const path of no)
      expect([path, decision(`${pattern} @x`, path)]).toEqual([path, 'unmatched']);
  });
});

const ambiguous: readonly PatternCase[] = [
  { why: '8', pattern: 'x/**/', yes: ['x/a', 'x/a/b'], no: ['x', 'a/x/b'] },
  { why: '8', pattern: '**/', yes: ['a', 'a/b'], no: [] },
  { why: '8', pattern: '/**/', yes: ['a', 'a/b'], no: [] },
  { why: '8', pattern: '**/**', yes: ['a', 'a/b'], no: [] },
  { why: '8', pattern: 'a/**/**/b', yes: ['a/b', 'a/x/b'], no: ['b', 'a'] },
  {
    why: 'glued `#`: both readings',
    pattern: '/c#-guide.md',
    yes: ['c#-guide.md', 'c', 'c/x'],
    no: ['c#', 'd'],
  },
  {
    why: 'glued `#` after an escaped backslash',
    pattern: '/c\\\\#d',
    yes: ['c\\#d', 'c\\'],
    no: ['c'],
  },
  { why: 'glued `#` that could leave `/`', pattern: '/#a', yes: ['#a'], no: ['a'] },
  { why: 'glued `#` in front of an invalid rest', pattern: '/a#[b]', yes: ['a'], no: ['a#[b]'] },
  { why: 'unusual white space', pattern: '/a\u00a0b', yes: ['a\u00a0b', 'a'], no: ['b'] },
  { why: 'an escaped tab', pattern: '/a\\\tb', yes: ['a\tb', 'a\\'], no: ['a', 'b'] },
  { why: 'empty segments', pattern: '/a//b', yes: ['a/b', 'a/b/c'], no: ['a', 'b'] },
  { why: 'slashes in front', pattern: '//a', yes: ['a', 'a/b'], no: ['b/a'] },
  { why: 'slashes behind', pattern: 'a//', yes: ['a/b', 'b/a/c'], no: ['a'] },
  { why: 'a dot segment', pattern: './a', yes: ['a', 'a/b'], no: ['b/a'] },
  { why: 'two dots', pattern: 'a/../b', yes: ['b'], no: ['a/b', 'a'] },
  { why: 'a lone dot', pattern: '.', yes: ['a', 'a/b'], no: [] },
  { why: 'an escaped slash', pattern: 'a\\/b', yes: ['a/b'], no: ['b'] },
];

describe('a pattern of unknown meaning', () => {
  it.each(ambiguous)('$pattern blocks what it could decide ($why)', ({ pattern, yes, no }) => {
    for (const owners of ['@x', '']) {
      const text = `* @all\n${pattern} ${owners}`;
      for (const path of yes) expect([path, decision(text, path)]).toEqual([path, '2 ambiguous']);
      for (const path of no) expect([path, decision(text, path)]).toEqual([path, '1 owned']);
      // A later certain line decides whatever the ambiguous one means.
      for (const path of yes) expect(decision(`${text}\n* @all`, path)).toBe('3 owned');
    }
  });

  it('takes a backslash at the end of a line for itself', () => {
    expect(decision('* @all\n/a\\', 'a\\')).toBe('2 ambiguous');
    expect(decision('* @all\n/a\\', 'a')).toBe('1 owned');
  });

  it('gives the reason with the answer', () => {
    expect(ownersOf(matcherOf('c#.md @x'), 'c#.md')).toMatchObject({
      status: 'ambiguous',
      reason: 'GitHub does not say whether a `#` inside a word begins a comment',
      rule: { line: 1, text: 'c#.md @x' },
    });
  });
});

describe('a whole file', () => {
  const text = [
    '# who owns what',
    '*       @all',
    '*.js    @js',
    '',
    '/docs/  @docs   # inline',
    '/docs/internal',
    'docs/internal/keep.md @docs',
    'secret [x] @skipped',
    '!docs/ @skipped',
    '/vendor/* @vendor',
  ].join('\n');

  it.each([
    ['README', '2 owned'],
    ['a/b.js', '3 owned'],
    ['docs/a.js', '5 owned'],
    ['docs/internal', '6 unowned'],
    ['docs/internal/a.js', '6 unowned'],
    ['docs/internal/keep.md', '7 owned'],
    ['vendor/a', '10 owned'],
    ['vendor/a/b', '2 owned'],
    ['secret', '2 owned'],
  ])('%s: %s', (path, expected) => expect(decision(text, path)).toBe(expected));

  it('does not let owners accumulate over lines', () => {
    const answer = ownersOf(matcherOf('* @a\n* @b @c'), 'x');
    expect(answer.status === 'owned' && answer.rule.owners.map((owner) => owner.text)).toEqual([
      '@b',
      '@c',
    ]);
  });

  it('gives the very rule that decides, by its line', () => {
    expect(ownersOf(matcherOf('\n\n  /a\t@x \r\n'), 'a')).toMatchObject({
      rule: { line: 3, text: '  /a\t@x ', pattern: '/a' },
    });
  });

  it('leaves a path unmatched where nothing matches, and where there are no rules', () => {
    expect(decision('/a @x', 'b')).toBe('unmatched');
    expect(decision('', 'b')).toBe('unmatched');
  });
});

describe('a submodule', () => {
  it.each([
    ['/p @x', ['1 owned', '1 owned']],
    ['/p/ @x', ['unmatched', '1 owned']],
    ['/* @x', ['1 owned', 'unmatched']],
    ['/p @x\n/p/** @y', ['1 owned', '2 owned']],
    ['* @x\n/p/', ['1 owned', '2 unowned']],
    ['/p @x\n/p/* @y', ['1 owned', '2 owned']],
    ['/p @x\n/p/src/ @y\n/p/x @z\nx @z\n*.c @z', ['1 owned', '1 owned']],
    ['/p @x\n/p/**/ @y', ['1 owned', '2 ambiguous']],
  ])('%j', (text, expected) => {
    const answers = ownersOfSubmodule(matcherOf(text), 'p');
    expect(
      answers.map((answer) =>
        answer.status === 'unmatched' ? 'unmatched' : `${answer.rule.line} ${answer.status}`,
      ),
    ).toEqual(expected);
  });
});

describe('size', () => {
  it('takes paths and patterns of any depth', () => {
    const deep = Array.from({ length: 100_000 }, () => 'a').join('/');
    expect(decision(`/${deep} @x`, deep)).toBe('1 owned');
    expect(decision('a/**/b @x', `${deep}/b`)).toBe('1 owned');
    expect(decision('a/**/b @x', deep)).toBe('unmatched');
  });

  it('takes a segment of many wildcards without trying the ways to divide it', () => {
    const name = 'a'.repeat(20_000);
    expect(decision(`${'*a'.repeat(500)}b @x`, name)).toBe('unmatched');
    expect(decision(`${'*?a'.repeat(50)}b @x`, name)).toBe('unmatched');
    expect(decision(`${'*a'.repeat(500)} @x`, name)).toBe('1 owned');
  });

  it('takes many `**` without trying the ways to divide the path', () => {
    const path = Array.from({ length: 2_000 }, () => 'a').join('/');
    expect(decision(`${'a/**/'.repeat(200)}b @x`, path)).toBe('unmatched');
    expect(decision(`${'a/**/'.repeat(200)}a @x`, path)).toBe('1 owned');
  });

  it('takes one pattern of nearly three megabytes', () => {
    expect(decision(`/${'a'.repeat(2_900_000)} @x`, 'a')).toBe('unmatched');
    expect(decision(`/${'?'.repeat(2_900_000)} @x`, 'a')).toBe('unmatched');
    expect(decision(`/${'a/'.repeat(1_400_000)}a @x`, 'a/a')).toBe('unmatched');
  });
});
