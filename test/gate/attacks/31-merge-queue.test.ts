import { describe, expect, it } from 'vitest';

import { isShut, propose } from '../../support/github/stories.ts';
import { gated, role, ROLE, type Gated } from '../../support/github/gated.ts';
import { approve, repository, resultOn } from '../../support/github/judging.ts';
import { variant } from '../../support/github/variant.ts';

/** Room around each line, so that two changes of it merge without a conflict. */
function wide(verbs: readonly string[], resources: readonly string[]): string {
  const list = (items: readonly string[]): string =>
    items.map((item) => `      - ${item}\n`).join('');
  const lines = `rules:
  - apiGroups: [""]
    resources:
${list(resources)}      # Everything above is of the core.
      # It belongs to the settlement service,
      # which runs once an hour.
    verbs:
${list(verbs)}`;
  return role('get').replace(/rules:\n[^]*?\n---/, `${lines}---`);
}

const BASE = { [ROLE]: wide(['get'], ['configmaps']) };

async function queued(): Promise<Gated> {
  return gated({ mergeQueue: true, files: BASE });
}

/** Two changes of which each is judged alone. */
async function two(gate: Gated): Promise<readonly [number, number]> {
  const first = propose(gate, {
    branch: 'resources',
    files: { [ROLE]: wide(['get'], ['configmaps', 'secrets']) },
  });
  const second = propose(gate, {
    branch: 'verbs',
    files: { [ROLE]: wide(['get', 'list', 'delete'], ['configmaps']) },
  });
  await gate.settle();
  for (const number of [first, second]) {
    await approve(gate, number, 'dana');
    if (isShut(gate, number)) await approve(gate, number, 'bob');
    expect(isShut(gate, number)).toBe(false);
  }
  return [first, second];
}

describe('31 by way of the merge queue', () => {
  it('lands what was judged, and fails two changes that together mean a third thing', async () => {
    await using gate = await queued();
    const { hub } = gate;
    const [first, second] = await two(gate);
    hub.enqueue(first, { as: 'ada' });
    const group = hub.enqueue(second, { as: 'ada' });
    const steps = await gate.settle();
    expect(resultOn(gate, group)).toMatchObject({ state: 'failure' });
    expect(steps.map(({ log }) => log).join('')).toContain('that nobody judged');
    expect(hub.advanceQueue()).toEqual({ landed: [first], removed: [second] });
    await gate.settle();
    // On the base of now it is another change, and has to be judged again.
    expect(isShut(gate, second)).toBe(true);
    expect(hub.violations).toEqual([]);
  });

  variant('fails a group whose pull request has another head by now', async () => {
    await using gate = await queued();
    const { hub } = gate;
    const [, second] = await two(gate);
    const group = hub.enqueue(second, { as: 'ada' });
    hub.push({ branch: 'verbs', as: 'ada', files: { 'README.md': 'Nothing of note\n' } });
    await gate.settle();
    expect(isShut(gate, second)).toBe(false);
    hub.push({
      branch: 'verbs',
      as: 'ada',
      files: { [ROLE]: wide(['get', 'list'], ['configmaps']) },
    });
    hub.dispatch({ as: 'root', workflow: 'jitl-gate.yml' });
    await gate.settle();
    const entry = repository(gate).queue[0];
    const again = await gate.step(
      'merge_group',
      {
        action: 'checks_requested',
        merge_group: { head_sha: group, head_ref: entry?.groupRef ?? '' },
      },
      { token: tokenOf(gate) },
    );
    expect(again.outputs['verdict']).toBe('pending');
    expect(resultOn(gate, group)).toMatchObject({ state: 'failure' });
    expect(hub.violations).toEqual([]);
  });

  variant('says nothing of a group that belongs to nobody', async () => {
    await using gate = await queued();
    const { hub } = gate;
    const [first] = await two(gate);
    const tip = hub.push({ branch: 'gh-readonly-queue', as: 'ada', from: 'main' });
    for (const ref of [
      'refs/heads/gh-readonly-queue/main/pr-x',
      `refs/heads/gh-readonly-queue/main/pr-99-${tip}`,
      'refs/heads/main',
    ]) {
      const step = await gate.step(
        'merge_group',
        { action: 'checks_requested', merge_group: { head_sha: tip, head_ref: ref } },
        { token: tokenOf(gate) },
      );
      expect([ref, step.code]).toEqual([ref, 1]);
      expect(resultOn(gate, tip)?.state).not.toBe('success');
    }
    // A name that claims a judged pull request for a commit of one’s own.
    const own = hub.push({ branch: 'own', as: 'ada', files: { [ROLE]: wide(['"*"'], ['"*"']) } });
    const claim = `refs/heads/gh-readonly-queue/main/pr-${first}-${tip}`;
    await gate.step(
      'merge_group',
      { action: 'checks_requested', merge_group: { head_sha: own, head_ref: claim } },
      { token: tokenOf(gate) },
    );
    expect(resultOn(gate, own)?.state).not.toBe('success');
    expect(hub.violations).toEqual([]);
  });
});

function tokenOf({ hub }: Gated): string {
  const permissions = { contents: 'read', 'pull-requests': 'write', statuses: 'write' } as const;
  return hub.token({ kind: 'actions', repository: 'acme/identities', permissions });
}
