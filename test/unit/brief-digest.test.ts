import { describe, expect, test } from 'vitest';

import { briefDocument, briefParts, digestBrief } from '../../src/core/brief/digest-brief.ts';
import { exampleBrief } from '../support/brief-example.ts';
import { leavesOf, withLeaf, type Leaf } from '../support/leaves.ts';
import { canonicalText, sha256 } from '../support/second-implementation.ts';

const digestOf = (input: unknown): string => digestBrief(input as typeof exampleBrief).digest;
const present = digestOf(exampleBrief);

/** What a brief leaves out, and where docs/brief.md says so. All else flips the digest. */
const LEFT_OUT: readonly RegExp[] = [
  // Of a place only the file and the side.
  /\.(?:location|declaredIn|base|head)\.(?:start|end)\.(?:line|column)$/,
  /\.(?:location|declaredIn|base|head)\.excerpt$/,
  // Texts of a factor are the policy's, whose bytes are covered.
  /^assessment\.factors\[\]\.(?:category|message|question|indeterminate)$/,
  /^assessment\.factors\[\]\.location\./,
  // In words in `because`; in the file of the waiver, whose bytes are covered.
  /^assessment\.tiers\[\]\.decidedBy\./,
  /^assessment\.factors\[\]\.waiver\.ticket$/,
  // The questions that are asked stand in `questions`, with those on earlier refusals.
  /^assessment\.questions\[\]/,
  // Why a requirement is asked for, in words.
  /^asked\.requirements\[\]\.because$/,
];

const leftOut = (name: string): boolean => LEFT_OUT.some((pattern) => pattern.test(name));

/** The third factor of the example is one of a shadow policy: nothing of it counts. */
const ofShadow = ({ path }: Leaf): boolean => path[1] === 'factors' && path[2] === 2;

function other(value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  return typeof value === 'string' ? `${value}x` : 'something';
}

function flips(leaf: Leaf): boolean {
  return digestOf(withLeaf(exampleBrief, leaf.path, other(leaf.value))) !== present;
}

describe('each field of what is digested', () => {
  const leaves = leavesOf(exampleBrief);
  const names = [...new Set(leaves.map((leaf) => leaf.name))];

  test('the example is rich', () => {
    expect(names.length).toBeGreaterThan(120);
    const empty = leaves.filter((leaf) => leaf.value === null).map((leaf) => leaf.name);
    expect([...new Set(empty)]).toEqual(['gated[].base', 'assessment.factors[].waiver']);
  });

  test.each(names)('%s', (name) => {
    for (const leaf of leaves.filter((one) => one.name === name && !ofShadow(one)))
      expect(flips(leaf), leaf.path.join('.')).toBe(!leftOut(name));
  });

  test('nothing of a shadow policy counts but that it is one', () => {
    const own = leaves.filter(ofShadow);
    expect(own.length).toBeGreaterThan(10);
    for (const leaf of own) expect(flips(leaf), leaf.name).toBe(leaf.path.at(-1) === 'effect');
  });

  test('each entry of a list counts, and its order', () => {
    const lists = listsOf(exampleBrief).filter(({ name }) => !leftOut(`${name}[]`));
    expect(lists.length).toBeGreaterThan(40);
    for (const { path, value } of lists) {
      // Reversed or cut, what is left of the second factor is still of a shadow policy.
      if (path.join('.').startsWith('assessment.factors') && path[2] !== 0) continue;
      const change = (list: readonly unknown[]) => digestOf(withLeaf(exampleBrief, path, list));
      expect(change(value.slice(1)), path.join('.')).not.toBe(present);
      expect(change([...value, value[0]]), path.join('.')).not.toBe(present);
      if (value.length > 1) expect(change([...value].reverse()), path.join('.')).not.toBe(present);
    }
  });

  test('each part that may be missing counts, and so does each side of a file', () => {
    for (const path of [
      ['repository'],
      ['pullRequest'],
      ['ownership'],
      ['gated', 0, 'base'],
      ['gated', 0, 'head'],
      ['changes', 0, 'base'],
      ['changes', 0, 'head'],
      ['changes', 0, 'subject', 'declaredIn'],
      ['asked', 'demands', 'breakGlass'],
      ['asked', 'demands', 'maxAge'],
      ['asked', 'demands', 'maxLifetime'],
    ])
      expect(digestOf(withLeaf(exampleBrief, path, null)), path.join('.')).not.toBe(present);
  });
});

describe('parts', () => {
  test('the digest is of the digests of the parts, and each of a part of the document', () => {
    const document = briefDocument(exampleBrief);
    expect(Object.keys(document).sort()).toEqual([...briefParts].sort());
    const parts = Object.fromEntries(
      briefParts.map((part) => [part, sha256(canonicalText(document[part]))]),
    );
    expect(digestBrief(exampleBrief)).toEqual({
      digest: sha256(canonicalText({ version: 1, ...parts })),
      parts,
    });
  });

  const PART_OF: Readonly<Record<string, string>> = { asked: 'requirements', basis: 'policies' };

  test('a leaf changes its own part and no other', () => {
    const before = digestBrief(exampleBrief).parts;
    // One leaf of each name, for they are some thousands.
    const byName = new Map(
      leavesOf(exampleBrief)
        .reverse()
        .map((leaf) => [leaf.name, leaf]),
    );
    for (const leaf of byName.values()) {
      if (ofShadow(leaf) || leftOut(leaf.name)) continue;
      const flipped = withLeaf(exampleBrief, leaf.path, other(leaf.value)) as typeof exampleBrief;
      const after = digestBrief(flipped).parts;
      const top = String(leaf.path[0]);
      expect(briefParts.filter((part) => before[part] !== after[part])).toEqual([
        PART_OF[top] ?? top,
      ]);
    }
  });
});

interface List {
  readonly path: readonly (string | number)[];
  readonly name: string;
  readonly value: readonly unknown[];
}

function listsOf(value: unknown, path: readonly (string | number)[] = []): readonly List[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = (Array.isArray(value) ? [...value.entries()] : Object.entries(value)).flatMap(
    ([step, member]) => listsOf(member, [...path, step]),
  );
  if (!Array.isArray(value)) return inner;
  const name = path.map((step) => (typeof step === 'number' ? '[]' : `.${step}`)).join('');
  return [{ path, name: name.slice(1), value }, ...inner];
}
