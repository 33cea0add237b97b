import { describe, expect, it } from 'vitest';

import { signalPath, signalWorkflow } from '../../../src/core/init/workflows.ts';
import { isShut, propose, verdictsOf } from '../../support/github/stories.ts';
import { gated, role, ROLE, type Gated } from '../../support/github/gated.ts';
import { commentOf, judgmentText } from '../../support/github/judging.ts';
import { variant } from '../../support/github/variant.ts';

const DEAF = signalWorkflow().replace(/ {2}pull_request_review:\n[^\n]*\n/, '');

/** The signal tells nothing of reviews any more, and two people have judged even that. */
async function judgedUnheard(gate: Gated): Promise<{ number: number; dana: number }> {
  const { hub } = gate;
  const number = propose(gate, {
    files: { [ROLE]: role('get, list', 'secrets'), [signalPath]: DEAF },
  });
  await gate.settle();
  const [dana] = ['dana', 'bob'].map((as) =>
    hub.review({ number, as, state: 'APPROVED', body: judgmentText(gate, number, as) }),
  );
  expect(await gate.settle()).toEqual([]);
  hub.comment({ number, as: 'bob', body: '/jitl recheck' });
  expect(verdictsOf(await gate.settle())).toEqual(['allowed']);
  expect(isShut(gate, number)).toBe(false);
  return { number, dana: dana ?? 0 };
}

describe('26 a dismissal that nobody hears of', () => {
  it('residual: stays green until the hourly run, which takes the success back', async () => {
    await using gate = await gated();
    const { number, dana } = await judgedUnheard(gate);
    gate.hub.dismiss(dana, { as: 'root' });
    expect(await gate.settle()).toEqual([]);
    expect(isShut(gate, number)).toBe(false);
    gate.hub.schedule();
    expect(verdictsOf(await gate.settle())).toEqual(['pending']);
    expect(isShut(gate, number)).toBe(true);
    expect(commentOf(gate, number)).toContain('dismissed');
    expect(gate.hub.violations).toEqual([]);
  });

  variant('cannot be used in between where one native approval is required besides', async () => {
    await using gate = await gated();
    const { hub } = gate;
    hub.ruleset({ name: 'native', pullRequest: { requiredApprovals: 2 } });
    const { number, dana } = await judgedUnheard(gate);
    hub.dismiss(dana, { as: 'root' });
    expect(() => hub.merge({ number, as: 'ada', method: 'squash' })).toThrow(
      '2 approving review is required, there are 1',
    );
    expect(hub.violations).toEqual([]);
  });
});
