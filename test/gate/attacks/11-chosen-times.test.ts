import { describe, expect, it } from 'vitest';

import { EVERYTHING, isOpen, judge, MORE, propose } from '../../support/github/attacking.ts';
import { gated } from '../../support/github/gated.ts';
import { approve, commentOf, headOf, judgmentText } from '../../support/github/judging.ts';
import { variant } from '../../support/github/variant.ts';

describe('11: times and commits that are chosen', () => {
  it('a commit from before the approval, and one that lay elsewhere, are still not judged', async () => {
    await using gate = await gated();
    const { hub } = gate;
    const date = '2001-01-01T00:00:00Z';
    const number = propose(gate);
    // Pushed before the approval, and dated long before it.
    const hidden = hub.push({ branch: 'stash', from: 'more', as: 'ada', files: MORE, date });
    await gate.settle();
    await approve(gate, number, 'dana');
    expect(isOpen(gate, number)).toBe(true);
    hub.push({ branch: 'more', from: hidden, as: 'ada' });
    expect(headOf(gate, number)).toBe(hidden);
    await gate.settle();
    expect(isOpen(gate, number)).toBe(false);
    expect(commentOf(gate, number)).toContain('another brief');
    expect(hub.violations).toEqual([]);
  });

  variant('a review that arrives late is one of what it quotes', async () => {
    await using gate = await gated({ tier: 'hardened' });
    const { hub } = gate;
    const number = propose(gate);
    await gate.settle();
    const [body, commit] = [judgmentText(gate, number, 'dana'), headOf(gate, number)];
    hub.push({ branch: 'more', as: 'ada', files: MORE });
    await gate.settle();
    for (const shown of [commit, headOf(gate, number), null])
      hub.review({ number, as: 'dana', state: 'APPROVED', body, commit: shown });
    await gate.settle();
    expect(isOpen(gate, number)).toBe(false);
    await approve(gate, number, 'dana');
    expect(isOpen(gate, number)).toBe(true);
    expect(hub.violations).toEqual([]);
  });

  variant(
    'on a critical change a review without a commit, or of an older one, does not count',
    async () => {
      await using gate = await gated({ tier: 'hardened' });
      const { hub } = gate;
      const number = propose(gate);
      const old = headOf(gate, number);
      hub.push({ branch: 'more', as: 'ada', files: EVERYTHING });
      await gate.settle();
      const ofNone = judgmentText(gate, number, 'dana');
      hub.review({ number, as: 'dana', state: 'APPROVED', body: ofNone, commit: null });
      const ofOld = judgmentText(gate, number, 'bob');
      hub.review({ number, as: 'bob', state: 'APPROVED', body: ofOld, commit: old });
      await gate.settle();
      expect(isOpen(gate, number)).toBe(false);
      expect(commentOf(gate, number)).toContain('made on another commit');
      for (const login of ['dana', 'bob']) judge(gate, number, login);
      await gate.settle();
      expect(isOpen(gate, number)).toBe(true);
      expect(hub.violations).toEqual([]);
    },
  );
});
