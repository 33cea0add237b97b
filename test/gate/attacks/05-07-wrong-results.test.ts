import { describe, expect, it } from 'vitest';

import { signalPath, signalWorkflow } from '../../../src/core/init/workflows.ts';
import { call } from '../../support/github/acme.ts';
import { endJobs, GRANT, isOpen, propose, workflow } from '../../support/github/attacking.ts';
import { gated, type Gated } from '../../support/github/gated.ts';
import { approve, headOf, repository, resultOn } from '../../support/github/judging.ts';
import { variant } from '../../support/github/variant.ts';

const NAME = 'jitl/gate@main';
const HOME = '/repos/acme/identities';
const BUILD = '.github/workflows/build.yml';

/** Puts a status under the name of the gate, by a token of a workflow. */
async function post({ hub }: Gated, commit: string, state: string): Promise<void> {
  const permissions = { statuses: 'write' } as const;
  const token = hub.token({ kind: 'actions', repository: 'acme/identities', permissions });
  const status = { state, context: NAME, description: 'Allowed' };
  expect((await call(hub, token, `POST ${HOME}/statuses/${commit}`, status)).status).toBe(201);
}

describe('05: results of one name, and results that are left over', () => {
  it('without an expected source a green status does not outweigh the check run', async () => {
    await using gate = await gated({ tier: 'hardened' });
    const { hub } = gate;
    repository(gate).rulesets.splice(0);
    hub.ruleset({ requiredChecks: [{ context: NAME }] });
    const number = propose(gate);
    await gate.settle();
    await post(gate, headOf(gate, number), 'success');
    expect(hub.mergeability(number).why).toEqual([`required check ${NAME} is in_progress`]);
    await approve(gate, number, 'dana');
    expect(isOpen(gate, number)).toBe(true);
    // And a red one shuts it beside a green check run.
    await post(gate, headOf(gate, number), 'failure');
    expect(hub.mergeability(number).why).toEqual([`required check ${NAME} is failure`]);
    expect(hub.violations).toEqual([]);
  });

  variant(
    'there is one check run for a head, and it is changed, so that no old one pins it',
    async () => {
      await using gate = await gated({ tier: 'hardened' });
      const { hub } = gate;
      const number = propose(gate);
      await gate.settle();
      const first = headOf(gate, number);
      await post(gate, first, 'failure');
      await approve(gate, number, 'dana');
      const runs = repository(gate).checkRuns.filter(({ commit }) => commit === first);
      expect(runs.map(({ app, conclusion }) => [app, conclusion])).toEqual([
        [gate.appId, 'success'],
      ]);
      expect(isOpen(gate, number)).toBe(true);
      // The green of the old head says nothing of the new one.
      hub.push({ branch: 'more', as: 'ada', files: { 'README.md': 'More\n' } });
      expect(hub.mergeability(number).why).toEqual([
        `required check ${NAME} from App ${gate.appId} is expected`,
      ]);
      await gate.settle();
      expect(isOpen(gate, number)).toBe(true);
      expect(hub.violations).toEqual([]);
    },
  );
});

/** A pull request with a job of the required name that ends without having judged anything. */
async function jobEnds(tier: Gated['tier'], conclusion: string, signal = signalWorkflow()) {
  const gate = await gated({
    tier,
    foreign: (run) => {
      if (run.path === BUILD && run.event.name === 'pull_request') endJobs(gate, run, conclusion);
    },
  });
  const build = workflow({ on: 'pull_request', job: NAME });
  const number = propose(gate, { files: { ...GRANT, [BUILD]: build, [signalPath]: signal } });
  await gate.settle();
  return { gate, number };
}

/** No run of the signal for pull requests into main, as a filter of paths does it too. */
const FILTERED = signalWorkflow().replace(
  '  pull_request:\n',
  '  pull_request:\n    branches-ignore: [main]\n',
);

describe.each(['skipped', 'neutral'])('06: a job of the required name is %s', (conclusion) => {
  it(`${conclusion} is never what the gate says, and stands in for it in no tier`, async () => {
    for (const tier of ['starter', 'hardened'] as const) {
      const { gate, number } = await jobEnds(tier, conclusion);
      await using story = gate;
      const own = repository(story).checkRuns.filter(({ app }) => app === gate.appId);
      const [waits] = tier === 'starter' ? ['pending'] : ['in_progress'];
      expect(gate.hub.mergeability(number).why).toEqual([`required check ${NAME} is ${waits}`]);
      if (tier === 'hardened') expect(own.map((one) => one.conclusion)).toEqual([null]);
      expect(gate.hub.violations).toEqual([]);
    }
  });
});

describe('06: the signal is filtered, so that the gate is told nothing', () => {
  it('stays expected where an App publishes, whatever job is skipped', async () => {
    const { gate, number } = await jobEnds('hardened', 'skipped', FILTERED);
    await using story = gate;
    expect(story.hub.mergeability(number).why).toEqual([
      `required check ${NAME} from App ${gate.appId} is expected`,
    ]);
    expect(gate.hub.violations).toEqual([]);
  });

  variant('residual: in the starter tier a skipped job then passes until the sweep', async () => {
    const { gate, number } = await jobEnds('starter', 'skipped', FILTERED);
    await using story = gate;
    expect(isOpen(story, number)).toBe(true);
    gate.hub.schedule();
    await gate.settle();
    expect(isOpen(gate, number)).toBe(false);
    expect(gate.hub.violations).toEqual([]);
  });
});

/** What `GITHUB_SHA` is in a run for a pull request. */
function testMergeOf(gate: Gated, number: number): string {
  return repository(gate).pullRequests.get(number)?.testMerge?.commit ?? '';
}

describe('07: success on the test merge and not on the head', () => {
  it('the gate publishes on the head alone', async () => {
    for (const tier of ['starter', 'hardened'] as const) {
      await using gate = await gated({ tier });
      const number = propose(gate);
      await gate.settle();
      await approve(gate, number, 'dana');
      expect(isOpen(gate, number)).toBe(true);
      expect(resultOn(gate, headOf(gate, number))?.state).toBe('success');
      expect(resultOn(gate, testMergeOf(gate, number))).toBeNull();
      expect(gate.hub.violations).toEqual([]);
    }
  });

  variant(
    'there it counts for nothing where an App publishes, nor by a token of a person',
    async () => {
      await using gate = await gated({ tier: 'hardened' });
      const { hub } = gate;
      const number = propose(gate);
      await gate.settle();
      await post(gate, testMergeOf(gate, number), 'success');
      expect(isOpen(gate, number)).toBe(false);
      expect(hub.violations).toEqual([]);
    },
  );

  variant(
    'residual: in the starter tier a workflow opens it there, and the sweep does not shut it',
    async () => {
      await using gate = await gated({ tier: 'starter' });
      const { hub } = gate;
      const number = propose(gate);
      await gate.settle();
      const token = hub.token({ kind: 'pat', as: 'ada' });
      const status = { state: 'success', context: NAME };
      await call(hub, token, `POST ${HOME}/statuses/${testMergeOf(gate, number)}`, status);
      expect(isOpen(gate, number)).toBe(false);
      await post(gate, testMergeOf(gate, number), 'success');
      expect(isOpen(gate, number)).toBe(true);
      hub.schedule();
      await gate.settle();
      expect(isOpen(gate, number)).toBe(true);
      expect(hub.violations).toEqual([]);
    },
  );
});
