import { describe, expect, it } from 'vitest';

import { EVERYTHING, GRANT, isOpen, judge, propose } from '../../support/github/attacking.ts';
import { gated, type Gated } from '../../support/github/gated.ts';
import { approve, commentOf, headOf, resultOn } from '../../support/github/judging.ts';

/** A branch beside main that nothing protects, and whose only owner is the attacker’s friend. */
function addLaxBase({ hub }: Gated): void {
  const files = { CODEOWNERS: '* @bob\n' };
  hub.push({ branch: 'lax', from: 'main', as: 'ada', files });
}

describe('08: one head in two pull requests', () => {
  it('the success for a lax base is none for main: the base is part of the name', async () => {
    await using gate = await gated();
    const { hub } = gate;
    addLaxBase(gate);
    const lax = propose(gate, { open: { base: 'lax' }, files: { ...GRANT } });
    await gate.settle();
    await approve(gate, lax, 'bob');
    const head = headOf(gate, lax);
    expect(resultOn(gate, head, 'jitl/gate@lax')?.state).toBe('success');
    hub.push({ branch: 'twin', from: head, as: 'ada' });
    const strict = hub.open({ head: 'twin', base: 'main', as: 'ada' });
    expect(headOf(gate, strict)).toBe(head);
    expect(isOpen(gate, strict)).toBe(false);
    await gate.settle();
    expect(isOpen(gate, strict)).toBe(false);
    expect(resultOn(gate, head)?.state).toBe('pending');
    expect(hub.violations).toEqual([]);
  });

  it('a second pull request takes the success back from both, until it is judged as well', async () => {
    await using gate = await gated({ tier: 'hardened' });
    const { hub } = gate;
    const first = propose(gate);
    await gate.settle();
    await approve(gate, first, 'dana');
    expect(isOpen(gate, first)).toBe(true);
    hub.push({ branch: 'twin', from: headOf(gate, first), as: 'ada' });
    const second = hub.open({ head: 'twin', base: 'main', as: 'ada' });
    await gate.settle();
    expect([isOpen(gate, first), isOpen(gate, second)]).toEqual([false, false]);
    await approve(gate, second, 'bob');
    expect([isOpen(gate, first), isOpen(gate, second)]).toEqual([true, true]);
    // A refusal of one is a refusal of what both would land.
    hub.review({ number: first, as: 'dana', state: 'CHANGES_REQUESTED', body: 'No.' });
    await gate.settle();
    expect([isOpen(gate, first), isOpen(gate, second)]).toEqual([false, false]);
    expect(hub.violations).toEqual([]);
  });
});

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

  it('there and back again: a critical change must be judged anew', async () => {
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

  it('there and back again below critical: the same brief was judged, and holds', async () => {
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
