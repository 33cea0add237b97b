import { describe, expect, it } from 'vitest';

import { addLaxBase, isOpen, propose } from '../../support/github/attacking.ts';
import { gated } from '../../support/github/gated.ts';
import { approve, headOf, resultOn } from '../../support/github/judging.ts';
import { variant } from '../../support/github/variant.ts';

describe('08: one head in two pull requests', () => {
  it('the success for a lax base is none for main: the base is part of the name', async () => {
    await using gate = await gated();
    const { hub } = gate;
    addLaxBase(gate);
    const lax = propose(gate, { open: { base: 'lax' } });
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

  variant(
    'a second pull request takes the success back from both, until it is judged as well',
    async () => {
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
    },
  );
});
