import { expect, it } from 'vitest';

import { judgedTwice, kindsOf, LOSSES, survey } from '../../support/github/faulty.ts';

/** What only an App asks: its token, teams, check runs. */
const OF_APPS = /installation|access_tokens|teams|check-runs/;

it.each(['starter', 'hardened'] as const)(
  '25 no answer that is late, lost or broken makes a success, in the %s tier',
  async (tier) => {
    await using judged = await judgedTwice(tier);
    const all = kindsOf((await judged.look()).calls);
    const kinds = tier === 'starter' ? all : all.filter((kind) => OF_APPS.test(kind));
    const { wrong, passed } = await survey(judged, kinds, LOSSES);
    expect(wrong).toEqual([]);
    // An answer that arrived but cannot be understood is no reason to go another way.
    expect(passed.filter((one) => /graphql.*JSON that is none/.test(one))).toEqual([]);
    expect((await judged.look()).state).toBe('success');
  },
  240_000,
);
