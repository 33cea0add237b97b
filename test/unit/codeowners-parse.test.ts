import { describe, expect, it } from 'vitest';

import { parseCodeowners } from '../../src/core/ownership/codeowners-parse.ts';

function parse(text: string) {
  return parseCodeowners(new TextEncoder().encode(text));
}

/** The one line of the text: its pattern and owners, or why it is not a plain rule. */
function read(text: string): string {
  const { rules, skipped, unusable } = parse(text);
  expect(unusable).toBeNull();
  expect(rules.length + skipped.length).toBeLessThanOrEqual(1);
  const [rule] = rules;
  const [line] = skipped;
  if (line !== undefined) return `skipped: ${line.reason}`;
  if (rule === undefined) return 'nothing';
  if (rule.ambiguous !== null) return `ambiguous: ${rule.ambiguous}`;
  return [rule.pattern, ...rule.owners.map((owner) => `${owner.kind} ${owner.folded}`)].join(' | ');
}

const notAnOwner = (token: string): string =>
  `skipped: \`${token}\` is not @user, @organisation/team or an e-mail address`;
const maybeAnOwner = (token: string): string =>
  `ambiguous: GitHub does not say whether \`${token}\` is an owner`;
const maybeComment = (token: string): string =>
  `ambiguous: GitHub does not say whether the \`#\` in \`${token}\` begins a comment`;

describe('a line', () => {
  it.each([
    ['', 'nothing'],
    [' \t ', 'nothing'],
    ['# comment', 'nothing'],
    ['  # comment', 'nothing'],
    ['#comment @x', 'nothing'],
    ['/a @x', '/a | account @x'],
    ['  /a   @x\t@y  ', '/a | account @x | account @y'],
    ['/a\t@x', '/a | account @x'],
    ['/a @x\r\n', '/a | account @x'],
    ['/a\r\n', '/a'],
    ['/a @x\r', '/a | account @x'],
    ['/a', '/a'],
    ['/a # nobody', '/a'],
    ['/a @x # y', '/a | account @x'],
    ['/a @x #y', '/a | account @x'],
    ['/a @x\t#', '/a | account @x'],
    ['a\\ b @x', 'a\\ b | account @x'],
    ['@user @x', '@user | account @x'],
    ['é/ü @x', 'é/ü | account @x'],
  ])('%j: %s', (text, expected) => expect(read(text)).toBe(expected));
});

describe('an owner', () => {
  it.each([
    ['* @Octo-Cat', '* | account @octo-cat'],
    ['* @octo_Acme', '* | account @octo_acme'],
    ['* @Org/Team-A_b', '* | team @org/team-a_b'],
    ['* Docs.a+b@Example.com', '* | email Docs.a+b@Example.com'],
    ['* user', notAnOwner('user')],
    ['* @x user', notAnOwner('user')],
    ['*.txt docs@', notAnOwner('docs@')],
    ['* org/team', notAnOwner('org/team')],
    ['* ,', notAnOwner(',')],
    ['* @', maybeAnOwner('@')],
    ['* @x@', maybeAnOwner('@x@')],
    ['* @one@two', maybeAnOwner('@one@two')],
    ['* @x,', maybeAnOwner('@x,')],
    ['* @a/b/c', maybeAnOwner('@a/b/c')],
    ['* @a/', maybeAnOwner('@a/')],
    ['* @/a', maybeAnOwner('@/a')],
    ['* @bot[bot]', maybeAnOwner('@bot[bot]')],
    ['* @\u212aay', maybeAnOwner('@\u212aay')],
    ['* @jos\u00e9', maybeAnOwner('@jos\u00e9')],
    ['* @x\u00a0@y', maybeAnOwner('@x\u00a0@y')],
    ['* a@localhost', maybeAnOwner('a@localhost')],
    ['* a@b@c.de', maybeAnOwner('a@b@c.de')],
    ['* a@b..de', maybeAnOwner('a@b..de')],
    ['* @@x', maybeAnOwner('@@x')],
    // A certain error beats a doubt, for it skips the line whatever the doubt means.
    ['* @one@two user', notAnOwner('user')],
    ['* @x# user', maybeComment('@x#')],
    ['* user @x#', notAnOwner('user')],
    ['* @bar# x', maybeComment('@bar#')],
    ['* @bar#x', maybeComment('@bar#x')],
  ])('%j: %s', (text, expected) => expect(read(text)).toBe(expected));

  it('keeps what was written', () => {
    expect(parse('* @Me @Org/Team a@B.de').rules[0]?.owners).toEqual([
      { kind: 'account', text: '@Me', folded: '@me', login: 'Me' },
      { kind: 'team', text: '@Org/Team', folded: '@org/team', organisation: 'Org', slug: 'Team' },
      { kind: 'email', text: 'a@B.de', folded: 'a@B.de', address: 'a@B.de' },
    ]);
  });
});

describe('an invalid pattern skips its line', () => {
  it.each([
    ['!/a @x', 'GitHub does not allow negation with `!`'],
    ['\\#a @x', 'GitHub does not allow `\\#` in a pattern'],
    ['a\\#b @x', 'GitHub does not allow `\\#` in a pattern'],
    ['***/*.rb @x', 'GitHub does not allow `***` in a pattern'],
    ['a/b***c @x', 'GitHub does not allow `***` in a pattern'],
    ['/[ab].c @x', '`[` and `]` must be escaped with `\\` in a pattern'],
    ['/a] @x', '`[` and `]` must be escaped with `\\` in a pattern'],
    ['\\[a] @x', '`[` and `]` must be escaped with `\\` in a pattern'],
    ['/ @x', 'the pattern `/` never matches anything'],
    ['// @x', 'the pattern `/` never matches anything'],
    ['![a]#b @x', 'GitHub does not allow negation with `!`'],
  ])('%j: %s', (text, reason) => {
    expect(parse(`# one\n${text}\n* @x`)).toMatchObject({
      skipped: [{ line: 2, text, reason }],
      rules: [{ line: 3 }],
      unusable: null,
    });
  });
});

describe('doubt about where a pattern ends', () => {
  it.each(['c#-guide.md @x', 'c#-guide.md', 'a#b not owners', 'a#', '#'.padStart(2, 'a')])(
    '%j',
    (text) => {
      expect(read(text)).toBe(
        'ambiguous: GitHub does not say whether a `#` inside a word begins a comment',
      );
    },
  );

  it('does not take unusual white space for a blank', () => {
    const expected = 'ambiguous: GitHub does not say whether unusual white space ends a pattern';
    for (const text of ['/a\u00a0@x', '\u00a0/a @x', '/a\u3000b @x', '/a\ufeff', '/a\\\tb @x']) {
      expect(read(text)).toBe(expected);
    }
  });
});

describe('the file', () => {
  it('is unusable from 3,000,000 bytes up', () => {
    const line = '* @x\n';
    const under = new TextEncoder().encode(line.padEnd(2_999_999, '#'));
    const over = new TextEncoder().encode(line.padEnd(3_000_000, '#'));
    expect(parseCodeowners(under)).toMatchObject({ unusable: null, rules: [{ line: 1 }] });
    expect(parseCodeowners(over)).toEqual({
      rules: [],
      skipped: [],
      unusable: 'the file is not under 3 MB: GitHub ignores it',
    });
  });

  it.each([
    ['a byte order mark', [0xef, 0xbb, 0xbf, 0x2a], 'the file begins with a byte order mark'],
    ['UTF-16', [0xff, 0xfe, 0x2a, 0x00], 'the file is not valid UTF-8'],
    ['a truncated character', [0x2a, 0x20, 0xc3], 'the file is not valid UTF-8'],
    ['an encoded surrogate', [0xed, 0xa0, 0x80], 'the file is not valid UTF-8'],
    ['NUL', [0x2a, 0x0a, 0x00], 'line 2 contains a control character'],
    ['a lone CR', [0x23, 0x0d, 0x2a, 0x0a], 'line 1 contains a control character'],
    ['CR CR LF', [0x2a, 0x0d, 0x0d, 0x0a], 'line 1 contains a control character'],
    ['a form feed', [0x2a, 0x0c, 0x0a], 'line 1 contains a control character'],
    ['U+0085', [0x23, 0xc2, 0x85, 0x2a], 'line 1 contains a control character'],
    ['U+2028', [0x23, 0xe2, 0x80, 0xa8, 0x2a], 'line 1 contains a control character'],
  ])('with %s is unusable', (_, bytes, unusable) => {
    expect(parseCodeowners(Uint8Array.from(bytes))).toEqual({ rules: [], skipped: [], unusable });
  });

  it('may be empty', () => {
    expect(parse('')).toEqual({ rules: [], skipped: [], unusable: null });
  });

  it('counts lines with CRLF and without a last line break', () => {
    expect(
      parse('# a\r\n\r\n/b @x\r\n/c user\r\n/d').rules.map((rule) => [rule.line, rule.text]),
    ).toEqual([
      [3, '/b @x'],
      [5, '/d'],
    ]);
  });
});
