import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/core/yaml/decode.ts';
import { parseYaml } from '../../src/core/yaml/parse.ts';

const encoder = new TextEncoder();

function codes(bytes: Uint8Array): readonly string[] {
  return decodeText(bytes).problems.map((problem) => problem.code);
}

function wide(text: string, unit: 2 | 4, isLittle: boolean, mark: boolean): Uint8Array {
  const points = Array.from(mark ? `\ufeff${text}` : text, (c) => c.codePointAt(0) ?? 0);
  const bytes = points.flatMap((point) => {
    const big = Array.from({ length: unit }, (_, i) => (point >> (8 * (unit - 1 - i))) & 0xff);
    return isLittle ? big.reverse() : big;
  });
  return Uint8Array.from(bytes);
}

describe('encodings', () => {
  it.each([
    ['a stray continuation byte', [0x61, 0x80]],
    ['a truncated sequence', [0x61, 0xe2, 0x82]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['an overlong NUL', [0xe0, 0x80, 0x80]],
    ['an encoded surrogate', [0x61, 0xed, 0xa0, 0x80]],
    ['above U+10FFFF', [0x61, 0xf4, 0x90, 0x80, 0x80]],
    ['0xFF', [0x61, 0x0a, 0x62, 0xff]],
  ])('refuses %s', (_, bytes) => {
    const decoded = decodeText(Uint8Array.from(bytes));
    expect(decoded.text).toBeNull();
    expect(decoded.problems.map((p) => p.code)).toEqual(['not-utf-8']);
    expect(parseYaml(Uint8Array.from(bytes))).toMatchObject({ lines: null, documents: [] });
  });

  it('names the first bad byte and its line', () => {
    const { problems } = decodeText(Uint8Array.from([0x61, 0x0a, 0x62, 0xff]));
    expect(problems[0]?.message).toBe('byte 4 on line 2 (`0xFF`) is not UTF-8');
  });

  it.each([2, 4] as const)('refuses UTF-%i wide text in every form', (unit) => {
    for (const isLittle of [true, false])
      for (const mark of [true, false]) {
        const bytes = wide('kind: Role\n', unit, isLittle, mark);
        expect(codes(bytes), `${unit} ${isLittle} ${mark}`).toEqual(['not-utf-8']);
        expect(decodeText(bytes).problems[0]?.message).toContain(
          `UTF-${unit * 8}${isLittle ? 'LE' : 'BE'}`,
        );
      }
  });

  it('refuses a byte order mark, first or later', () => {
    expect(codes(encoder.encode('\ufeffa: b'))).toEqual(['byte-order-mark']);
    expect(codes(encoder.encode('a: b\ufeff'))).toEqual(['forbidden-character']);
  });

  it('accepts two-, three- and four-byte characters', () => {
    expect(decodeText(encoder.encode('a: é€😀'))).toEqual({ text: 'a: é€😀', problems: [] });
  });
});

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

const FORBIDDEN = [
  ...range(0x00, 0x08),
  0x0b,
  0x0c,
  ...range(0x0e, 0x1f),
  0x7f,
  ...range(0x80, 0x9f),
  0x2028,
  0x2029,
  // bidi controls
  0x061c,
  0x200e,
  0x200f,
  ...range(0x202a, 0x202e),
  ...range(0x2066, 0x2069),
  // default ignorable
  0x00ad,
  0x034f,
  0x115f,
  0x17b4,
  0x180e,
  0x200b,
  0x200c,
  0x200d,
  0x2060,
  0x2064,
  0x3164,
  0xfe00,
  0xfe0f,
  0xffa0,
  0x1d173,
  0xe0001,
  0xe0041,
  0xe01ef,
];

describe('forbidden characters', () => {
  it.each(FORBIDDEN.map((c) => [c.toString(16).toUpperCase().padStart(4, '0'), c] as const))(
    'refuses U+%s in a key, a value, a comment, quotes and a block scalar',
    (name, codePoint) => {
      const c = String.fromCodePoint(codePoint);
      for (const [before, after] of [
        ['kin', 'd: Role\n'],
        ['kind: Ro', 'le\n'],
        ['kind: Role # no', 'te\n'],
        ['kind: "Ro', 'le"\n'],
        ['kind: |\n  Ro', 'le\n'],
      ] as const) {
        const parsed = parseYaml(encoder.encode(before + c + after));
        expect(parsed.documents).toEqual([]);
        const span = { start: before.length, end: before.length + c.length };
        expect(parsed.problems).toMatchObject([{ code: 'forbidden-character', span }]);
        expect(parsed.problems[0]?.message).toContain(`U+${name}`);
        expect(parsed.problems[0]?.help).toBeTruthy();
      }
    },
  );

  it('refuses a lone CR and accepts CRLF, LF and TAB', () => {
    expect(codes(encoder.encode('a: b\rc: d'))).toEqual(['forbidden-character']);
    expect(codes(encoder.encode('a: b\r'))).toEqual(['forbidden-character']);
    expect(codes(encoder.encode('a: b\r\r\n'))).toEqual(['forbidden-character']);
    expect(codes(encoder.encode('a: b\r\nc:\td\n'))).toEqual([]);
  });

  it('lists twenty and counts the rest', () => {
    const { problems } = decodeText(encoder.encode('\u202e'.repeat(30)));
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)?.message).toBe('10 more of the same kind');
    expect(problems.at(-1)?.span).toEqual({ start: 20, end: 21 });
  });
});
