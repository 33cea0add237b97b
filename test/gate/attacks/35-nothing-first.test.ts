import { describe, expect, it } from 'vitest';

import { isShut, propose, verdictsOf } from '../../support/github/stories.ts';
import { gated, role, ROLE } from '../../support/github/gated.ts';
import { approve, headOf, resultOn } from '../../support/github/judging.ts';

const MORE = { [ROLE]: role('get, list', 'secrets') };

describe.each(['starter', 'hardened'] as const)('35 nothing first, in the %s tier', (tier) => {
  it('lets a success of nothing stand for nothing else', async () => {
    await using gate = await gated({ tier });
    const { hub } = gate;
    const number = propose(gate, { files: {} });
    await gate.settle();
    expect(resultOn(gate, headOf(gate, number))?.state).toBe('success');
    expect(isShut(gate, number)).toBe(false);
    hub.push({ branch: 'more', as: 'ada', files: MORE });
    // Before anybody has looked, too.
    expect(isShut(gate, number)).toBe(true);
    await gate.settle();
    expect(isShut(gate, number)).toBe(true);
    await approve(gate, number, 'dana');
    expect(isShut(gate, number)).toBe(false);
    expect(hub.violations).toEqual([]);
  });
});

describe('35 a draft first', () => {
  it('judges a draft like anything, and again when it is ready', async () => {
    await using gate = await gated();
    const { hub } = gate;
    const number = propose(gate, { files: MORE, draft: true });
    await gate.settle();
    expect(resultOn(gate, headOf(gate, number))?.state).toBe('pending');
    hub.ready(number);
    expect(verdictsOf(await gate.settle())).toEqual(['pending']);
    expect(isShut(gate, number)).toBe(true);
    await approve(gate, number, 'dana');
    expect(isShut(gate, number)).toBe(false);

    hub.ready(number, false);
    await gate.settle();
    hub.push({ branch: 'more', as: 'ada', files: { [ROLE]: role('"*"', '"*"') } });
    hub.ready(number);
    await gate.settle();
    expect(isShut(gate, number)).toBe(true);
    expect(hub.violations).toEqual([]);
  });
});
