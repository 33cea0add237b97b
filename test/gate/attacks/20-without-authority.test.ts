import { describe, expect, it } from 'vitest';

import { isShut, onBase, propose, verdictsOf } from '../../support/github/stories.ts';
import { CODEOWNERS, gated, type Gated } from '../../support/github/gated.ts';
import { approve, commentOf, judgmentText } from '../../support/github/judging.ts';
import { variant } from '../../support/github/variant.ts';

const OF_A_TEAM = CODEOWNERS.replace('@dana @bob', '@acme/security');

/** Everybody else who could have approved is in the team; the App may read who is. */
async function ofATeam(): Promise<Gated> {
  return gated({ tier: 'hardened', codeowners: OF_A_TEAM });
}

describe('20 whoever approves has no authority at that moment', () => {
  it('takes no approval of somebody who may not write, though CODEOWNERS names them', async () => {
    await using gate = await gated({ codeowners: CODEOWNERS.replace('@dana', '@mallory') });
    const number = propose(gate);
    await gate.settle();
    await approve(gate, number, 'mallory');
    expect(isShut(gate, number)).toBe(true);
    expect(commentOf(gate, number)).toContain('no-write');
    await approve(gate, number, 'bob');
    expect(isShut(gate, number)).toBe(false);

    gate.hub.permit('bob', 'read');
    // Residual: nothing tells of it, so the success holds until the hourly run.
    expect(await gate.settle()).toEqual([]);
    expect(isShut(gate, number)).toBe(false);
    gate.hub.schedule();
    expect(verdictsOf(await gate.settle())).toEqual(['pending']);
    expect(isShut(gate, number)).toBe(true);
    expect(gate.hub.violations).toEqual([]);
  });

  variant(
    'takes no approval of somebody who was invited, and none of somebody who left',
    async () => {
      await using gate = await ofATeam();
      const { hub } = gate;
      hub.team('acme/security', { members: ['dana'], pending: ['bob'] });
      const number = propose(gate);
      await gate.settle();
      await approve(gate, number, 'bob');
      expect(isShut(gate, number)).toBe(true);
      expect(commentOf(gate, number)).toContain('no-authority');
      await approve(gate, number, 'dana');
      expect(isShut(gate, number)).toBe(false);

      hub.team('acme/security', { members: [] });
      hub.schedule();
      await gate.settle();
      expect(isShut(gate, number)).toBe(true);
      hub.team('acme/security', { members: ['bob'] });
      hub.schedule();
      await gate.settle();
      expect(isShut(gate, number)).toBe(false);
      expect(hub.violations).toEqual([]);
    },
  );

  variant('takes nobody for the account that had the login before', async () => {
    await using gate = await gated();
    const { hub } = gate;
    const number = propose(gate);
    await gate.settle();
    const text = judgmentText(gate, number, 'dana');
    hub.rename('dana', 'dana-left');
    hub.account('dana');
    hub.review({ number, as: 'dana', state: 'APPROVED', body: text });
    await gate.settle();
    expect(isShut(gate, number)).toBe(true);
    expect(commentOf(gate, number)).toContain('no-write');
    await approve(gate, number, 'bob');
    expect(isShut(gate, number)).toBe(false);
    expect(hub.violations).toEqual([]);
  });

  variant(
    'tells a registered person from who took their login and was given write access',
    async () => {
      await using gate = await gated();
      const { hub } = gate;
      const dana = [...hub.world.accounts.values()].find(({ login }) => login === 'dana')?.id ?? 0;
      onBase(gate, {
        '.jitl/people.yaml': `apiVersion: jitl.dev/v1
kind: People
spec:
  persons:
    - { name: dana, accounts: [{ login: dana, id: ${dana} }] }
`,
      });
      const number = propose(gate);
      await gate.settle();
      const text = judgmentText(gate, number, 'dana');
      hub.rename('dana', 'dana-left');
      hub.account('dana');
      hub.permit('dana', 'write');
      hub.review({ number, as: 'dana', state: 'APPROVED', body: text });
      await gate.settle();
      expect(isShut(gate, number)).toBe(true);
      expect(commentOf(gate, number)).toContain('account-mismatch');
      expect(hub.violations).toEqual([]);
    },
  );

  variant(
    'residual: a login that nobody registered has the authority of its line, whoever has it',
    async () => {
      await using gate = await gated();
      const { hub } = gate;
      hub.rename('dana', 'dana-left');
      hub.account('dana');
      hub.permit('dana', 'write');
      const number = propose(gate);
      await gate.settle();
      await approve(gate, number, 'dana');
      expect(isShut(gate, number)).toBe(false);
      expect(hub.violations).toEqual([]);
    },
  );
});
