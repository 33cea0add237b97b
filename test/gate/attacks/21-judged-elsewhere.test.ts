import { describe, expect, it } from 'vitest';

import { isShut, propose } from '../../support/github/stories.ts';
import { gated } from '../../support/github/gated.ts';
import { approve, commentOf, headOf, judgmentText } from '../../support/github/judging.ts';
import { variant } from '../../support/github/variant.ts';

describe('21 judged elsewhere, or refused before', () => {
  it('carries no approval to another pull request with the same head', async () => {
    await using gate = await gated();
    const { hub } = gate;
    const first = propose(gate);
    hub.push({ branch: 'same', as: 'ada', from: 'more' });
    const second = hub.open({ head: 'same', base: 'main', as: 'ada' });
    await gate.settle();
    expect(headOf(gate, second)).toBe(headOf(gate, first));

    // The text of the other one, too: a brief belongs to its pull request.
    const text = judgmentText(gate, first, 'bob');
    await approve(gate, first, 'dana');
    hub.review({ number: second, as: 'bob', state: 'APPROVED', body: text });
    await gate.settle();
    expect([isShut(gate, first), isShut(gate, second)]).toEqual([true, true]);
    expect(commentOf(gate, first)).toContain('sibling-unsatisfied');

    await approve(gate, second, 'dana');
    hub.schedule();
    await gate.settle();
    expect([isShut(gate, first), isShut(gate, second)]).toEqual([false, false]);
    expect(hub.violations).toEqual([]);
  });

  variant('shows a refusal on the pull request that brings the same again', async () => {
    await using gate = await gated();
    const { hub } = gate;
    const first = propose(gate);
    await gate.settle();
    hub.review({
      number: first,
      as: 'dana',
      state: 'CHANGES_REQUESTED',
      body: 'Settlement has no business with every secret of the namespace.',
    });
    await gate.settle();
    hub.close(first, { as: 'ada' });
    const again = hub.open({ head: 'more', base: 'main', as: 'ada', title: 'Tidy up' });
    await gate.settle();
    expect(isShut(gate, again)).toBe(true);
    const comment = commentOf(gate, again);
    expect(comment).toContain(`#${first}`);
    expect(comment).toContain('earlier-refusal: ');

    // A judgment that says nothing of the refusal does not count.
    const text = judgmentText(gate, again, 'bob');
    const silent = text.replace(/earlier-refusal: [^\n]*/, '');
    hub.review({ number: again, as: 'bob', state: 'APPROVED', body: silent });
    await gate.settle();
    expect(isShut(gate, again)).toBe(true);
    await approve(gate, again, 'bob');
    expect(isShut(gate, again)).toBe(false);
    expect(hub.violations).toEqual([]);
  });
});
