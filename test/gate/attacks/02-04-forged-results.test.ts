import { describe, expect, it } from 'vitest';

import { signalPath } from '../../../src/core/init/workflows.ts';
import { call } from '../../support/github/acme.ts';
import {
  addCheckRun,
  endJobs,
  GRANT,
  isOpen,
  propose,
  workflow,
} from '../../support/github/attacking.ts';
import { gated, type Gated } from '../../support/github/gated.ts';
import { approve, headOf, repository, resultOn } from '../../support/github/judging.ts';
import type { Hub } from '../../support/github/hub.ts';
import { variant } from '../../support/github/variant.ts';

const NAME = 'jitl/gate@main';
const HOME = '/repos/acme/identities';

/** Both kinds of result under the name of the gate, as far as the token may. */
async function forge(hub: Hub, token: string, head: string): Promise<readonly number[]> {
  const status = { state: 'success', context: NAME, description: 'Allowed' };
  const run = {
    name: NAME,
    head_sha: head,
    status: 'completed',
    conclusion: 'success',
    output: { title: 'Allowed', summary: 'Allowed' },
  };
  return [
    (await call(hub, token, `POST ${HOME}/statuses/${head}`, status)).status,
    (await call(hub, token, `POST ${HOME}/check-runs`, run)).status,
  ];
}

/** A branch that is never proposed, and whose workflow posts on the head of the pull request. */
async function forgedByWorkflow(tier: Gated['tier']) {
  let head = '';
  const answers: number[] = [];
  const gate = await gated({
    tier,
    foreign: async (run, hub) => {
      if (head !== '') answers.push(...(await forge(hub, run.token, head)));
    },
  });
  const number = propose(gate);
  await gate.settle();
  head = headOf(gate, number);
  const files = { '.github/workflows/build.yml': workflow({ on: 'push' }) };
  gate.hub.push({ branch: 'elsewhere', as: 'ada', files });
  await gate.settle();
  expect(answers).toEqual([201, 201]);
  return { gate, number };
}

describe('02: a branch adds a workflow that posts success as GitHub Actions', () => {
  it('is ignored where an App publishes, which alone can change its check run', async () => {
    const { gate, number } = await forgedByWorkflow('hardened');
    await using story = gate;
    expect(gate.hub.mergeability(number).why).toEqual([`required check ${NAME} is in_progress`]);
    const own = repository(gate).checkRuns.find(({ app }) => app === gate.appId);
    const writer = gate.hub.token({
      kind: 'actions',
      repository: 'acme/identities',
      permissions: { checks: 'write' },
    });
    const patch = { status: 'completed', conclusion: 'success' };
    const path = `PATCH ${HOME}/check-runs/${own?.id ?? 0}`;
    expect((await call(gate.hub, writer, path, patch)).status).toBe(403);
    await approve(story, number, 'dana');
    expect(isOpen(gate, number)).toBe(true);
    expect(gate.hub.violations).toEqual([]);
  });

  variant('residual: in the starter tier it is green until the gate looks again', async () => {
    const { gate, number } = await forgedByWorkflow('starter');
    await using story = gate;
    // The setting that closes it: an App of one's own as the expected source, as above.
    expect(isOpen(story, number)).toBe(true);
    gate.hub.schedule();
    await gate.settle();
    expect(resultOn(gate, headOf(gate, number))?.state).toBe('pending');
    expect(isOpen(gate, number)).toBe(false);
    expect(gate.hub.violations).toEqual([]);
  });
});

/** A pull request of a fork with a job that bears the name of the required check. */
async function namedJob(tier: Gated['tier'], files: Readonly<Record<string, string | null>>) {
  const gate = await gated({
    tier,
    foreign: (run) => {
      if (run.event.name === 'pull_request') endJobs(gate, run, 'success');
    },
  });
  gate.hub.repository('mallory/identities', { parent: 'acme/identities' });
  const number = propose(gate, {
    repository: 'mallory/identities',
    as: 'mallory',
    files: {
      ...GRANT,
      '.github/workflows/build.yml': workflow({ on: 'pull_request', job: NAME }),
      ...files,
    },
    open: { repository: 'acme/identities', headRepository: 'mallory/identities' },
  });
  await gate.settle();
  const forged = repository(gate).checkRuns.filter(
    ({ app }) => app !== gate.appId || tier === 'starter',
  );
  expect(forged.map(({ name, conclusion }) => [name, conclusion])).toEqual([[NAME, 'success']]);
  return { gate, number };
}

describe('03: a job of a fork is called as the required check', () => {
  it('is ignored where an App publishes, also without any signal', async () => {
    const { gate, number } = await namedJob('hardened', { [signalPath]: null });
    await using story = gate;
    expect(story.hub.mergeability(number).why).toEqual([
      `required check ${NAME} from App ${gate.appId} is expected`,
    ]);
    gate.hub.comment({ number, as: 'mallory', body: '/jitl recheck' });
    gate.hub.schedule();
    await gate.settle();
    expect(gate.hub.mergeability(number).why).toEqual([`required check ${NAME} is in_progress`]);
    expect(gate.hub.violations).toEqual([]);
  });

  variant('does not stand in for the status of the starter tier: both are required', async () => {
    const { gate, number } = await namedJob('starter', {});
    await using story = gate;
    expect(story.hub.mergeability(number).why).toEqual([`required check ${NAME} is pending`]);
    expect(gate.hub.violations).toEqual([]);
  });

  variant(
    'residual: in the starter tier a fork without the signal is green until the sweep',
    async () => {
      const { gate, number } = await namedJob('starter', { [signalPath]: null });
      await using story = gate;
      // The settings that close it: an App, as above, or runs of forks that wait for approval.
      expect(isOpen(story, number)).toBe(true);
      gate.hub.schedule();
      await gate.settle();
      expect(isOpen(gate, number)).toBe(false);
      expect(gate.hub.violations).toEqual([]);
    },
  );
});

describe.each(['starter', 'hardened'] as const)('04: a writer posts the result (%s)', (tier) => {
  it(`with a token of their own it is not the expected source in the ${tier} tier`, async () => {
    await using gate = await gated({ tier });
    const { hub } = gate;
    const number = propose(gate);
    await gate.settle();
    const token = hub.token({ kind: 'pat', as: 'ada' });
    expect(await forge(hub, token, headOf(gate, number))).toEqual([201, 403]);
    const other = hub.app({ slug: 'acme-build', owner: 'acme', permissions: { checks: 'write' } });
    const commit = headOf(gate, number);
    addCheckRun(gate, { commit, name: NAME, app: other.id, conclusion: 'success' });
    const own = tier === 'starter' ? 'pending' : 'in_progress';
    expect(hub.mergeability(number).why).toEqual([`required check ${NAME} is ${own}`]);
    // Without that setting the name is all that counts.
    hub.push({ branch: 'open', from: 'main', as: 'root' });
    hub.ruleset({ branches: ['open'], requiredChecks: [{ context: NAME }] });
    hub.push({ branch: 'other', as: 'ada', files: GRANT });
    const unpinned = hub.open({ head: 'other', base: 'open', as: 'ada' });
    await forge(hub, token, headOf(gate, unpinned));
    expect(isOpen(gate, unpinned)).toBe(true);
    expect(hub.violations).toEqual([]);
  });
});
