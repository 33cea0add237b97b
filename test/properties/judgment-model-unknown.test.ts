import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { evaluate } from '../../src/core/evaluate.ts';
import { beginning } from '../support/model/apply.ts';
import { applyReview } from '../support/model/apply-review.ts';
import { TEAMS } from '../support/model/cast.ts';
import { CONTENTS, type ContentName } from '../support/model/contents.ts';
import { factsOf } from '../support/model/facts.ts';
import { fillings } from '../support/model/fillings.ts';
import { toggles, type Toggle } from '../support/model/rules.ts';
import type { Unread, World } from '../support/model/world.ts';

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 250);

const kindOf = (world: World) => evaluate(factsOf(world)).kind;

/** People who took no part in the change review it properly; then one fact about them is lost. */
const small = fc
  .record({
    content: fc.constantFrom(...(Object.keys(CONTENTS) as ContentName[])),
    owners: fc.constantFrom('team' as const, 'lines', 'mail', 'pair'),
    rules: fc.oneof(
      { weight: 3, arbitrary: fc.uniqueArray(fc.constantFrom(...toggles), { maxLength: 2 }) },
      // Teams count only where several are named.
      { weight: 1, arbitrary: fc.constant<Toggle[]>(['security-role', 'two-teams']) },
    ),
    reviewers: fc.uniqueArray(fc.constantFrom(2, 3, 4, 5, 6, 7, 11, 12, 13), { maxLength: 4 }),
  })
  .map(({ reviewers, ...told }): World => {
    const start = beginning({ ...told, opener: 1, author: 1, commands: [] });
    return reviewers.reduce(
      (world, who) =>
        applyReview(
          { ...world, minute: world.minute + 1 },
          {
            do: 'review',
            who,
            says: 'approved',
            text: 'own',
            brief: 'present',
            head: 'present',
            incidents: 0,
          },
        ),
      start,
    );
  });

const fact: fc.Arbitrary<Unread> = fc.oneof(
  fc.record({ fact: fc.constant('team' as const), of: fc.constantFrom(...TEAMS) }),
  fc.record({
    fact: fc.constantFrom('permission' as const, 'type'),
    of: fc.constantFrom(2, 3, 4, 5, 6, 7, 11, 12, 13),
  }),
);

describe('unknown is said exactly where the unread fact decides', () => {
  it('of a team, a permission or a kind of account', { timeout: 600_000 }, () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(small, fact, (world, unread) => {
        const kind = kindOf({ ...world, unread: [unread] });
        const ways = new Set(fillings(world, unread).map(kindOf));
        const must = ways.has('denied')
          ? 'denied'
          : !ways.has('allowed')
            ? 'pending'
            : ways.size === 1
              ? 'allowed'
              : 'unknown';
        seen.set(must, (seen.get(must) ?? 0) + 1);
        expect(kind).toBe(must);
      }),
      { numRuns },
    );
    for (const kind of ['allowed', 'pending', 'unknown'])
      expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(numRuns / 50);
  });
});
