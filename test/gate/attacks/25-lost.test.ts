import { expect, it } from 'vitest';

import { judgedTwice, kindsOf, LOSSES, survey } from '../../support/github/faulty.ts';

it('25 no answer that is late, lost or broken makes a success', async () => {
  await using judged = await judgedTwice('starter');
  const { wrong, passed } = await survey(judged, kindsOf((await judged.look()).calls), LOSSES);
  expect(wrong).toEqual([]);
  // An answer that arrived but cannot be understood is no reason to go another way.
  expect(passed.filter((one) => /graphql.*JSON that is none/.test(one))).toEqual([]);
  expect((await judged.look()).state).toBe('success');
}, 240_000);
