import { describe, expect, it } from 'vitest';

import { GRANT, isOpen, judge, propose } from '../../support/github/attacking.ts';
import { gated } from '../../support/github/gated.ts';
import type { Hub } from '../../support/github/hub.ts';
import { approve, commentOf, judgmentText } from '../../support/github/judging.ts';
import { variant } from '../../support/github/variant.ts';

const DANA = { name: 'Dana', email: 'dana@example.com' } as const;

type Push = Partial<Parameters<Hub['push']>[0]>;

/** How dana has a hand in the change of ada, and what the comment says of it. */
const HANDS: readonly (readonly [string, Push, string])[] = [
  ['author of a commit', { author: DANA }, 'is the author of'],
  ['committer only', { committer: DANA }, 'is the committer of'],
  ['co-author', { message: 'x\n\nCo-authored-by: Dana <dana@example.com>' }, 'as co-author'],
];

describe.each(HANDS)('18: the reviewer is %s', (hand, push, because) => {
  it(`the ${hand} does not approve it`, async () => {
    await using gate = await gated();
    const number = propose(gate, push);
    await gate.settle();
    await approve(gate, number, 'dana');
    expect(isOpen(gate, number)).toBe(false);
    expect(commentOf(gate, number)).toContain(because);
    await approve(gate, number, 'bob');
    expect(isOpen(gate, number)).toBe(true);
    expect(gate.hub.violations).toEqual([]);
  });
});

describe('18: the reviewer has a hand in it that no commit in sight shows', () => {
  it('the author of a commit behind the second parent does not approve it', async () => {
    await using gate = await gated({ tier: 'hardened' });
    const { hub } = gate;
    const side = hub.push({
      branch: 'side',
      as: 'bob',
      author: DANA,
      files: { 'README.md': 'x\n' },
    });
    const main = hub.push({ branch: 'more', as: 'ada', files: GRANT });
    hub.push({ branch: 'more', as: 'ada', parents: [main, side], files: { 'README.md': 'x\n' } });
    const number = hub.open({ head: 'more', base: 'main', as: 'ada' });
    await gate.settle();
    await approve(gate, number, 'dana');
    expect(isOpen(gate, number)).toBe(false);
    expect(commentOf(gate, number)).toContain('is the author of');
    await approve(gate, number, 'bob');
    expect(isOpen(gate, number)).toBe(true);
    expect(hub.violations).toEqual([]);
  });

  variant(
    'whoever pushes under a forged author does not approve it, nor does that author',
    async () => {
      await using gate = await gated({ codeowners: '/identities/ @dana @bob @root\n' });
      const { hub } = gate;
      const author = { name: 'Bob', email: 'bob@example.com' };
      const number = propose(gate);
      hub.push({ branch: 'more', as: 'dana', author, files: { 'README.md': 'x\n' } });
      await gate.settle();
      for (const login of ['dana', 'bob']) judge(gate, number, login);
      await gate.settle();
      expect(isOpen(gate, number)).toBe(false);
      expect(commentOf(gate, number)).toContain('pushed to the branch');
      await approve(gate, number, 'root');
      expect(isOpen(gate, number)).toBe(true);
      expect(hub.violations).toEqual([]);
    },
  );

  variant(
    'whoever asked an agent for it does not approve it, and strangers who speak up change nothing',
    async () => {
      await using gate = await gated({ codeowners: '/identities/ @dana @bob @root\n' });
      const { hub } = gate;
      hub.account('agent[bot]', { type: 'Bot', emails: ['agent@example.com'] });
      const number = propose(gate, { as: 'agent[bot]' });
      hub.comment({ number, as: 'dana', body: 'Thanks, @Agent, and add the list of secrets.' });
      hub.comment({
        number,
        as: 'bob',
        body: 'agent@agent-works.example and @agents know nothing',
      });
      hub.comment({ number, as: 'mallory', body: '@agent[bot] hello' });
      await gate.settle();
      for (const login of ['dana', 'bob']) judge(gate, number, login);
      await gate.settle();
      expect(isOpen(gate, number)).toBe(false);
      expect(commentOf(gate, number)).toContain('asked an agent for the change');
      // Of an agent’s change two people judge, and bob was one of them.
      await approve(gate, number, 'root');
      expect(isOpen(gate, number)).toBe(true);
      expect(hub.violations).toEqual([]);
    },
  );

  variant('whoever opens it cannot approve it at all', async () => {
    await using gate = await gated();
    const { hub } = gate;
    const number = propose(gate, { as: 'dana' });
    await gate.settle();
    const body = judgmentText(gate, number, 'dana');
    expect(() => hub.review({ number, as: 'dana', state: 'APPROVED', body })).toThrow(
      /only comment/,
    );
    await approve(gate, number, 'bob');
    expect(isOpen(gate, number)).toBe(true);
    expect(hub.violations).toEqual([]);
  });
});
