import { expect, it } from 'vitest';

import { judgedTwice, kindsOf, REFUSALS, survey } from '../../support/github/faulty.ts';

/** GraphQL is not there at all, or the list of collaborators may not be seen: there is another way. */
const OTHER_WAY =
  /^POST \/graphql \d: (?:404|500): it was read over REST$|\/collaborators: 40[34]: it was asked of each person$/;

it('25 no call that is refused makes a success, while it is read', async () => {
  await using judged = await judgedTwice('starter');
  const healthy = await judged.look();
  expect([healthy.step.code, healthy.state]).toEqual([0, 'success']);
  const all = kindsOf(healthy.calls);
  const kinds = all.slice(
    0,
    all.findIndex((kind) => kind.includes('/git/')),
  );
  expect(kinds.length).toBeGreaterThanOrEqual(7);
  const { wrong, passed } = await survey(judged, kinds, REFUSALS);
  expect(wrong).toEqual([]);
  expect(passed.filter((one) => !OTHER_WAY.test(one))).toEqual([]);
  expect((await judged.look()).state).toBe('success');
}, 240_000);
