import { describe, expect, it } from 'vitest';

import { idOf, isShut, onBase, propose } from '../../support/github/stories.ts';
import { CODEOWNERS, gated, role, ROLE } from '../../support/github/gated.ts';
import { approve, commentOf } from '../../support/github/judging.ts';
import { variant } from '../../support/github/variant.ts';

const MORE = { [ROLE]: role('get, list', 'secrets') };

const TWO_PEOPLE = `apiVersion: jitl.dev/v1
kind: Policy
metadata: { id: two-people, title: Two people, owner: team/acme, version: 1, status: active }
spec:
  appliesTo: { changes: [grant-added, grant-widened] }
  requires:
    high:
      reviews: [{ id: owner, from: code-owners }]
      separation: { distinctPeople: 2 }
`;

describe('22 a change that brings its own rules', () => {
  it('asks the owners of the base, whoever the head names', async () => {
    await using gate = await gated();
    const { hub } = gate;
    hub.permit('mallory', 'write');
    const number = propose(gate, {
      files: { ...MORE, CODEOWNERS: CODEOWNERS.replaceAll('@dana', '@mallory') },
    });
    await gate.settle();
    expect(commentOf(gate, number)).toContain('critical');
    await approve(gate, number, 'mallory');
    expect(isShut(gate, number)).toBe(true);
    expect(commentOf(gate, number)).toContain('no-authority');
    await approve(gate, number, 'bob');
    expect(isShut(gate, number)).toBe(true);
    await approve(gate, number, 'dana');
    expect(isShut(gate, number)).toBe(false);
    expect(hub.violations).toEqual([]);
  });

  variant(
    'judges by the policy of the base, though the head deletes it or makes itself an owner',
    async () => {
      await using gate = await gated({ files: { '.jitl/two.policy.yaml': TWO_PEOPLE } });
      const own = `apiVersion: jitl.dev/v1
kind: People
spec:
  persons: [{ name: ada, accounts: [{ login: ada, id: ${idOf(gate, 'ada')} }] }]
  roles: { break-glass: { people: [ada] } }
`;
      const number = propose(gate, {
        files: { ...MORE, '.jitl/two.policy.yaml': null, '.jitl/people.yaml': own },
      });
      await gate.settle();
      await approve(gate, number, 'dana');
      expect(isShut(gate, number)).toBe(true);
      expect(commentOf(gate, number)).toContain('1 of 2 different people');
      await approve(gate, number, 'bob');
      expect(isShut(gate, number)).toBe(false);
      expect(gate.hub.violations).toEqual([]);
    },
  );

  variant('denies what would leave the rules broken', async () => {
    await using gate = await gated();
    const number = propose(gate, { files: { ...MORE, '.jitl/config.yaml': 'kind: Config\n' } });
    await gate.settle();
    await approve(gate, number, 'dana');
    await approve(gate, number, 'bob');
    expect(isShut(gate, number)).toBe(true);
    expect(commentOf(gate, number)).toContain('own files would be left broken');
    expect(gate.hub.violations).toEqual([]);
  });

  variant(
    'is shut for CODEOWNERS that says nothing, or says it badly',
    async () => {
      await using gate = await gated();
      const number = propose(gate);
      await gate.settle();
      await approve(gate, number, 'dana');
      expect(isShut(gate, number)).toBe(false);
      const broken: readonly (readonly [string, string | null])[] = [
        ['missing', null],
        ['a line without owners', '/identities/\n'],
        ['a path that no line matches', '/.jitl/ @dana\n'],
        ['a negation', '/identities/ @dana\n!/identities/settlement.yaml @ada\n'],
        ['a set of characters', '/identities/[s]ettlement.yaml @ada\n'],
        ['an owner that is none', '/identities/ dana\n'],
        ['nobody who may write', '/identities/ @mallory\n'],
        ['nobody who exists', '/identities/ @nobody-at-all\n'],
        ['more than 3 MB', `${'# much ado\n'.repeat(300_000)}/identities/ @dana @bob\n`],
      ];
      for (const [what, text] of broken) {
        onBase(gate, { CODEOWNERS: text });
        await gate.settle();
        expect([what, isShut(gate, number)]).toEqual([what, true]);
      }
      onBase(gate, { CODEOWNERS });
      await gate.settle();
      if (isShut(gate, number)) await approve(gate, number, 'bob');
      expect(isShut(gate, number)).toBe(false);
      expect(gate.hub.violations).toEqual([]);
    },
    240_000,
  );
});
