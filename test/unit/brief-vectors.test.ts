import { readFileSync, writeFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { briefDocument, digestBrief, type BriefInput } from '../../src/core/brief/digest-brief.ts';
import { canonicalJson, type Json } from '../../src/core/canonical-json.ts';
import { digestJson } from '../../src/core/digest.ts';
import { exampleBrief } from '../support/brief-example.ts';
import { canonicalText, sha256 } from '../support/second-implementation.ts';

/** What a brief is where nothing is known and nothing is asked. */
const emptyBrief: BriefInput = {
  repository: null,
  pullRequest: null,
  gated: [],
  changes: [],
  assessment: { tier: 'low', factors: [], tiers: [], questions: [] },
  questions: [],
  asked: {
    requirements: [],
    demands: {
      bindTo: 'brief',
      maxAge: null,
      unknownEdits: 'accept',
      sections: [],
      similar: 'refuse',
      addressEachFactor: false,
      exclude: [],
      maxLifetime: null,
      breakGlass: null,
      followUps: [],
    },
  },
  basis: { sources: [] },
  ownership: null,
};

/** One brief: each part as it is digested, and what the digest is of in the end. */
interface Vector {
  readonly parts: Readonly<Record<string, { readonly text: string; readonly digest: string }>>;
  readonly text: string;
  readonly digest: string;
}

function readFixture(name: string): string {
  return readFileSync(new URL(`../fixtures/briefs/${name}.json`, import.meta.url), 'utf8');
}

/** From the document alone, with nothing of `src` but the document itself. */
function computeVector(input: BriefInput): Vector {
  const parts = Object.fromEntries(
    Object.entries(briefDocument(input)).map(([part, value]) => {
      const text = canonicalText(value);
      return [part, { text, digest: sha256(text) }];
    }),
  );
  const digests = Object.entries(parts).map(([part, { digest }]) => [part, digest] as const);
  const text = canonicalText({ version: 1, ...Object.fromEntries(digests) });
  return { parts, text, digest: sha256(text) };
}

/**
 * The files are frozen: a brief that is digested differently voids every judgment that is open.
 * `UPDATE_BRIEFS=1` writes them anew, for a release that says so in CHANGELOG.md.
 */
describe.each([
  { name: 'empty', input: emptyBrief },
  { name: 'example', input: exampleBrief },
])('the test vector $name', ({ name, input }) => {
  if (process.env['UPDATE_BRIEFS'] === '1')
    writeFileSync(
      new URL(`../fixtures/briefs/${name}.json`, import.meta.url),
      `${JSON.stringify(computeVector(input), null, 2)}\n`,
    );
  const vector = JSON.parse(readFixture(name)) as Vector;

  test('each text has its digest', () => {
    for (const { text, digest } of Object.values(vector.parts)) expect(sha256(text)).toBe(digest);
    expect(sha256(vector.text)).toBe(vector.digest);
  });

  test('a second implementation gives the same', () => {
    expect(computeVector(input)).toEqual(vector);
  });

  test('the program gives the same', () => {
    const document = briefDocument(input);
    for (const [part, { text }] of Object.entries(vector.parts)) {
      expect(JSON.parse(text)).toEqual(document[part as keyof typeof document]);
      expect(canonicalJson(document[part as keyof typeof document])).toBe(text);
    }
    const parts = Object.entries(vector.parts).map(([part, { digest }]) => [part, digest]);
    expect(digestBrief(input)).toEqual({
      digest: vector.digest,
      parts: Object.fromEntries(parts),
    });
  });
});

interface EdgeCase {
  readonly what: string;
  /** JSON as somebody else may write it. */
  readonly source: string;
  readonly text: string;
  readonly digest: string;
}

describe('edge cases of the canonical form', () => {
  const cases = JSON.parse(readFixture('canonical-json')) as readonly EdgeCase[];

  test.each(cases)('$what', ({ source, text, digest }) => {
    const value = JSON.parse(source) as Json;
    expect(canonicalJson(value)).toBe(text);
    expect(canonicalText(value)).toBe(text);
    expect(sha256(text)).toBe(digest);
    expect(digestJson(value)).toBe(digest);
    expect(canonicalJson(JSON.parse(text) as Json)).toBe(text);
  });

  test('members without a value are left out, and numbers that JSON cannot hold are refused', () => {
    expect(canonicalJson({ a: undefined, b: null })).toBe('{"b":null}');
    for (const number of [Number.NaN, Infinity, -Infinity])
      expect(() => canonicalJson([number])).toThrow(RangeError);
  });
});
