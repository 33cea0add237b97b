import { expect, it } from 'vitest';

import { judgedTwice, kindsOf, REFUSALS, survey } from '../../support/github/faulty.ts';

/** What only an App asks: its token, teams, check runs. */
const OF_APPS = /installation|access_tokens|teams|check-runs/;

/** GraphQL is not there at all, or the list of collaborators may not be seen: there is another way. */
const OTHER_WAY =
  /^POST \/graphql \d: (?:404|500): it was read over REST$|\/collaborators: 40[34]: it was asked of each person$|: it decides nothing$/;

it.each(['starter', 'hardened'] as const)(
  '25 no call that is refused makes a success, in the %s tier',
  async (tier) => {
    await using judged = await judgedTwice(tier);
    const healthy = await judged.look();
    expect([healthy.step.code, healthy.state]).toEqual([0, 'success']);
    const all = kindsOf(healthy.calls);
    const kinds = tier === 'starter' ? all : all.filter((kind) => OF_APPS.test(kind));
    const { wrong, passed } = await survey(judged, kinds, REFUSALS);
    expect(wrong).toEqual([]);
    expect(passed.filter((one) => !OTHER_WAY.test(one))).toEqual([]);
    expect((await judged.look()).state).toBe('success');
  },
  240_000,
);
