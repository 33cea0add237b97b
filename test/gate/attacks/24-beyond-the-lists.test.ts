import { describe, expect, it } from 'vitest';

import { isShut, propose, sweep } from '../../support/github/stories.ts';
import { gated, role, ROLE, type Gated } from '../../support/github/gated.ts';
import { commentOf, judgmentText } from '../../support/github/judging.ts';
import { variant } from '../../support/github/variant.ts';

/** Reviews that say nothing, as many as one page of GitHub holds. */
function chatter({ hub }: Gated, number: number): void {
  for (let at = 0; at < 100; at += 1)
    hub.review({ number, as: 'mallory', state: 'COMMENTED', body: `thought ${at}` });
}

describe('24 more than the lists of GitHub show', () => {
  it('sees a refusal behind a hundred other reviews', async () => {
    await using gate = await gated();
    const { hub } = gate;
    const number = propose(gate);
    await sweep(gate);
    const text = judgmentText(gate, number, 'dana');
    hub.review({ number, as: 'dana', state: 'APPROVED', body: text });
    await sweep(gate);
    expect(isShut(gate, number)).toBe(false);
    chatter(gate, number);
    const refusal = hub.review({ number, as: 'bob', state: 'CHANGES_REQUESTED', body: 'No.' });
    await sweep(gate);
    expect(isShut(gate, number)).toBe(true);
    expect(commentOf(gate, number)).toContain('@bob');

    hub.dismiss(refusal, { as: 'bob' });
    await sweep(gate);
    expect(isShut(gate, number)).toBe(false);
    expect(hub.violations).toEqual([]);
  });

  variant.each([
    ['a review', ['reviews', 'nodes', '1']],
    ['all reviews', ['reviews', 'nodes']],
    ['a commit', ['commits', 'nodes', '0']],
    ['all commits', ['commits', 'nodes']],
    ['an event', ['timelineItems', 'nodes', '0']],
    ['the whole', []],
  ])('is no success where GitHub leaves out %s', async (_what, path) => {
    await using gate = await gated();
    const { hub } = gate;
    const files = { [ROLE]: role('get, list', 'secrets') };
    const number = propose(gate);
    hub.push({ branch: 'more', as: 'ada', from: 'main', force: true, files });
    await sweep(gate);
    const text = judgmentText(gate, number, 'dana');
    hub.review({ number, as: 'dana', state: 'APPROVED', body: text });
    // Whoever reads a list without it cannot know that it was no refusal.
    hub.review({ number, as: 'bob', state: 'COMMENTED', body: 'What is it for?' });
    hub.fail({
      match: ({ path: at }) => at === '/graphql',
      fault: { kind: 'graphql-null', path: ['repository', 'pullRequest', ...path] },
      times: Number.MAX_SAFE_INTEGER,
    });
    await sweep(gate);
    expect(isShut(gate, number)).toBe(true);
    hub.world.faults.splice(0);
    await sweep(gate);
    expect(isShut(gate, number)).toBe(false);
    expect(hub.violations).toEqual([]);
  });

  variant('is no success beyond 250 commits, which GitHub does not list', async () => {
    await using gate = await gated();
    const { hub } = gate;
    hub.pushMany({ branch: 'more', as: 'ada', count: 260 });
    const number = propose(gate);
    const step = await sweep(gate);
    const text = judgmentText(gate, number, 'dana');
    if (text.includes('Brief: ')) hub.review({ number, as: 'dana', state: 'APPROVED', body: text });
    await sweep(gate);
    expect(isShut(gate, number)).toBe(true);
    expect(step.log).toContain('commits');
    expect(hub.violations).toEqual([]);
  });

  variant('finds the one identity among three thousand files', async () => {
    await using gate = await gated();
    const many = Array.from(
      { length: 3100 },
      (_, at) => [`notes/${at}.md`, `note ${at}\n`] as const,
    );
    const number = propose(gate, {
      files: { ...Object.fromEntries(many), [ROLE]: role('get, list', 'secrets') },
    });
    await sweep(gate);
    expect(isShut(gate, number)).toBe(true);
    const text = judgmentText(gate, number, 'dana');
    gate.hub.review({ number, as: 'dana', state: 'APPROVED', body: text });
    await sweep(gate);
    expect(isShut(gate, number)).toBe(false);
    expect(gate.hub.violations).toEqual([]);
  });
});
