import { describe, expect, it } from 'vitest';

import { CLUSTER_ADMIN, isShut, onBase, propose } from '../../support/github/stories.ts';
import { gated, role, ROLE } from '../../support/github/gated.ts';
import { git } from '../../support/github/git.ts';
import { approve, commentOf, headOf, repository, resultOn } from '../../support/github/judging.ts';
import { variant } from '../../support/github/variant.ts';

describe('33 past the gate', () => {
  it('is shut to a merge and to a push of everybody who may not bypass it', async () => {
    await using gate = await gated();
    const { hub } = gate;
    const number = propose(gate);
    await gate.settle();
    for (const as of ['ada', 'root'])
      expect(() => hub.merge({ number, as, method: 'squash' })).toThrow(
        'jitl/gate@main is pending',
      );
    for (const as of ['ada', 'root'])
      expect(() => hub.push({ branch: 'main', as, files: { [ROLE]: role('"*"') } })).toThrow(
        'main is protected',
      );
    await approve(gate, number, 'dana');
    expect(hub.merge({ number, as: 'ada', method: 'squash' })).toMatch(/^[0-9a-f]{40}$/);
    expect(hub.violations).toEqual([]);
  });

  variant('judges open pull requests anew after what an administrator pushed past it', async () => {
    await using gate = await gated();
    const number = propose(gate, {
      files: { 'identities/reader.yaml': role('get').replaceAll('settlement', 'reader') },
    });
    await gate.settle();
    await approve(gate, number, 'dana');
    expect(isShut(gate, number)).toBe(false);
    // The same role, and now with everything: what was judged adds to something else.
    onBase(gate, {
      'identities/reader.yaml': role('"*"', '"*"').replaceAll('settlement', 'reader'),
    });
    await gate.settle();
    expect(isShut(gate, number)).toBe(true);
    expect(gate.hub.violations).toEqual([]);
  });

  variant(
    'holds what is given and taken back within the commits, unless they are squashed',
    async () => {
      await using gate = await gated({
        repository: { mergeMethods: { merge: true, squash: true, rebase: false } },
      });
      const { hub } = gate;
      hub.push({ branch: 'more', as: 'ada', files: { 'identities/admin.yaml': CLUSTER_ADMIN } });
      const number = propose(gate, {
        files: { 'identities/admin.yaml': null, 'README.md': 'x\n' },
      });
      await gate.settle();
      expect(isShut(gate, number)).toBe(true);
      expect(commentOf(gate, number)).toContain('intermediate-revision');
      expect(hub.violations).toEqual([]);
    },
  );

  variant('lets it pass where only squashing is allowed', async () => {
    await using gate = await gated();
    const { hub } = gate;
    hub.push({ branch: 'more', as: 'ada', files: { 'identities/admin.yaml': CLUSTER_ADMIN } });
    const number = propose(gate, { files: { 'identities/admin.yaml': null, 'README.md': 'x\n' } });
    await gate.settle();
    expect(isShut(gate, number)).toBe(false);
    expect(hub.violations).toEqual([]);
  });

  variant(
    'residual: nobody is told of what an administrator lands, or squashes as another tree',
    async () => {
      await using gate = await gated();
      const { hub } = gate;
      const [ruleset] = repository(gate).rulesets;
      ruleset?.bypass.push({ actorId: 5, actorType: 'RepositoryRole', mode: 'always' });
      const number = propose(gate);
      const other = hub.push({
        branch: 'other',
        as: 'root',
        files: { [ROLE]: role('"*"', '"*"') },
      });
      await gate.settle();
      const head = headOf(gate, number);
      const tree = git(repository(gate).directory, ['rev-parse', `${other}^{tree}`]).output.trim();
      const landed = hub.merge({ number, as: 'root', method: 'squash', tree });
      const steps = await gate.settle();
      expect(steps.map(({ code }) => code)).toEqual(steps.map(() => 0));
      expect(resultOn(gate, head)?.state).toBe('pending');
      expect(resultOn(gate, landed)).toBe(null);
      expect(hub.violations).toEqual([]);
    },
  );
});
