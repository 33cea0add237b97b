import fc from 'fast-check';
import { expect, test } from 'vitest';

import { matchTeams } from '../../src/core/judgment/through-teams.ts';

type Pairs = readonly { readonly person: string; readonly team: string }[];

/** Tries to give the first person no team, or each of theirs, and the others what is left. */
function byTrial(pairs: Pairs): number {
  const [first] = pairs;
  if (first === undefined) return 0;
  const others = pairs.filter(({ person }) => person !== first.person);
  const own = pairs.filter(({ person }) => person === first.person);
  const counts = own.map(({ team }) => 1 + byTrial(others.filter((other) => other.team !== team)));
  return Math.max(byTrial(others), ...counts);
}

const pair = fc.record({
  person: fc.constantFrom('ada', 'bea', 'cyd', 'dan', 'eve'),
  team: fc.constantFrom('leads', 'keys', 'books', 'duty'),
});

test('as many people stand for teams of their own as trying everything finds', () => {
  const seen = new Set<number>();
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 12 }), (pairs) => {
      const count = matchTeams(pairs);
      seen.add(count);
      expect(count).toBe(byTrial(pairs));
    }),
  );
  expect([...seen].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
});

test('one person in three teams beside two of one team makes two', () => {
  const pairs = [
    ...['leads', 'keys', 'books'].map((team) => ({ person: 'ada', team })),
    { person: 'bea', team: 'leads' },
    { person: 'cyd', team: 'leads' },
  ];
  expect(matchTeams(pairs)).toBe(2);
});
