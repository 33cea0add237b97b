import { expect, it } from 'vitest';

import { judgedTwice, kindsOf, LOSSES, REFUSALS, survey } from '../../support/github/faulty.ts';

/** What only an App asks: its token, teams, check runs. */
const OF_APPS = /installation|access_tokens|teams|check-runs/;

it('25 no call of an App that fails makes a success', async () => {
  await using judged = await judgedTwice('hardened');
  const kinds = kindsOf((await judged.look()).calls).filter((kind) => OF_APPS.test(kind));
  expect(kinds).toHaveLength(5);
  const { wrong, passed } = await survey(judged, kinds, { ...REFUSALS, ...LOSSES });
  expect(wrong).toEqual([]);
  expect(passed.filter((one) => !one.endsWith('the answer was lost'))).toEqual([]);
  expect((await judged.look()).state).toBe('success');
}, 240_000);
