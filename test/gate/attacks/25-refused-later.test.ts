import { expect, it } from 'vitest';

import { judgedTwice, kindsOf, REFUSALS, survey } from '../../support/github/faulty.ts';

it('25 no call that is refused makes a success, from the fetch to the comment', async () => {
  await using judged = await judgedTwice('starter');
  const all = kindsOf((await judged.look()).calls);
  const kinds = all.slice(all.findIndex((kind) => kind.includes('/git/')));
  expect(kinds.length).toBeGreaterThanOrEqual(8);
  const { wrong, passed } = await survey(judged, kinds, REFUSALS);
  expect(wrong).toEqual([]);
  // Its ends are read over REST where GraphQL is not there at all; the rest decides nothing.
  const otherwise = passed.filter(
    (one) =>
      !/^POST \/graphql \d: (?:404|500): it was read over REST$/.test(one) &&
      !one.endsWith(': it decides nothing'),
  );
  expect(otherwise).toEqual([]);
  expect((await judged.look()).state).toBe('success');
}, 240_000);
