import { describe, expect, it } from 'vitest';

import { addLaxBase, EVERYTHING, isOpen, judge, propose } from '../../support/github/attacking.ts';
import { gated } from '../../support/github/gated.ts';
import { approve, commentOf, headOf, resultOn } from '../../support/github/judging.ts';
import { variant } from '../../support/github/variant.ts';

describe('09: the pull request is aimed at another base', () => {
  it('what was judged for a lax base opens nothing in main', async () => {
    await using gate = await gated({ tier: 'hardened' });
    const { hub } = gate;
    addLaxBase(gate);
    const number = propose(gate, { open: { base: 'lax' } });
    await gate.settle();
    await approve(gate, number, 'bob');
    expect(resultOn(gate, headOf(gate, number), 'jitl/gate@lax')?.state).toBe('success');
    hub.retarget(number, 'main', { as: 'ada' });
    expect(isOpen(gate, number)).toBe(false);
    await gate.settle();
    expect(isOpen(gate, number)).toBe(false);
    expect(commentOf(gate, number)).toContain('**Since the last brief**');
    await approve(gate, number, 'dana');
    expect(isOpen(gate, number)).toBe(true);
    expect(hub.violations).toEqual([]);
  });

  variant('there and back again: a critical change must be judged anew', async () => {
    await using gate = await gated({ tier: 'hardened' });
    const { hub } = gate;
    addLaxBase(gate);
    const number = propose(gate, { files: EVERYTHING });
    await gate.settle();
    for (const login of ['dana', 'bob']) judge(gate, number, login);
    await gate.settle();
    expect(isOpen(gate, number)).toBe(true);
    hub.retarget(number, 'lax', { as: 'ada' });
    hub.retarget(number, 'main', { as: 'ada' });
    await gate.settle();
    expect(isOpen(gate, number)).toBe(false);
    expect(commentOf(gate, number)).toContain('aimed at another base');
    for (const login of ['dana', 'bob']) judge(gate, number, login);
    await gate.settle();
    expect(isOpen(gate, number)).toBe(true);
    expect(hub.violations).toEqual([]);
  });

  variant('there and back again below critical: the same brief was judged, and holds', async () => {
    await using gate = await gated();
    const { hub } = gate;
    addLaxBase(gate);
    const number = propose(gate);
    await gate.settle();
    await approve(gate, number, 'dana');
    hub.retarget(number, 'lax', { as: 'ada' });
    await gate.settle();
    expect(resultOn(gate, headOf(gate, number), 'jitl/gate@lax')?.state).toBe('pending');
    hub.retarget(number, 'main', { as: 'ada' });
    await gate.settle();
    expect(isOpen(gate, number)).toBe(true);
    expect(hub.violations).toEqual([]);
  });
});
