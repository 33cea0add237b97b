import { describe, expect, it } from 'vitest';

import { EVERYTHING, isOpen, judge, propose, WIDER } from '../../support/github/attacking.ts';
import { gated, type Gated } from '../../support/github/gated.ts';
import { approve, commentOf, headOf, repository } from '../../support/github/judging.ts';
import { onBase } from '../../support/github/stories.ts';
import { variant } from '../../support/github/variant.ts';

/** A critical pull request that dana and bob have judged, and that is open. */
async function judgedCritical(gate: Gated): Promise<number> {
  const number = propose(gate, { branch: 'all', files: EVERYTHING });
  await gate.settle();
  for (const login of ['dana', 'bob']) judge(gate, number, login);
  await gate.settle();
  expect(isOpen(gate, number)).toBe(true);
  return number;
}

/** GitHub itself, as the committer of what its web interface merges. */
function addWebFlow({ hub }: Gated): void {
  hub.account('web-flow', { id: 19_864_447, emails: ['noreply@github.com'] });
}

function commitsReviewed(gate: Gated, number: number): readonly (string | null)[] {
  return (repository(gate).pullRequests.get(number)?.reviews ?? []).map(({ commit }) => commit);
}

describe('10: approvals that GitHub points at a newer head', () => {
  it('the base grew under it: the update moves the approval, and the brief is another', async () => {
    await using gate = await gated();
    const { hub } = gate;
    addWebFlow(gate);
    const number = propose(gate);
    await gate.settle();
    await approve(gate, number, 'dana');
    expect(isOpen(gate, number)).toBe(true);
    onBase(gate, WIDER);
    hub.updateBranch(number, { as: 'ada' });
    expect(commitsReviewed(gate, number)).toEqual([headOf(gate, number)]);
    await gate.settle();
    expect(isOpen(gate, number)).toBe(false);
    expect(commentOf(gate, number)).toContain('another brief');
    await approve(gate, number, 'bob');
    expect(isOpen(gate, number)).toBe(true);
    expect(hub.violations).toEqual([]);
  });

  variant('an update that changes nothing of what was judged keeps the judgment', async () => {
    await using gate = await gated({ tier: 'hardened' });
    const { hub } = gate;
    addWebFlow(gate);
    const number = propose(gate);
    await gate.settle();
    await approve(gate, number, 'dana');
    onBase(gate, { 'README.md': 'Other words\n' });
    hub.updateBranch(number, { as: 'ada' });
    expect(isOpen(gate, number)).toBe(false);
    await gate.settle();
    expect(isOpen(gate, number)).toBe(true);
    expect(hub.violations).toEqual([]);
  });

  variant(
    'a critical change is judged on its head: an identical patch on another one is not it',
    async () => {
      await using gate = await gated({ tier: 'hardened' });
      const { hub } = gate;
      const number = await judgedCritical(gate);
      hub.push({
        branch: 'all',
        from: 'main',
        as: 'ada',
        files: EVERYTHING,
        message: 'The same, in other words',
        force: true,
      });
      const head = headOf(gate, number);
      expect(commitsReviewed(gate, number)).toEqual([head, head]);
      await gate.settle();
      expect(isOpen(gate, number)).toBe(false);
      expect(commentOf(gate, number)).toContain('names another head');
      expect(hub.violations).toEqual([]);
    },
  );

  variant('a merge of the base into a critical change needs its judgments again', async () => {
    await using gate = await gated();
    const { hub } = gate;
    const number = await judgedCritical(gate);
    onBase(gate, { 'README.md': 'Other words\n' });
    hub.updateBranch(number, { as: 'ada' });
    await gate.settle();
    expect(isOpen(gate, number)).toBe(false);
    for (const login of ['dana', 'bob']) judge(gate, number, login);
    await gate.settle();
    expect(isOpen(gate, number)).toBe(true);
    expect(hub.violations).toEqual([]);
  });
});
