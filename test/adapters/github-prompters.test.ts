import { afterEach, describe, expect, it } from 'vitest';

import { promptersOf } from '../../src/adapters/github/prompters.ts';
import type { ForgeAccount } from '../../src/forge.ts';
import { closeDesks, openDesk } from '../support/github-desk.ts';

afterEach(closeDesks);

describe.each(['graphql', 'rest'] as const)('who asked a bot, by %s', (mode) => {
  it('is whoever addresses it in a comment, or in a review that does not approve', async () => {
    const { hub, forge } = await openDesk({ mode });
    hub.account('agent[bot]', { type: 'Bot' });
    hub.push({ branch: 'more', as: 'agent[bot]', files: { a: 'b\n' } });
    const number = hub.open({ head: 'more', as: 'agent[bot]', body: '@agent' });
    hub.comment({ number, as: 'mallory', body: 'Nice.' });
    hub.comment({ number, as: 'ada', body: 'Please, @agent: more.' });
    hub.comment({ number, as: 'agent[bot]', body: '@agent did it' });
    hub.review({ number, as: 'bob', state: 'CHANGES_REQUESTED', body: '@Agent[bot] less' });
    hub.review({ number, as: 'dana', state: 'APPROVED', body: '@agent is right' });
    const { accounts, pullRequest } = await forge.readPullRequest(number);
    const logins = pullRequest.prompters.map((id) => accounts.find((one) => one.id === id)?.login);
    expect(logins).toEqual(['ada', 'bob']);
  });

  it('is nobody where a person opened it', async () => {
    const { hub, forge } = await openDesk({ mode });
    hub.push({ branch: 'more', as: 'ada', files: { a: 'b\n' } });
    const number = hub.open({ head: 'more', as: 'ada' });
    hub.comment({ number, as: 'bob', body: '@ada more' });
    expect((await forge.readPullRequest(number)).pullRequest.prompters).toEqual([]);
  });
});

const AGENT: ForgeAccount = { id: 1, login: 'agent[bot]', type: 'bot', emails: [] };

it.each([
  ['@agent', true],
  ['cc @AGENT.', true],
  ['(@agent)', true],
  ['@agent[bot]', true],
  ['@agents then @agent', true],
  ['@agents', false],
  ['@agent-two', false],
  ['me@agent', false],
  ['agent', false],
  ['', false],
])('%j addresses it: %s', (body, addresses) => {
  expect(promptersOf(AGENT, [{ account: 2, body }], [AGENT])).toEqual(addresses ? [2] : []);
});

it('counts no bot and no deleted account', () => {
  const sayings = [1, null].map((account) => ({ account, body: '@agent' }));
  expect(promptersOf(AGENT, sayings, [AGENT])).toEqual([]);
});
