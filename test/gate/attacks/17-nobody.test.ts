import { describe, expect, it } from 'vitest';

import { isOpen, judge, propose } from '../../support/github/attacking.ts';
import { gated } from '../../support/github/gated.ts';
import { approve, commentOf, repository } from '../../support/github/judging.ts';
import { idOf } from '../../support/github/stories.ts';
import { variant } from '../../support/github/variant.ts';

const PEOPLE = `apiVersion: jitl.dev/v1
kind: People
spec:
  agents:
    - { login: robo, operators: [bob] }
`;

/** A repository whose owners are dana, and accounts that look like more of them. */
async function withLookalikes() {
  const gate = await gated({
    tier: 'hardened',
    codeowners: '/identities/ @dana @helper @robo\n',
    files: { '.jitl/people.yaml': PEOPLE },
  });
  const { hub } = gate;
  hub.account('helper[bot]', { type: 'Bot' });
  hub.account('robo');
  for (const login of ['helper[bot]', 'robo'])
    repository(gate).collaborators.set(idOf(gate, login), 'write');
  const number = propose(gate);
  await gate.settle();
  return { gate, number };
}

describe('17: approvals of nobody', () => {
  it('a bot is no owner by the login that GraphQL shows, and a machine user no person', async () => {
    const { gate, number } = await withLookalikes();
    await using story = gate;
    const { hub } = story;
    for (const as of ['helper[bot]', 'robo']) judge(gate, number, as);
    await gate.settle();
    expect(isOpen(gate, number)).toBe(false);
    expect(commentOf(gate, number)).toContain('only a person can judge');
    await approve(gate, number, 'dana');
    expect(isOpen(gate, number)).toBe(true);
    expect(hub.violations).toEqual([]);
  });

  variant('the approval of an account that is deleted since falls at the next look', async () => {
    await using gate = await gated();
    const { hub } = gate;
    const number = propose(gate);
    await gate.settle();
    await approve(gate, number, 'dana');
    expect(isOpen(gate, number)).toBe(true);
    hub.deleteAccount('dana');
    hub.schedule();
    await gate.settle();
    expect(isOpen(gate, number)).toBe(false);
    await approve(gate, number, 'bob');
    expect(isOpen(gate, number)).toBe(true);
    expect(hub.violations).toEqual([]);
  });
});
