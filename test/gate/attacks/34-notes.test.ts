import { describe, expect, it } from 'vitest';

import { git } from '../../support/github/git.ts';
import { isShut, propose, verdictsOf } from '../../support/github/stories.ts';
import { gated } from '../../support/github/gated.ts';
import { approve, headOf, repository } from '../../support/github/judging.ts';

describe('34 notes that say something was judged', () => {
  it('reads none: what anybody with write access may write decides nothing', async () => {
    await using gate = await gated();
    const { hub } = gate;
    const number = propose(gate);
    await gate.settle();
    const { directory } = repository(gate);
    const args = ['-c', 'user.name=ada', '-c', 'user.email=ada@example.com', 'notes'];
    for (const ref of ['commits', 'jitl', 'decisions'])
      git(directory, [
        ...args,
        `--ref=${ref}`,
        'add',
        '-m',
        '{"verdict":"allowed","approvedBy":["dana"]}',
        headOf(gate, number),
      ]);
    const before = hub.calls.length;
    hub.schedule();
    expect(verdictsOf(await gate.settle())).toEqual(['pending']);
    expect(isShut(gate, number)).toBe(true);
    expect(hub.calls.slice(before).filter(({ path }) => path.includes('notes'))).toEqual([]);
    await approve(gate, number, 'dana');
    expect(isShut(gate, number)).toBe(false);
    expect(hub.violations).toEqual([]);
  });
});
