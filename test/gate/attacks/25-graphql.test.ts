import { expect, it } from 'vitest';

import { GRAPHQL, judgedTwice, kindsOf, survey } from '../../support/github/faulty.ts';

it('25 no error in an answer of GraphQL makes a success, on whatever page', async () => {
  await using judged = await judgedTwice('starter');
  const kinds = kindsOf((await judged.look()).calls).filter((kind) => kind.includes('/graphql'));
  // The pull request, its ends before and after: each has a second page of reviews.
  expect(kinds.length).toBeGreaterThanOrEqual(7);
  const { wrong, passed } = await survey(judged, kinds, GRAPHQL);
  expect(wrong).toEqual([]);
  // A refusal, a limit and what is left out are answers: REST is not asked in their stead.
  const otherwise = passed.filter(
    (one) => !one.endsWith(': errors of GraphQL: it was read over REST'),
  );
  expect(otherwise).toEqual([]);
  expect((await judged.look()).state).toBe('success');
}, 240_000);
