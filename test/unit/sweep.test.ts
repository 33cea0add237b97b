import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { inTurn } from '../../src/action/main.ts';

const HOUR = 60 * 60 * 1000;

it('looks at every open pull request in turn, whatever else is opened beside it', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 100_000 }), { maxLength: 300 }),
      fc.integer({ min: 0, max: 10_000_000 }),
      (open, hour) => {
        const turns = Math.max(1, Math.ceil(open.length / 40));
        const seen = Array.from({ length: turns }, (_, later) =>
          inTurn(open, (hour + later) * HOUR),
        );
        expect(seen.flat().toSorted((a, b) => a - b)).toEqual(open.toSorted((a, b) => a - b));
        for (const turn of seen) expect(turn.length).toBeLessThanOrEqual(40);
      },
    ),
  );
});
