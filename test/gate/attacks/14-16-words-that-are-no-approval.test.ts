import { describe, expect, it } from 'vitest';

import { call } from '../../support/github/acme.ts';
import { isOpen, judge, propose } from '../../support/github/attacking.ts';
import { gated, type Gated } from '../../support/github/gated.ts';
import { approve, commentOf, judgmentText } from '../../support/github/judging.ts';
import { variant } from '../../support/github/variant.ts';

/** A pull request that waits for a judgment. */
async function waiting(tier: Gated['tier']) {
  const gate = await gated({ tier });
  const number = propose(gate);
  await gate.settle();
  expect(isOpen(gate, number)).toBe(false);
  return { gate, number };
}

describe('14: the text of a review is changed', () => {
  it('what somebody else writes into an approval is not its author’s', async () => {
    const { gate, number } = await waiting('hardened');
    await using story = gate;
    const { hub } = story;
    const review = hub.review({ number, as: 'dana', state: 'APPROVED', body: 'ok' });
    hub.editReview(review, { as: 'bob', body: judgmentText(gate, number, 'dana') });
    await gate.settle();
    expect(isOpen(gate, number)).toBe(false);
    expect(commentOf(gate, number)).toContain('edited');
    // Its author may write it.
    hub.editReview(review, { as: 'dana', body: judgmentText(gate, number, 'dana') });
    await gate.settle();
    expect(isOpen(gate, number)).toBe(true);
    expect(hub.violations).toEqual([]);
  });

  variant('a text that is changed after it counted is judged again', async () => {
    const { gate, number } = await waiting('starter');
    await using story = gate;
    const { hub } = story;
    const body = judgmentText(gate, number, 'dana');
    const review = judge(gate, number, 'dana');
    await gate.settle();
    expect(isOpen(gate, number)).toBe(true);
    hub.editReview(review, { as: 'ada', body: `${body}\n\nAnd whatever follows.` });
    await gate.settle();
    expect(isOpen(gate, number)).toBe(false);
    // That the old words stand there again does not make them its author’s.
    hub.editReview(review, { as: 'ada', body });
    await gate.settle();
    expect(isOpen(gate, number)).toBe(false);
    expect(hub.violations).toEqual([]);
  });
});

describe('15: a refusal is dismissed by somebody else', () => {
  it('stays shut, though GitHub counts the approval from before again', async () => {
    const { gate, number } = await waiting('hardened');
    await using story = gate;
    const { hub } = story;
    hub.ruleset({ name: 'reviews', branches: ['main'], pullRequest: { requiredApprovals: 1 } });
    await approve(gate, number, 'dana');
    expect(isOpen(gate, number)).toBe(true);
    const body = 'The report does not need this at all.';
    const refusal = hub.review({ number, as: 'dana', state: 'CHANGES_REQUESTED', body });
    await gate.settle();
    expect(isOpen(gate, number)).toBe(false);
    hub.dismiss(refusal, { as: 'root' });
    await gate.settle();
    // GitHub’s own rule is content, so that what is left is the gate.
    expect(hub.mergeability(number).why).toEqual(['required check jitl/gate@main is in_progress']);
    expect(commentOf(gate, number)).toContain('somebody else dismissed');
    await approve(gate, number, 'bob');
    expect(isOpen(gate, number)).toBe(false);
    await approve(gate, number, 'dana');
    expect(isOpen(gate, number)).toBe(true);
    expect(hub.violations).toEqual([]);
  });
});

describe('16: words of an owner that are no approval', () => {
  it('a comment, a draft, a reaction, or the body of the pull request approves nothing', async () => {
    const { gate, number } = await waiting('hardened');
    await using story = gate;
    const { hub } = story;
    const body = judgmentText(gate, number, 'dana');
    hub.review({ number, as: 'dana', state: 'COMMENTED', body });
    hub.review({ number, as: 'dana', state: 'PENDING', body });
    const comment = hub.comment({ number, as: 'dana', body });
    const token = hub.token({ kind: 'pat', as: 'dana' });
    const react = `POST /repos/acme/identities/issues/comments/${comment}/reactions`;
    expect((await call(hub, token, react, { content: '+1' })).status).toBe(201);
    const pull = hub.world.repositories.get('acme/identities')?.pullRequests.get(number);
    if (pull !== undefined) pull.body = `approved\n\n${body}`;
    hub.comment({ number, as: 'ada', body: '/jitl recheck' });
    await gate.settle();
    expect(isOpen(gate, number)).toBe(false);
    expect(commentOf(gate, number)).toContain('pending');
    // What the proposal says is no reason of a reviewer’s own either.
    await approve(gate, number, 'dana');
    expect(isOpen(gate, number)).toBe(false);
    if (pull !== undefined) pull.body = '';
    await approve(gate, number, 'dana');
    expect(isOpen(gate, number)).toBe(true);
    expect(hub.violations).toEqual([]);
  });

  variant('a request for changes with every word of an approval refuses', async () => {
    const { gate, number } = await waiting('starter');
    await using story = gate;
    const { hub } = story;
    const body = `Approved, LGTM.\n\n${judgmentText(gate, number, 'dana')}`;
    hub.review({ number, as: 'dana', state: 'CHANGES_REQUESTED', body });
    await gate.settle();
    expect(isOpen(gate, number)).toBe(false);
    await approve(gate, number, 'bob');
    expect(isOpen(gate, number)).toBe(false);
    expect(commentOf(gate, number)).toContain('requested changes');
    expect(hub.violations).toEqual([]);
  });
});
