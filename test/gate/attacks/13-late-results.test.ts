import { describe, expect, it } from 'vitest';

import {
  approvedUnseen,
  before,
  fetches,
  gateToken,
  isOpen,
  look,
  MORE,
  propose,
  publishes,
} from '../../support/github/attacking.ts';
import { gated } from '../../support/github/gated.ts';
import { approve, headOf, repository, resultOn } from '../../support/github/judging.ts';
import { variant } from '../../support/github/variant.ts';

describe('13: older results over newer ones', () => {
  it('a run that is late does not cover what a newer one has found', async () => {
    const { gate, number, review } = await approvedUnseen('starter');
    await using story = gate;
    const { hub } = story;
    const token = gateToken(gate);
    before(hub, publishes, () => {
      hub.dismiss(review, { as: 'bob' });
      // What the run for the dismissal publishes meanwhile.
      const context = 'jitl/gate@main';
      hub.postStatus({ commit: headOf(gate, number), context, state: 'pending', token });
    });
    await look(gate, number);
    expect(isOpen(gate, number)).toBe(false);
    await gate.settle();
    expect(isOpen(gate, number)).toBe(false);
    expect(hub.violations).toEqual([]);
  });

  variant('an old event that is played again is judged by what holds now', async () => {
    await using gate = await gated({ tier: 'hardened' });
    const { hub } = gate;
    const number = propose(gate);
    await gate.settle();
    const from = hub.events.length;
    await approve(gate, number, 'dana');
    expect(isOpen(gate, number)).toBe(true);
    const approved = hub.events.slice(from).findLast(({ name }) => name === 'workflow_run');
    hub.push({ branch: 'more', as: 'ada', files: MORE });
    await gate.settle();
    await gate.step('workflow_run', approved?.payload);
    expect(isOpen(gate, number)).toBe(false);
    // The old green lies on the old head; going back to it needs what was judged there.
    expect(resultOn(gate, headOf(gate, number))?.state).toBe('in_progress');
    expect(hub.violations).toEqual([]);
  });

  variant('a signal that is cancelled tells the gate as well', async () => {
    await using gate = await gated({ tier: 'hardened' });
    const { hub } = gate;
    const number = propose(gate);
    await gate.settle();
    await approve(gate, number, 'dana');
    const [review] = repository(gate).pullRequests.get(number)?.reviews ?? [];
    const from = hub.events.length;
    hub.dismiss(review?.id ?? 0, { as: 'bob' });
    const run = hub.events.slice(from).flatMap((event) => hub.workflowRuns(event))[0];
    if (run === undefined) throw new Error('no signal ran');
    const { payload } = hub.completeRun(run, 'cancelled');
    await gate.step('workflow_run', payload);
    expect(isOpen(gate, number)).toBe(false);
    expect(hub.violations).toEqual([]);
  });

  variant(
    'residual: a gate run that a writer cancels leaves the old green until the sweep',
    async () => {
      for (const native of [false, true]) {
        const { gate, number, review } = await approvedUnseen('hardened');
        await using story = gate;
        const { hub } = story;
        // The setting that closes it: approvals that GitHub itself counts.
        if (native) hub.ruleset({ name: 'reviews', pullRequest: { requiredApprovals: 1 } });
        await gate.settle();
        expect(isOpen(gate, number)).toBe(true);
        hub.dismiss(review, { as: 'bob' });
        expect(isOpen(gate, number)).toBe(!native);
        await gate.step('schedule', {});
        expect(isOpen(gate, number)).toBe(false);
        expect(hub.violations).toEqual([]);
      }
    },
  );

  variant('what is judged in time opens, whatever was in between', async () => {
    await using gate = await gated();
    const number = propose(gate);
    await gate.settle();
    before(gate.hub, fetches, () => {
      gate.hub.comment({ number, as: 'bob', body: 'I am curious.' });
    });
    await approve(gate, number, 'dana');
    expect(isOpen(gate, number)).toBe(true);
    expect(gate.hub.violations).toEqual([]);
  });
});
