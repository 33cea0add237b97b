import { describe, expect, it } from 'vitest';

import { isShut, sweep } from '../../support/github/stories.ts';
import { CODEOWNERS, gated, role, ROLE, type Gated } from '../../support/github/gated.ts';
import { approve, commentOf, headOf, resultOn } from '../../support/github/judging.ts';
import { variant } from '../../support/github/variant.ts';

/** Upon a branch of ada’s, in which mallory owns everything. */
function stacked({ hub }: Gated): number {
  hub.permit('mallory', 'write');
  hub.push({
    branch: 'lower',
    as: 'ada',
    files: { CODEOWNERS: CODEOWNERS.replaceAll(/@dana( @bob)?/g, '@mallory') },
  });
  hub.push({
    branch: 'upper',
    from: 'lower',
    as: 'ada',
    files: { [ROLE]: role('get, list', 'secrets') },
  });
  return hub.open({ head: 'upper', base: 'lower', stackBase: 'main', as: 'ada' });
}

describe('32 on top of a branch with other owners', () => {
  it('asks the owners of the base of the stack, under its name', async () => {
    await using gate = await gated();
    const { hub } = gate;
    const number = stacked(gate);
    await gate.settle();
    expect(isShut(gate, number)).toBe(true);
    await approve(gate, number, 'mallory');
    expect(isShut(gate, number)).toBe(true);
    expect(commentOf(gate, number)).toContain('no-authority');
    expect(resultOn(gate, headOf(gate, number), 'jitl/gate@lower')).toBe(null);
    await approve(gate, number, 'dana');
    expect(isShut(gate, number)).toBe(false);
    expect(hub.violations).toEqual([]);
  });

  variant('takes the success back under that name where it cannot be read any more', async () => {
    await using gate = await gated();
    const { hub } = gate;
    const number = stacked(gate);
    await gate.settle();
    await approve(gate, number, 'dana');
    expect(isShut(gate, number)).toBe(false);
    let asked = 0;
    hub.fail({
      match: ({ path }) => path === '/graphql' && (asked += 1) === 1,
      fault: { kind: 'graphql-null', path: ['repository', 'pullRequest'] },
    });
    const step = await sweep(gate);
    expect(step.code).not.toBe(0);
    expect(isShut(gate, number)).toBe(true);
    expect(hub.violations).toEqual([]);
  });
});
