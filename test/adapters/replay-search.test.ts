import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { openRepository } from '../../src/adapters/git/repository.ts';
import { replay } from '../../src/app/replay.ts';
import { searchHistory } from '../../src/app/replay-search.ts';
import type { Repository } from '../../src/ports.ts';
import { createRepository, type TestRepository } from '../support/git-repository.ts';
import { shippedSources } from '../support/judge-files.ts';

const PATHS = ['a.yaml', 'b/c.yml', 'b/d.JSON', 'e.txt', 'f.yaml/g.json'];
const WORDS = ['payments-db', 'db', 'sa:payments', 'größe', 'x.y', 'two words', 'zz'];

let one: TestRepository;
let repository: Repository;
beforeAll(async () => {
  one = createRepository();
  one.write('start.yaml', 'db\n');
  one.commit('start');
  one.git('tag', 'start');
  // Always the same history: what is random is only how it comes about.
  const steps = fc.sample(fc.tuple(fc.constantFrom(...PATHS), fc.option(fc.subarray(WORDS))), {
    seed: 20_261_125,
    numRuns: 40,
  });
  const held = new Set<string>();
  for (const [path, words] of steps) {
    if (words === null) {
      if (held.delete(path)) one.remove(path);
    } else {
      held.add(path);
      one.write(path, `${words.join('\n')}\n`);
    }
    one.commit(path);
  }
  repository = await openRepository(one.directory);
});
afterAll(async () => {
  await repository.close();
  one.dispose();
});

it('finds in every tree of a history what git finds in it', async () => {
  const past = await repository.pastChanges('start', 'main');
  let asked = 0;
  const search = searchHistory({
    ...repository,
    findFiles: (...args) => {
      asked += 1;
      return repository.findFiles(...args);
    },
  });
  for (const change of past.changes) {
    await search.follow(change, await past.changedBy(change));
    for (const texts of [['db'], ['payments', 'x.y'], ['zz']])
      expect(await search.findFiles(change.tree, texts)).toEqual(
        await repository.findFiles(change.tree, texts),
      );
  }
  // Git was asked only until it paid to read all files once.
  expect(asked).toBeLessThan(20);
  const [first] = past.changes;
  const named = await search.findFiles(first?.tree ?? '', ['two words', 'größe']);
  expect(named).toEqual(await repository.findFiles(first?.tree ?? '', ['two words', 'größe']));
});

it('a replay with the same policies on both sides does not look at the history', async () => {
  const untouched: Repository = {
    ...repository,
    pastChanges: () => Promise.reject(new Error('the history was read')),
  };
  const answer = await replay({
    repository: untouched,
    shipped: shippedSources(),
    range: { base: 'start', head: 'main' },
    to: 'start',
    now: Date.parse('2026-11-25T10:00:00Z'),
    progress: () => undefined,
  });
  expect(answer).toMatchObject({ kind: 'report', report: { counts: null, commits: [] } });
});
