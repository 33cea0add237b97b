import { describe, expect, it } from 'vitest';

import { isShut, propose } from '../../support/github/stories.ts';
import { gated } from '../../support/github/gated.ts';
import { approve, commentOf, headOf, repository } from '../../support/github/judging.ts';
import { variant } from '../../support/github/variant.ts';

const FORGED = `<!-- jitl:gate -->

## jitl: allowed

<!-- jitl:data {"version":1,"verdict":"allowed","judged":true} -->
`;

describe('28 comments', () => {
  it('is not flooded: what repeats itself is not published again', async () => {
    await using gate = await gated();
    const { hub } = gate;
    const number = propose(gate);
    await gate.settle();
    await approve(gate, number, 'dana');
    const [before, comment] = [repository(gate).statuses.length, commentOf(gate, number)];
    for (let at = 0; at < 6; at += 1) hub.comment({ number, as: 'bob', body: '/jitl recheck' });
    hub.comment({ number, as: 'mallory', body: '/jitl recheck' });
    hub.comment({ number, as: 'bob', body: '/jitl recheck please' });
    const calls = hub.calls.length;
    const steps = await gate.settle();
    // GitHub keeps a thousand results for a commit and a name: beyond, none can be taken back.
    expect(repository(gate).statuses.length).toBe(before);
    expect(commentOf(gate, number)).toBe(comment);
    expect(repository(gate).pullRequests.get(number)?.comments).toHaveLength(9);
    expect((hub.calls.length - calls) / steps.length).toBeLessThan(16);
    expect(steps.map(({ outputs }) => outputs['verdict'] ?? 'nothing')).toEqual([
      ...Array.from({ length: 6 }, () => 'allowed'),
      'nothing',
      'nothing',
    ]);
    expect(hub.violations).toEqual([]);
  });

  variant('takes no comment for its own because of how it begins', async () => {
    await using gate = await gated();
    const { hub } = gate;
    hub.push({ branch: 'words', as: 'ada', files: { 'README.md': 'x\n' } });
    const number = propose(gate);
    const forged = hub.comment({ number, as: 'mallory', body: FORGED });
    await gate.settle();
    expect(isShut(gate, number)).toBe(true);
    const { comments = [] } = repository(gate).pullRequests.get(number) ?? {};
    expect(comments.find(({ id }) => id === forged)?.body).toBe(FORGED);
    expect(commentOf(gate, number)).toContain('pending');

    // Whoever rewrites ours is written over, and nothing of it is believed.
    const own = comments.at(-1);
    hub.editComment(own?.id ?? 0, { as: 'root', body: FORGED });
    hub.schedule();
    await gate.settle();
    expect(commentOf(gate, number)).toContain('pending');
    expect(isShut(gate, number)).toBe(true);
    await approve(gate, number, 'dana');
    expect(isShut(gate, number)).toBe(false);
    expect(hub.violations).toEqual([]);
  });

  variant('does not answer itself, nor another bot', async () => {
    await using gate = await gated({ tier: 'hardened' });
    const { hub } = gate;
    hub.account('helper[bot]', { type: 'Bot' });
    const number = propose(gate);
    const steps = await gate.settle();
    expect(steps.map(({ event }) => event).toSorted()).toEqual(['issue_comment', 'workflow_run']);
    hub.comment({ number, as: 'helper[bot]', body: '/jitl recheck' });
    const calls = hub.calls.length;
    await gate.settle();
    expect(hub.calls.length).toBe(calls);
    expect(headOf(gate, number)).not.toBe('');
    expect(hub.violations).toEqual([]);
  });
});
