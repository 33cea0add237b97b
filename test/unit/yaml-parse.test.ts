import { describe, expect, it } from 'vitest';
import { positionAt } from '../../src/core/location.ts';
import { canonicalNode, get, getEntry } from '../../src/core/yaml/node.ts';
import type { YamlMapping, YamlNode } from '../../src/core/yaml/node.ts';
import { parseYaml } from '../../src/core/yaml/parse.ts';
import type { ParsedYaml } from '../../src/core/yaml/parse.ts';

const encoder = new TextEncoder();

function parse(text: string): ParsedYaml {
  return parseYaml(encoder.encode(text));
}

/** The one document's root of a text without file-level problems. */
function rootOf(text: string): YamlNode {
  const parsed = parse(text);
  expect(parsed.problems).toEqual([]);
  expect(parsed.documents).toHaveLength(1);
  const root = parsed.documents[0]?.root;
  if (root === null || root === undefined) throw new Error('no root');
  return root;
}

function mappingOf(text: string): YamlMapping {
  const root = rootOf(text);
  if (root.kind !== 'mapping') throw new Error('no mapping');
  return root;
}

/** `code: source slice` of each problem of the first document. */
function found(text: string): readonly string[] {
  const parsed = parse(text);
  expect(parsed.problems).toEqual([]);
  return (parsed.documents[0]?.problems ?? []).map(
    ({ code, span }) => `${code}: ${text.slice(span.start, span.end)}`,
  );
}

function fileCodes(text: string): readonly string[] {
  const parsed = parse(text);
  expect(parsed.documents).toEqual([]);
  return parsed.problems.map((problem) => problem.code);
}

/** Anything reachable by keys and indexes. */
function at(node: YamlNode | undefined, ...path: readonly (string | number)[]): YamlNode {
  let here = node;
  for (const step of path) {
    if (here?.kind === 'mapping' && typeof step === 'string') here = get(here, step);
    else if (here?.kind === 'sequence' && typeof step === 'number') here = here.items[step];
    else here = undefined;
  }
  if (here === undefined) throw new Error(`nothing at ${path.join('.')}`);
  return here;
}

const MANIFEST = `# who may read secrets
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: "secret-reader" # quoted
  labels: {team: platform, 'tier': x}
rules:
  - apiGroups: [""]
    resources: ["secrets", configmaps]
    verbs:
    - get
    - "list"
data:
  text: |
    one
    two
  empty:
---
kind: ServiceAccount
metadata: {name: ci}
...
---
kind: Last
`;

describe.each([
  ['LF', MANIFEST],
  ['CRLF', MANIFEST.replaceAll('\n', '\r\n')],
])('positions with %s', (_, text) => {
  const parsed = parse(text);

  function where(document: number, ...path: readonly (string | number)[]): string {
    const { span } = at(parsed.documents[document]?.root ?? undefined, ...path);
    if (parsed.lines === null) throw new Error('no lines');
    const { line, column } = positionAt(parsed.lines, span.start);
    return `${line}:${column} ${text.slice(span.start, span.end).replaceAll('\r', '')}`;
  }

  it('has no problem and three documents', () => {
    expect(parsed.problems).toEqual([]);
    expect(parsed.documents.map((d) => d.problems)).toEqual([[], [], []]);
  });

  it.each([
    [0, ['apiVersion'], '2:13 rbac.authorization.k8s.io/v1'],
    [0, ['metadata', 'name'], '5:9 "secret-reader"'],
    [0, ['metadata', 'labels'], "6:11 {team: platform, 'tier': x}"],
    [0, ['metadata', 'labels', 'tier'], '6:36 x'],
    [0, ['rules', 0, 'apiGroups', 0], '8:17 ""'],
    [0, ['rules', 0, 'resources', 1], '9:28 configmaps'],
    [0, ['rules', 0, 'verbs'], '11:5 - get\n    - "list"'],
    [0, ['rules', 0, 'verbs', 1], '12:7 "list"'],
    [0, ['data', 'text'], '14:9 |\n    one\n    two\n'],
    [0, ['data', 'empty'], '17:9 '],
    [1, ['kind'], '19:7 ServiceAccount'],
    [1, ['metadata', 'name'], '20:18 ci'],
    [2, ['kind'], '23:7 Last'],
  ] as const)('document %i %j', (document, path, expected) => {
    expect(where(document, ...path)).toBe(expected);
  });

  it('knows where keys are', () => {
    const labels = at(parsed.documents[0]?.root ?? undefined, 'metadata', 'labels');
    if (labels.kind !== 'mapping' || parsed.lines === null) throw new Error('no labels');
    const { start, end } = getEntry(labels, 'tier')?.keySpan ?? { start: 0, end: 0 };
    expect(text.slice(start, end)).toBe("'tier'");
    expect(positionAt(parsed.lines, start)).toEqual({ line: 6, column: 28 });
  });

  it('gives each document its range', () => {
    const starts = parsed.documents.map(({ span }) => text.slice(span.start, span.start + 10));
    expect(starts.map((start) => start.split(/\r?\n/)[0])).toEqual(['apiVersion', '---', '---']);
    expect(text.slice(0, parsed.documents[1]?.span.end)).toMatch(/name: ci\}$/);
  });

  it('reads the values', () => {
    expect(canonicalNode(at(parsed.documents[0]?.root ?? undefined, 'data'))).toBe(
      '{"empty":null,"text":"one\\ntwo\\n"}',
    );
  });
});

describe('streams', () => {
  it.each(['', '\n\n', '# only a comment\n', '   \n# x'])('%j has no document', (text) => {
    expect(parse(text)).toMatchObject({ documents: [], problems: [] });
  });

  it.each([
    ['kind: a\n---\nkind: b\n', 2],
    ['---\nkind: a\n---\nkind: b\n', 2],
    ['kind: a\n...\n---\nkind: b\n', 2],
    ['kind: a\n---\n# nothing\n---\nkind: b\n', 3],
    ['kind: |\n  ---\n  text\n', 1],
    ['--- {kind: a}\n--- {kind: b}\n', 2],
  ])('%j has %i', (text, count) => {
    expect(parse(text).problems).toEqual([]);
    expect(parse(text).documents).toHaveLength(count);
  });

  it('reads an empty document as null', () => {
    expect(canonicalNode(rootOf('---\n'))).toBe('null');
  });

  it('reads nothing of a file with one broken document', () => {
    const parsed = parse('kind: a\n---\nkind: [\n');
    expect(parsed.documents).toEqual([]);
    expect(parsed.problems[0]?.code).toBe('yaml-syntax');
    expect(parsed.lines).not.toBeNull();
  });

  it('reads JSON with tabs', () => {
    expect(canonicalNode(rootOf('{\n\t"b": [1, true, null],\n\t"a": "\\u00e9\\/"\n}\n'))).toBe(
      '{"a":"é/","b":[1,true,null]}',
    );
  });
});

describe('keys', () => {
  it.each([
    ['a: 1\na: 2', 'a'],
    ['a: 1\n"a": 2', '"a"'],
    ["a: 1\n'a': 2", "'a'"],
    ['a: 1\n"\\x61": 2', '"\\x61"'],
    ['a: 1\n? a\n: 2', 'a'],
    ['{a: 1, a: 2}', 'a'],
    ['{"a":1,"\\u0061":2}', '"\\u0061"'],
  ])('duplicate-key in %j', (text, key) => {
    expect(found(text)).toEqual([`duplicate-key: ${key}`]);
  });

  it('compares keys after NFC, aliases and types', () => {
    expect(found('"caf\\u00e9": 1\n"cafe\\u0301": 2')).toContain('duplicate-key: "cafe\\u0301"');
    expect(found('x: &k a\na: 1\n*k : 2')).toContain('duplicate-key: *k');
    expect(found("'1': a\n1: b")).toEqual(['non-string-key: 1', 'duplicate-key: 1']);
    expect(found('{? {a: 1, a: 2} : x}')).toContain('duplicate-key: a');
  });

  it('tells case variants apart from duplicates', () => {
    expect(found('Role: 1\nrole: 2\nROLE: 3\nrole: 4')).toEqual([
      'case-variant-key: role',
      'case-variant-key: ROLE',
      'duplicate-key: role',
    ]);
    expect(found('kind: 1\n"\\u212Aind": 2')).toContain('case-variant-key: "\\u212Aind"');
    expect(found('subjects: 1\n"\\u017Fubjects": 2')).toContain(
      'case-variant-key: "\\u017Fubjects"',
    );
  });

  it.each(['<<: {a: b}', '"<<": {a: b}', "'<<': 1", '"\\x3c<": 1', '<<: [{a: b}]'])(
    'merge-key in %j',
    (text) => {
      expect(found(text).map((line) => line.split(':')[0])).toEqual(['merge-key']);
    },
  );

  it.each(['1', 'true', 'null', '~', '1.5', '0x1f'])('the key %s is no string', (key) => {
    expect(found(`${key}: a`)).toEqual([`non-string-key: ${key}`]);
    expect(mappingOf(`${key}: a`).entries[0]).toMatchObject({ key, keyIsString: false });
    expect(found(`"${key}": a`)).toEqual([]);
  });

  it('keeps a complex key under its source text', () => {
    const mapping = mappingOf('? {a: b}\n: c\n? - d\n  - e\n: f\n: g\n');
    expect(mapping.entries.map((entry) => entry.key)).toEqual(['{a: b}', '- d\n  - e', '']);
    expect(mapping.entries.map((entry) => entry.keyIsString)).toEqual([false, false, false]);
  });

  it.each(['__proto__', 'constructor', 'prototype'])('%s is an ordinary, reported key', (key) => {
    expect(found(`${key}: {isAdmin: true}`)).toEqual([`prototype-key: ${key}`]);
    expect(found(`"\\x${key.charCodeAt(0).toString(16)}${key.slice(1)}": 1`)[0]).toMatch(
      /^prototype-key/,
    );
    expect(canonicalNode(rootOf(`${key}: 1`))).toBe(`{"${key}":1}`);
    expect(get(mappingOf('a: 1'), key)).toBeUndefined();
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
  });

  it('reports letters from other scripts and what escapes hide', () => {
    expect(found('rоle: a')).toEqual(['confusable-key: rоle']);
    expect(found('"ro\\u200Ble": a')).toEqual(['confusable-key: "ro\\u200Ble"']);
    expect(found('"role\\0": a')).toEqual(['confusable-key: "role\\0"']);
    expect(parse('rоle: a').documents[0]?.problems[0]?.message).toContain('U+043E');
  });

  it('flags keys that YAML 1.1 reads differently', () => {
    expect(mappingOf('on: push').entries[0]).toMatchObject({
      key: 'on',
      keyAmbiguous: 'a boolean in YAML 1.1',
    });
    expect(found('on: push')).toEqual([]);
    expect(mappingOf('"on": push').entries[0]?.keyAmbiguous).toBeNull();
  });

  it('finds keys in wide mappings, the first of a repeated one', () => {
    const wide = mappingOf(
      `${Array.from({ length: 100 }, (_, i) => `k${i}: ${i}`).join('\n')}\nk7: x\n`,
    );
    expect(get(wide, 'k99')).toMatchObject({ value: 99 });
    expect(get(wide, 'k7')).toMatchObject({ value: 7 });
    expect(get(wide, '__proto__')).toBeUndefined();
  });
});

describe('anchors and aliases', () => {
  it('reports each anchor and resolves each alias at its own place', () => {
    const text = 'base: &b {role: admin}\nuse: *b\n';
    expect(found(text)).toEqual(['anchor: &b']);
    const use = at(rootOf(text), 'use');
    expect(use).toMatchObject({ viaAlias: true, span: { start: 28, end: 30 } });
    expect(at(use, 'role')).toMatchObject({
      value: 'admin',
      viaAlias: true,
      span: { start: 28, end: 30 },
    });
    expect(at(rootOf(text), 'base', 'role')).toMatchObject({ viaAlias: false });
    const spans = use.kind === 'mapping' ? use.entries.map((entry) => entry.keySpan) : [];
    expect(spans).toEqual([{ start: 28, end: 30 }]);
    const late = 'a: [some, longer, things]\nb: !Sub x\nc: &anchor y\n';
    expect(found(late)).toEqual(['explicit-tag: !Sub', 'anchor: &anchor']);
  });

  it('takes the definition that stands last before the alias', () => {
    expect(canonicalNode(rootOf('[&a 1, *a, &a 2, *a]'))).toBe('[1,1,2,2]');
    expect(canonicalNode(rootOf('- &a [&a x]\n- *a\n'))).toBe('[["x"],"x"]');
  });

  it.each(['&a [*a]', 'x: &a {y: [*a]}', '&a {? *a : b}'])('alias-cycle in %j', (text) => {
    const document = parse(text).documents[0];
    expect(document?.root).toBeNull();
    expect(document?.problems.map((p) => p.code)).toEqual(['anchor', 'alias-cycle']);
  });

  it('refuses an alias without an anchor, also from the document before', () => {
    expect(fileCodes('a: *x')).toEqual(['yaml-syntax']);
    expect(fileCodes('a: &x 1\n---\nb: *x')).toEqual(['yaml-syntax']);
  });

  it('bounds expansion by nodes and by text', () => {
    let laughs = 'a0: &a0 [x, x, x, x, x, x, x, x, x]\n';
    for (let i = 1; i < 12; i += 1)
      laughs += `a${i}: &a${i} [${Array.from({ length: 9 }, () => `*a${i - 1}`).join(', ')}]\n`;
    const long = `a: &a ${'x'.repeat(100_000)}\nb: [${'*a, '.repeat(100)}]\n`;
    for (const text of [laughs, long]) {
      const [document] = parse(text).documents;
      expect(document?.root).toBeNull();
      expect(document?.problems.map((p) => p.code)).toContain('alias-expansion');
    }
  });

  it('counts depth through aliases', () => {
    const deep = (levels: number): string => `${'['.repeat(levels)}x${']'.repeat(levels)}`;
    expect(
      parse(`- &a ${deep(40)}\n- ${'['.repeat(23)}*a${']'.repeat(23)}`).documents[0]?.root,
    ).not.toBeNull();
    const [document] = parse(`- &a ${deep(40)}\n- ${'['.repeat(24)}*a${']'.repeat(24)}`).documents;
    expect(document?.root).toBeNull();
    expect(document?.problems.at(-1)?.code).toBe('too-deep');
  });

  it('lets a duplicate key be seen behind many anchors', () => {
    const anchors = Array.from({ length: 50 }, (_, i) => `k${i}: &a${i} x`).join('\n');
    const codes = parse(`${anchors}\nk0: y\n`).documents[0]?.problems.map((p) => p.code);
    expect(codes?.filter((code) => code === 'anchor')).toHaveLength(21);
    expect(codes).toContain('duplicate-key');
  });
});

describe('tags and directives', () => {
  it.each([
    ['a: !!binary aGk=', '!!binary', 'tag:yaml.org,2002:binary', 'aGk='],
    ['a: !!bool "yes"', '!!bool', 'tag:yaml.org,2002:bool', 'yes'],
    ['a: !!int 5', '!!int', 'tag:yaml.org,2002:int', '5'],
    ['a: !!str 0777', '!!str', 'tag:yaml.org,2002:str', '0777'],
    ['a: ! x', '!', '!', 'x'],
    ['a: !secret yes', '!secret', '!secret', 'yes'],
    ['a: !Sub "${X}"', '!Sub', '!Sub', '${X}'],
    ['a: !GetAtt b.Arn', '!GetAtt', '!GetAtt', 'b.Arn'],
    ['a: !!python/object:os.system x', '!!python/object:os.system', undefined, 'x'],
    ['a: !<!x> y', '!<!x>', '!x', 'y'],
    ['a: !!str', '!!str', 'tag:yaml.org,2002:str', ''],
  ])('%s', (text, source, tag, content) => {
    expect(found(text)).toEqual([`explicit-tag: ${source}`]);
    const value = at(rootOf(text), 'a');
    expect(value).toMatchObject({ kind: 'scalar', value: content, text: content, ambiguous: null });
    if (tag !== undefined) expect(value.tag).toBe(tag);
  });

  it.each(['a: !<constructor> x', 'a: !<__proto__> x', '!e!x a', 'a: !! x'])(
    'refuses %s, which the library cannot resolve',
    (text) => {
      const parsed = parse(text);
      expect(parsed.documents).toEqual([]);
      expect(parsed.problems).toMatchObject([
        { code: 'yaml-syntax', message: 'not YAML: a tag that stands for nothing' },
      ]);
    },
  );

  it('keeps the tag of a collection and tells tags apart in the canonical text', () => {
    expect(at(rootOf('a: !Join [b, c]'), 'a')).toMatchObject({ kind: 'sequence', tag: '!Join' });
    expect(canonicalNode(rootOf('a: !Sub b'))).not.toBe(canonicalNode(rootOf('a: !Ref b')));
    expect(canonicalNode(rootOf('a: !Sub b'))).not.toBe(canonicalNode(rootOf('a: b')));
  });

  it('reports directives and never follows them', () => {
    const text = '%YAML 1.1\n---\na: yes\nb: 0777\n';
    expect(found(text)).toEqual(['yaml-directive: %YAML 1.1']);
    expect(at(rootOf(text), 'a')).toMatchObject({ value: 'yes' });
    expect(found('%FOO bar\n---\na: b\n')).toEqual(['yaml-directive: %FOO bar']);
    expect(parse('a: b\n...\n%YAML 1.1\n---\nc: d\n').documents[1]?.problems[0]?.code).toBe(
      'yaml-directive',
    );
    expect(fileCodes('%YAML 1.2\n')).toEqual(['yaml-directive']);
    expect(fileCodes('%YAML 1.1\na: b\n')).toEqual(['yaml-syntax']);
  });
});

describe('numbers and strings', () => {
  it.each([
    '9007199254740993',
    '-9007199254740993',
    '1e400',
    '.inf',
    '-.inf',
    '.nan',
    '0xfffffffffffffff',
  ])('%s is out of range', (text) => {
    expect(found(`id: ${text}`)).toEqual([`number-out-of-range: ${text}`]);
    expect(found(`id: "${text}"`)).toEqual([]);
    expect(at(rootOf(`id: ${text}`), 'id')).toMatchObject({ text });
  });

  it('never takes two large ids for one', () => {
    expect(canonicalNode(rootOf('9007199254740993'))).not.toBe(
      canonicalNode(rootOf('9007199254740992')),
    );
    expect(found('id: 9007199254740991')).toEqual([]);
  });

  it('never takes a plain yes for a quoted one', () => {
    expect(canonicalNode(rootOf('a: yes'))).not.toBe(canonicalNode(rootOf('a: "yes"')));
    expect(canonicalNode(rootOf('a: x'))).toBe(canonicalNode(rootOf('a: "x"')));
    expect(canonicalNode(rootOf('on: x'))).not.toBe(canonicalNode(rootOf('"on": x')));
    expect(canonicalNode(rootOf('a: 1'))).not.toBe(canonicalNode(rootOf('a: "1"')));
  });

  it('refuses half characters made by escapes', () => {
    expect(found('a: "\\uD800"')).toEqual(['forbidden-character: "\\uD800"']);
    expect(found('"\\uD800": a').at(-1)).toMatch(/^(confusable-key|forbidden-character)/);
    expect(found('a: "\\uD83D\\uDE00"')).toEqual([]);
  });

  it.each([
    ['a: plain\n   folded\n', 'plain folded'],
    ["a: 'it''s'", "it's"],
    ['a: "x\\ty"', 'x\ty'],
    ['a: >-\n  x\n  y\n', 'x y'],
  ])('%j', (text, value) => {
    expect(at(rootOf(text), 'a')).toMatchObject({ value, text: value });
  });
});

describe('limits', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ['10,000 flow sequences', '['.repeat(10_000) + ']'.repeat(10_000), 'too-deep'],
    ['20,000 open brackets', '['.repeat(20_000), 'too-deep'],
    ['10,000 flow mappings', '{a: '.repeat(10_000), 'too-deep'],
    [
      '3,000 block mappings',
      Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''),
      'too-deep',
    ],
    ['compact sequences', '- '.repeat(10_000), 'too-deep'],
    ['complex keys', '? '.repeat(10_000), 'too-deep'],
    ['flow and block mixed', '- [{a: '.repeat(10_000), 'too-deep'],
    ['5,001 documents', '---\na\n'.repeat(5_001), 'too-many-documents'],
    ['too many items', `[${'a,'.repeat(400_001)}]`, 'too-many-nodes'],
    [
      'blank lines before comments',
      `a: |\n  x\n${'\n'.repeat(100_000)}${' #\n'.repeat(100_000)}`,
      'too-many-nodes',
    ],
    ['a file above 4 MiB', ' '.repeat(4 * 1024 * 1024 + 1), 'file-too-large'],
    ['a million errors', `{${','.repeat(300_000)}}`, 'yaml-syntax'],
  ];
  it.each(rows)('%s', (_, text, code) => {
    const parsed = parse(text);
    expect(parsed.documents).toHaveLength(0);
    expect(parsed.problems[0]?.code).toBe(code);
    expect(parsed.problems.length).toBeLessThanOrEqual(10);
  });

  it('allows 64 levels and not 65, also as pairs in a flow sequence', () => {
    const flow = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    expect(rootOf(flow(64)).kind).toBe('sequence');
    for (const text of [flow(65), `${'[a: '.repeat(33)}x${']'.repeat(33)}`]) {
      const [document] = parse(text).documents;
      expect(document?.root).toBeNull();
      expect(document?.problems.map((p) => p.code)).toEqual(['too-deep']);
    }
  });

  it('does not count brackets in quotes and block scalars', () => {
    const text = `a: |\n  ${'['.repeat(20_000)}\nb: "${'{'.repeat(20_000)}"\n# ${'- '.repeat(9_000)}\n`;
    expect(found(text)).toEqual([]);
  });

  it('reads wide mappings and long lists of documents', () => {
    const wide = Array.from({ length: 20_000 }, (_, i) => `k${i}: v`).join('\n');
    expect(mappingOf(wide).entries).toHaveLength(20_000);
    expect(parse('---\na: b\n'.repeat(5_000)).documents).toHaveLength(5_000);
  });
});

describe('syntax errors', () => {
  it.each([
    ['a: b: c', 3],
    ['a:\n\tb: c', 3],
    ['a: @x', 3],
    ['a: "\\q"', 4],
    ['a: [b', 5],
    ['a: b\n c: d', 3],
    ['}', 0],
    ['a: *', 3],
    ['&a: b', 2],
    ['!e!x a', 0],
  ])('%j', (text, start) => {
    const parsed = parse(text);
    expect(parsed.documents).toEqual([]);
    expect(parsed.problems[0]).toMatchObject({ code: 'yaml-syntax' });
    expect(parsed.problems[0]?.message).toMatch(/^[a-z].*[^.]$/);
    expect(parsed.problems.map((p) => p.span.start)).toContain(start);
  });
});
