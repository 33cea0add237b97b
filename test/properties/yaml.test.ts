import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
// oxlint-disable-next-line no-restricted-imports -- the oracle for plain scalars
import { parse as referenceParse } from 'yaml';
import { canonicalNode } from '../../src/core/yaml/node.ts';
import type { YamlNode } from '../../src/core/yaml/node.ts';
import { parseYaml } from '../../src/core/yaml/parse.ts';
import type { ParsedYaml } from '../../src/core/yaml/parse.ts';
import { resolvePlain } from '../../src/core/yaml/scalar.ts';
import { findTemplate } from '../../src/core/yaml/template.ts';

const encoder = new TextEncoder();

/** Text made of what matters to a YAML reader. */
const yamlish = fc
  .array(
    fc.constantFrom(
      ...'a b : , - ? [ ] { } # & * ! | > \' " % @ ` \\ 1 _ . / = ~ < {{ }} {%'.split(' '),
      ' ',
      '\n',
      '\r\n',
      '\t',
      ': ',
      '- ',
      '  ',
      '\n  ',
      '---\n',
      '...\n',
      '&a ',
      '*a',
      '!t ',
      '%YAML 1.1\n',
      '<<',
      '|\n  x\n',
      '"q"',
      "'q'",
      'key: ',
      'é',
      '😀',
      '\u2028',
      '\ufeff',
      'yes',
      '0777',
      '? ',
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

function check(parsed: ParsedYaml): void {
  if (parsed.problems.length > 0) expect(parsed.documents).toEqual([]);
  const length = parsed.lines?.text.length ?? 0;
  const inside = (span: { start: number; end: number }): void => {
    expect(span.start).toBeGreaterThanOrEqual(0);
    expect(span.end).toBeGreaterThanOrEqual(span.start);
    expect(span.end).toBeLessThanOrEqual(length);
  };
  for (const problem of parsed.problems) inside(problem.span);
  for (const document of parsed.documents) {
    inside(document.span);
    for (const problem of document.problems) inside(problem.span);
    if (document.root !== null) {
      checkNode(document.root, parsed.lines?.text ?? '', inside);
      canonicalNode(document.root);
    }
  }
}

function checkNode(
  node: YamlNode,
  text: string,
  inside: (span: { start: number; end: number }) => void,
): void {
  inside(node.span);
  const source = text.slice(node.span.start, node.span.end);
  if (node.viaAlias) expect(source).toMatch(/^\*/);
  else if (node.kind === 'scalar' && node.plain)
    expect(source.replace(/\s+/g, ' ')).toBe(node.text.replace(/\s+/g, ' '));
  else if (node.kind === 'scalar') expect(source).toMatch(/^(?:"[^]*"|'[^]*'|[|>])/);
  if (node.kind === 'sequence') for (const item of node.items) checkNode(item, text, inside);
  if (node.kind === 'mapping')
    for (const entry of node.entries) {
      inside(entry.keySpan);
      checkNode(entry.value, text, inside);
    }
}

describe('parseYaml', () => {
  it('never throws and never points outside, for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => check(parseYaml(bytes))),
      { numRuns: 3000 },
    );
  });

  it('never throws and never points outside, for any text', () => {
    fc.assert(
      fc.property(fc.oneof(yamlish, fc.string({ unit: 'binary' })), (text) => {
        check(parseYaml(encoder.encode(text)));
        const found = findTemplate(text);
        if (found !== null) expect(text.slice(found.span.start)).toMatch(/^\{[{%]/);
      }),
      { numRuns: 5000 },
    );
  });

  it('reads the same from CRLF as from LF', () => {
    fc.assert(
      fc.property(yamlish, (raw) => {
        const text = raw.replaceAll('\r', '');
        const [lf, crlf] = [text, text.replaceAll('\n', '\r\n')].map((source) => {
          const parsed = parseYaml(encoder.encode(source));
          return parsed.problems.length > 0
            ? 'refused'
            : parsed.documents.map(({ root }) =>
                // A complex key is kept as its source.
                root === null ? null : canonicalNode(root).replaceAll('\\r', ''),
              );
        });
        expect(crlf).toEqual(lf);
      }),
      { numRuns: 3000 },
    );
  });
});

/** Characters that the byte rules refuse are written as escapes, as JSON allows. */
function jsonBytes(value: unknown, indent: number | string): Uint8Array {
  const json = JSON.stringify(value, null, indent).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/gu,
    (c) =>
      [...Array(c.length).keys()]
        .map((i) => `\\u${c.charCodeAt(i).toString(16).padStart(4, '0')}`)
        .join(''),
  );
  return encoder.encode(json);
}

function meaning(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(meaning).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([k, v]) => [JSON.stringify(k), meaning(v)] as const);
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([k, v]) => `${k}:${v}`).join(',')}}`;
  }
  if (typeof value === 'number') {
    const text = JSON.stringify(value);
    if (resolvePlain(text).ambiguous !== null) return `~"${text}"`;
    return Math.abs(value) > Number.MAX_SAFE_INTEGER ? `#"${text}"` : text === '-0' ? '0' : text;
  }
  return JSON.stringify(value);
}

describe('JSON', () => {
  it('means in YAML what it means in JSON', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 6, stringUnit: 'binary' }),
        fc.constantFrom<number | string>(0, 2, '\t'),
        (value, indent) => {
          const parsed = parseYaml(jsonBytes(value, indent));
          expect(parsed.problems).toEqual([]);
          const root = parsed.documents[0]?.root;
          expect(root === null || root === undefined ? root : canonicalNode(root)).toBe(
            meaning(JSON.parse(JSON.stringify(value))),
          );
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('canonicalNode', () => {
  const tree = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<unknown>('x', 'yes', 1, null, true, '1'),
      fc.array(tie('node'), { maxLength: 4 }),
      fc.dictionary(fc.string({ minLength: 1, maxLength: 3 }), tie('node'), { maxKeys: 5 }),
    ),
  })).node;

  function reversed(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(reversed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .map(([k, v]) => [k, reversed(v)] as const)
        .reverse(),
    );
  }

  function canonical(value: unknown): string {
    const root = parseYaml(jsonBytes(value, 0)).documents[0]?.root;
    if (root === null || root === undefined) throw new Error('no root');
    return canonicalNode(root);
  }

  it('does not see the order of keys', () => {
    fc.assert(
      fc.property(tree, (value) => {
        expect(canonical(reversed(value))).toBe(canonical(value));
      }),
    );
  });

  it('tells different values apart', () => {
    fc.assert(
      fc.property(tree, tree, (a, b) => {
        expect(canonical(a) === canonical(b)).toBe(meaning(a) === meaning(b));
      }),
    );
  });
});

describe('resolvePlain', () => {
  it('agrees with the core schema of the library', () => {
    const text = fc
      .array(
        fc.constantFrom(...'0 1 7 9 + - . e E x o b _ : f n N a i I F t r u T y s'.split(' ')),
        {
          minLength: 1,
          maxLength: 7,
        },
      )
      .map((parts) => parts.join(''))
      .filter((plain) => !/^[-:.?]+$|:$|^\.\.\.$|^---$/.test(plain));
    const words = fc.constantFrom(
      'null',
      'Null',
      'true',
      'True',
      'FALSE',
      '.inf',
      '-.Inf',
      '.NaN',
      '~',
    );
    fc.assert(
      fc.property(fc.oneof(text, words), (plain) => {
        expect(resolvePlain(plain).value).toEqual(
          referenceParse(plain, { version: '1.2', schema: 'core' }),
        );
      }),
      { numRuns: 5000 },
    );
  });

  it('flags whatever the YAML 1.1 schema of the library reads differently', () => {
    const text = fc
      .array(fc.constantFrom(...'0 1 7 9 + - . e x b _ : f n o y s'.split(' ')), {
        minLength: 1,
        maxLength: 7,
      })
      .map((parts) => parts.join(''))
      .filter((plain) => !/^[-:.?]+$|:$/.test(plain))
      // `e0` and `+.` are NaN to the library's 1.1 schema, and to no other reader.
      .filter((plain) => !/^[-+]?[._]*(?:e[-+0-9]*)?$/.test(plain));
    fc.assert(
      fc.property(text, (plain) => {
        const old: unknown = referenceParse(plain, { version: '1.1', logLevel: 'silent' });
        const { value, ambiguous } = resolvePlain(plain);
        if (!Object.is(old, value) && !(old === 0 && value === 0)) expect(ambiguous).not.toBeNull();
      }),
      { numRuns: 5000 },
    );
  });
});

describe('decoding', () => {
  it('accepts only what decodes and encodes to the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        const { lines } = parseYaml(bytes);
        if (lines !== null) expect(encoder.encode(lines.text)).toEqual(bytes);
      }),
      { numRuns: 2000 },
    );
  });
});
