import { describe, expect, it } from 'vitest';

import { gatePath } from '../../../src/core/init/workflows.ts';
import { isShut, propose } from '../../support/github/stories.ts';
import { gated } from '../../support/github/gated.ts';
import { approve } from '../../support/github/judging.ts';
import type { WorkflowRun } from '../../support/github/workflow-runs.ts';
import { variant } from '../../support/github/variant.ts';

/** A workflow of ada’s that asks for the key at every opportunity. */
const THIEF = `name: thief
on:
  pull_request:
  pull_request_target:
  pull_request_review:
  push:
  merge_group:
permissions: write-all
jobs:
  steal:
    runs-on: ubuntu-latest
    environment: jitl
    steps:
      - run: echo "$KEY"
        env: { KEY: '\${{ secrets.JITL_APP_PRIVATE_KEY }}' }
`;

describe('30 a workflow of the pull request asks for the key', () => {
  it('opens the environment for the default branch alone', async () => {
    const stolen: WorkflowRun[] = [];
    await using gate = await gated({
      tier: 'hardened',
      mergeQueue: true,
      foreign: (run) => void stolen.push(run),
    });
    const { hub } = gate;
    const number = propose(gate, { files: { '.github/workflows/thief.yml': THIEF } });
    await gate.settle();
    for (const as of ['dana', 'bob']) await approve(gate, number, as);
    const runs = hub.events
      .flatMap((event) => hub.workflowRuns(event))
      .filter(({ path }) => path === gatePath);
    expect(runs.length).toBeGreaterThan(0);
    for (const run of runs) expect(run.jobs[0]?.environment).toEqual({ name: 'jitl', open: true });

    expect(new Set(stolen.map(({ event }) => event.name))).toEqual(
      new Set(['push', 'pull_request', 'pull_request_review']),
    );
    for (const run of stolen)
      expect(run.jobs[0]?.environment).toEqual({ name: 'jitl', open: false });
    expect(isShut(gate, number)).toBe(true);
    expect(hub.violations).toEqual([]);
  });

  variant('stays locked for a group of the queue that carries such a workflow', async () => {
    const stolen: WorkflowRun[] = [];
    await using gate = await gated({
      tier: 'hardened',
      mergeQueue: true,
      codeowners: '/.github/ @dana @bob\n',
      foreign: (run) => void stolen.push(run),
    });
    const { hub } = gate;
    const number = propose(gate, { files: { '.github/workflows/thief.yml': THIEF } });
    await gate.settle();
    for (const as of ['dana', 'bob']) await approve(gate, number, as);
    expect(isShut(gate, number)).toBe(false);
    hub.enqueue(number, { as: 'ada' });
    await gate.settle();
    const queued = stolen.filter(({ event }) => event.name === 'merge_group');
    expect(queued).toHaveLength(1);
    expect(queued[0]?.jobs[0]?.environment).toEqual({ name: 'jitl', open: false });
    expect(hub.violations).toEqual([]);
  });
});
