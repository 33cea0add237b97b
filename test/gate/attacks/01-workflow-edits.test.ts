import { describe, expect, it } from 'vitest';

import { gatePath, signalPath, signalWorkflow } from '../../../src/core/init/workflows.ts';
import {
  endJobs,
  GRANT,
  isOpen,
  judge,
  propose,
  workflow,
} from '../../support/github/attacking.ts';
import { gated } from '../../support/github/gated.ts';
import { commentOf, headOf, resultOn } from '../../support/github/judging.ts';
import { variant } from '../../support/github/variant.ts';

/** The signal without the events that tell of reviews. */
const DEAF = signalWorkflow().replace(/ {2}pull_request_review:\n.*\n/, '');

describe('01: the workflows of the gate are changed by the pull request', () => {
  it('a gate workflow that the pull request rewrites is not the one that judges', async () => {
    const ran: string[] = [];
    await using gate = await gated({
      tier: 'hardened',
      foreign: (run) => {
        ran.push(`${run.path} for ${run.event.name}`);
        endJobs(gate, run, 'success');
      },
    });
    const number = propose(gate, {
      files: { ...GRANT, [gatePath]: workflow({ on: 'pull_request', job: 'jitl/gate@main' }) },
    });
    await gate.settle();
    expect(ran).toEqual([`${gatePath} for pull_request`]);
    expect(resultOn(gate, headOf(gate, number))).toMatchObject({
      state: 'in_progress',
      app: gate.appId,
    });
    expect(isOpen(gate, number)).toBe(false);
    const comment = commentOf(gate, number);
    expect(comment).toContain('pending (critical risk)');
    expect(comment).toContain('gate-changed');
    expect(gate.hub.violations).toEqual([]);
  });

  variant(
    'a deaf signal is itself critical, and no approval under it opens anything unseen',
    async () => {
      await using gate = await gated({ tier: 'hardened' });
      const { hub } = gate;
      expect(DEAF).not.toContain('pull_request_review');
      const number = propose(gate, { files: { [signalPath]: DEAF } });
      await gate.settle();
      expect(commentOf(gate, number)).toContain('pending (critical risk)');
      judge(gate, number, 'dana');
      expect(await gate.settle()).toEqual([]);
      expect(isOpen(gate, number)).toBe(false);
      hub.comment({ number, as: 'ada', body: '/jitl recheck' });
      expect(await gate.settle()).toHaveLength(1);
      // One of two people: nothing is gained by being silent.
      expect(isOpen(gate, number)).toBe(false);
      expect(hub.violations).toEqual([]);
    },
  );

  variant(
    'without a signal no result ever comes, which keeps it shut; a recheck judges it',
    async () => {
      await using gate = await gated({ tier: 'hardened' });
      const { hub } = gate;
      const number = propose(gate, { files: { ...GRANT, [signalPath]: null } });
      expect(await gate.settle()).toEqual([]);
      expect(hub.mergeability(number).why).toEqual([
        `required check jitl/gate@main from App ${gate.appId} is expected`,
      ]);
      hub.comment({ number, as: 'ada', body: '/jitl recheck' });
      await gate.settle();
      expect(commentOf(gate, number)).toContain('pending (critical risk)');
      expect(isOpen(gate, number)).toBe(false);
      expect(hub.violations).toEqual([]);
    },
  );
});

/** A judged pull request whose signal hears no reviews, and one of the reviews was taken back. */
async function dismissedUnheard(native: boolean) {
  const gate = await gated({ tier: 'hardened', codeowners: '* @dana @bob\n' });
  const { hub } = gate;
  if (native) hub.ruleset({ name: 'reviews', pullRequest: { requiredApprovals: 2 } });
  const number = propose(gate, { files: { ...GRANT, [signalPath]: DEAF } });
  await gate.settle();
  const reviews = ['dana', 'bob'].map((login) => judge(gate, number, login));
  hub.comment({ number, as: 'ada', body: '/jitl recheck' });
  await gate.settle();
  expect(hub.mergeability(number)).toEqual({ mergeable: true, why: [] });
  hub.dismiss(reviews[1] ?? 0, { as: 'bob' });
  expect(await gate.settle()).toEqual([]);
  return { gate, number };
}

describe('01: a dismissal that the changed signal does not tell of', () => {
  it('residual: stays green until the sweep, which takes the success back', async () => {
    const { gate, number } = await dismissedUnheard(false);
    await using hub = gate;
    expect(isOpen(gate, number)).toBe(true);
    hub.hub.schedule();
    await gate.settle();
    expect(isOpen(gate, number)).toBe(false);
    expect(gate.hub.violations).toEqual([]);
  });

  variant('is shut at once where the ruleset asks for approvals of its own', async () => {
    const { gate, number } = await dismissedUnheard(true);
    await using hub = gate;
    expect(isOpen(hub, number)).toBe(false);
    expect(gate.hub.violations).toEqual([]);
  });
});
