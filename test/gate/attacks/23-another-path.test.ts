import { describe, expect, it } from 'vitest';

import { isShut, propose, verdictsOf } from '../../support/github/stories.ts';
import type { FileChange } from '../../support/github/commit-files.ts';
import { CODEOWNERS, gated, role, ROLE } from '../../support/github/gated.ts';
import { approve, commentOf, headOf, resultOn } from '../../support/github/judging.ts';
import { variant } from '../../support/github/variant.ts';

const MORE = role('get, list', 'secrets');

const WAYS: Readonly<Record<string, Readonly<Record<string, FileChange>>>> = {
  deleted: { [ROLE]: null },
  'a link': {
    [ROLE]: { symlink: '../elsewhere/settlement.yaml' },
    'elsewhere/settlement.yaml': MORE,
  },
  'another repository': { [ROLE]: { submodule: 'a'.repeat(40) } },
  'another case': { [ROLE]: null, 'identities/Settlement.yaml': MORE },
  'another kind of file': { [ROLE]: null, 'identities/settlement.txt': MORE },
  'another identity': { [ROLE]: MORE.replaceAll('settlement', 'reporting') },
};

describe('23 the same by way of another path', () => {
  it('asks the owner of the old path and that of the new one for a move', async () => {
    await using gate = await gated({ codeowners: `${CODEOWNERS}/elsewhere/ @mallory\n` });
    const { hub } = gate;
    hub.permit('mallory', 'write');
    const number = propose(gate, { files: { [ROLE]: null, 'elsewhere/settlement.yaml': MORE } });
    await gate.settle();
    await approve(gate, number, 'mallory');
    expect(isShut(gate, number)).toBe(true);
    await approve(gate, number, 'dana');
    expect(isShut(gate, number)).toBe(false);
    expect(hub.violations).toEqual([]);
  });

  variant.each(Object.keys(WAYS))('lets nothing pass unseen: %s', async (way) => {
    await using gate = await gated({ codeowners: `${CODEOWNERS}/elsewhere/ @mallory\n` });
    gate.hub.permit('mallory', 'write');
    const number = propose(gate, { files: WAYS[way] ?? {} });
    expect(verdictsOf(await gate.settle())).toEqual(['pending']);
    expect(isShut(gate, number)).toBe(true);
    expect(commentOf(gate, number)).toContain('settlement');
    await approve(gate, number, 'mallory');
    expect(isShut(gate, number)).toBe(true);
    await approve(gate, number, 'dana');
    await approve(gate, number, 'bob');
    expect(isShut(gate, number)).toBe(false);
    expect(gate.hub.violations).toEqual([]);
  });

  variant('shows that a mode alone means nothing, and judges what comes with it', async () => {
    await using gate = await gated();
    const number = propose(gate, { files: { [ROLE]: { mode: '100755' } } });
    await gate.settle();
    const alone = resultOn(gate, headOf(gate, number))?.state;
    gate.hub.push({ branch: 'more', as: 'ada', files: { [ROLE]: { mode: '100755', text: MORE } } });
    await gate.settle();
    expect([alone, isShut(gate, number)]).toEqual(['success', true]);
    expect(gate.hub.violations).toEqual([]);
  });
});
