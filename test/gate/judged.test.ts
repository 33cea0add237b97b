import { describe, expect, it } from 'vitest';

import { gated, role, ROLE, type Gated } from '../support/github/gated.ts';
import { approve, commentOf, headOf, judgmentText, resultOn } from '../support/github/judging.ts';

/** A pull request of ada that lets settlement read secrets. */
function propose({ hub }: Gated): number {
  hub.push({ branch: 'more', as: 'ada', files: { [ROLE]: role('get, list', 'secrets') } });
  return hub.open({ head: 'more', base: 'main', as: 'ada' });
}

describe.each(['starter', 'hardened'] as const)('in the %s tier', (tier) => {
  it('opens for a judgment on exactly this change, and shuts again when it changes', async () => {
    await using gate = await gated({ tier });
    const { hub } = gate;
    const number = propose(gate);
    await gate.settle();
    expect(resultOn(gate, headOf(gate, number))).toMatchObject({
      state: tier === 'starter' ? 'pending' : 'in_progress',
      title: `Waiting: 1 of @bob, @dana on ${headOf(gate, number).slice(0, 7)}`,
      app: gate.appId,
    });
    expect(hub.mergeability(number).mergeable).toBe(false);
    expect(commentOf(gate, number)).toContain('secrets-read');

    const steps = await approve(gate, number, 'dana');
    expect(steps.map(({ code, outputs }) => [code, outputs['verdict']])).toEqual([[0, 'allowed']]);
    expect(resultOn(gate, headOf(gate, number))?.state).toBe('success');
    expect(hub.mergeability(number)).toEqual({ mergeable: true, why: [] });

    hub.push({ branch: 'more', as: 'ada', files: { [ROLE]: role('get, list, watch', 'secrets') } });
    await gate.settle();
    expect(resultOn(gate, headOf(gate, number))?.state).toBe(
      tier === 'starter' ? 'pending' : 'in_progress',
    );
    expect(hub.mergeability(number).mergeable).toBe(false);
    expect(commentOf(gate, number)).toContain('Since the last brief');
    expect(hub.violations).toEqual([]);
  });

  it('lets pass what concerns no identity', async () => {
    await using gate = await gated({ tier });
    gate.hub.push({ branch: 'words', as: 'ada', files: { 'README.md': 'Other words\n' } });
    const number = gate.hub.open({ head: 'words', base: 'main', as: 'ada' });
    await gate.settle();
    expect(resultOn(gate, headOf(gate, number))?.state).toBe('success');
    expect(gate.hub.mergeability(number).mergeable).toBe(true);
    expect(commentOf(gate, number).split('\n').length).toBeLessThan(8);
    expect(gate.hub.violations).toEqual([]);
  });
});

describe('what a run leaves alone', () => {
  it('writes nothing new where nothing has changed', async () => {
    await using gate = await gated();
    const number = propose(gate);
    await gate.settle();
    const before = commentOf(gate, number);
    gate.hub.schedule();
    const writes = gate.hub.calls.length;
    await gate.settle();
    const later = gate.hub.calls
      .slice(writes)
      .filter(
        ({ method, path }) => method !== 'GET' && path !== '/graphql' && !path.startsWith('/git/'),
      );
    expect(
      later.map(({ method, path }) => `${method} ${path.replace(/[0-9a-f]{40}/, 'SHA')}`),
    ).toEqual([]);
    expect(commentOf(gate, number)).toBe(before);
  });

  it('counts no approval that was written for another brief', async () => {
    await using gate = await gated();
    const number = propose(gate);
    await gate.settle();
    const text = judgmentText(gate, number, 'dana');
    gate.hub.push({
      branch: 'more',
      as: 'ada',
      files: { [ROLE]: role('get, list, watch', 'secrets') },
    });
    gate.hub.review({ number, as: 'dana', state: 'APPROVED', body: text });
    await gate.settle();
    expect(gate.hub.mergeability(number).mergeable).toBe(false);
  });
});
