import { describe, expect, it } from 'vitest';

import { isShut, verdictsOf } from '../../support/github/stories.ts';
import { gated, role, ROLE, type Gated } from '../../support/github/gated.ts';
import { approve, commentOf, headOf, resultOn } from '../../support/github/judging.ts';
import { variant } from '../../support/github/variant.ts';

const PUBLIC = { repository: { visibility: 'public' } } as const;

/** A pull request from a fork of one’s own, from a branch of any name. */
function fromFork(
  { hub }: Gated,
  as: string,
  branch: string,
  files: Record<string, string>,
): number {
  const repository = `${as}/identities`;
  hub.repository(repository, { parent: 'acme/identities', collaborators: { [as]: 'admin' } });
  hub.push({ repository, branch, as, files });
  return hub.open({
    repository: 'acme/identities',
    headRepository: repository,
    head: branch,
    base: 'main',
    as,
  });
}

describe('27 heads in forks', () => {
  it('judges the right one of two branches of a name, and lets a judged one in', async () => {
    await using gate = await gated(PUBLIC);
    const { hub } = gate;
    hub.account('eve');
    const harmless = fromFork(gate, 'eve', 'more', { 'README.md': 'Other words\n' });
    const first = await gate.settle();
    const grant = fromFork(gate, 'mallory', 'more', { [ROLE]: role('get, list', 'secrets') });
    const second = await gate.settle();
    expect([verdictsOf(first), verdictsOf(second)]).toEqual([['allowed'], ['pending']]);
    expect(second[0]?.outputs['pull-request']).toBe(String(grant));
    expect([isShut(gate, harmless), isShut(gate, grant)]).toEqual([false, true]);
    const runs = hub.events.filter(({ name }) => name === 'workflow_run');
    for (const { payload } of runs)
      expect(payload['workflow_run']).toMatchObject({ pull_requests: [] });

    await approve(gate, grant, 'dana');
    expect(isShut(gate, grant)).toBe(false);
    expect(hub.violations).toEqual([]);
  });

  variant('takes a branch called main for what it is', async () => {
    await using gate = await gated(PUBLIC);
    const number = fromFork(gate, 'mallory', 'main', { [ROLE]: role('get, list', 'secrets') });
    expect(verdictsOf(await gate.settle()).at(-1)).toBe('pending');
    expect(isShut(gate, number)).toBe(true);
    await approve(gate, number, 'dana');
    expect(isShut(gate, number)).toBe(false);
    expect(gate.hub.violations).toEqual([]);
  });

  variant('reaches no verdict where the fork is gone', async () => {
    await using gate = await gated(PUBLIC);
    const { hub } = gate;
    const number = fromFork(gate, 'mallory', 'more', { [ROLE]: role('get, list', 'secrets') });
    await gate.settle();
    await approve(gate, number, 'dana');
    expect(isShut(gate, number)).toBe(false);
    hub.deleteRepository('mallory/identities');
    hub.review({ number, as: 'bob', state: 'COMMENTED', body: 'Where did it go?' });
    await gate.settle();
    hub.schedule();
    const [step] = await gate.settle();
    expect(step?.code).toBe(1);
    expect(resultOn(gate, headOf(gate, number))?.state).toBe('failure');
    expect(isShut(gate, number)).toBe(true);
    expect(commentOf(gate, number)).toContain('pushers');
    expect(hub.violations).toEqual([]);
  });
});
