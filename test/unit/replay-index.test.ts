import fc from 'fast-check';
import { expect, it } from 'vitest';

import { createPostings } from '../../src/app/replay-postings.ts';
import { indexTree } from '../../src/app/replay-index.ts';
import type { ChangedEntry, TreeEntry } from '../../src/ports.ts';

const text = fc
  .array(fc.constantFrom('ab', 'abc', 'b-c', 'x.y:z', 'a', ' ', '\n', '"', 'é', '/'), {
    maxLength: 8,
  })
  .map((parts) => parts.join(''));
const path = fc.constantFrom('a.yaml', 'b.yml', 'c/d.JSON', 'e.txt');
const name = fc.constantFrom('a', 'ab', 'abc', 'b', '-', 'c', 'x.y', 'y:z', 'bab', 'zz');

it('finds what a search through every file would find, while files come and go', () => {
  const steps = fc.array(fc.record({ path, text: fc.option(text) }), { maxLength: 12 });
  fc.assert(
    fc.property(steps, fc.array(name, { minLength: 1, maxLength: 3 }), (all, names) => {
      const postings = createPostings();
      const files = new Map<string, string>();
      for (const step of all) {
        if (step.text === null) {
          files.delete(step.path);
          postings.remove(step.path);
        } else {
          files.set(step.path, step.text);
          postings.put(step.path, step.text);
        }
        const expected = [...files].filter(([, held]) => names.some((one) => held.includes(one)));
        expect([...(postings.find(names) ?? [])].sort()).toEqual(
          expected.map(([key]) => key).sort(),
        );
      }
    }),
  );
});

it('counts a file that was not read as found, and leaves a name with other characters to git', () => {
  const postings = createPostings();
  postings.put('large.yaml', null);
  postings.put('small.yaml', 'one two');
  expect(postings.find(['three'])).toEqual(new Set(['large.yaml']));
  expect(postings.find(['one two'])).toBeNull();
  expect(postings.find(['größe'])).toBeNull();
});

const oid = '0'.repeat(40);
const entry = (of: string): TreeEntry => ({ path: of, mode: '100644', oid });
const repository = (paths: readonly string[]) => ({
  listTree: () => Promise.resolve(paths.map(entry)),
  readBlobs: () =>
    Promise.resolve(
      new Map([[oid, { kind: 'bytes' as const, bytes: new TextEncoder().encode('word') }]]),
    ),
});

it('is not made of a tree with names that may be escaped forms of others', async () => {
  expect(await indexTree(repository(['a\\xff.yaml']), oid)).toBeNull();
  const index = await indexTree(repository(['b.yaml', 'a.yaml', 'c.txt']), oid);
  expect(index?.find(['wor'])?.map((one) => one.path)).toEqual(['a.yaml', 'b.yaml']);
  const change = (of: string, decodable: boolean): ChangedEntry => ({
    path: of,
    decodable,
    base: null,
    head: entry(of),
  });
  expect(await index?.follow([change('d.yaml', true)])).toBe(true);
  expect(await index?.follow([change('e\\xfe.yaml', false)])).toBe(false);
});
