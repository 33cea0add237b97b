import { describe, expect, it } from 'vitest';

import {
  EVERYTHING,
  GRANT,
  isOpen,
  judge,
  MORE,
  propose,
  WIDER,
} from '../../support/github/attacking.ts';
import { gated, type Gated } from '../../support/github/gated.ts';
import {
  approve,
  commentOf,
  headOf,
  judgmentText,
  repository,
} from '../../support/github/judging.ts';
import { onBase } from '../../support/github/stories.ts';

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

  it('an update that changes nothing of what was judged keeps the judgment', async () => {
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

  it('a critical change is judged on its head: an identical patch on another one is not it', async () => {
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
  });

  it('a merge of the base into a critical change needs its judgments again', async () => {
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

  it('a review that arrives late is one of what it quotes', async () => {
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

  it('on a critical change a review without a commit, or of an older one, does not count', async () => {
    await using gate = await gated({ tier: 'hardened' });
    const { hub } = gate;
    const number = propose(gate, { files: GRANT });
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
  });
});
