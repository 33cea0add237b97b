import { describe, expect, it } from 'vitest';

import {
  CLUSTER_ADMIN,
  idOf,
  isShut,
  onBase,
  propose,
  verdictsOf,
} from '../../support/github/stories.ts';
import { CODEOWNERS, gated } from '../../support/github/gated.ts';
import { approve, commentOf, judgmentText } from '../../support/github/judging.ts';
import { variant } from '../../support/github/variant.ts';

const CRITICAL = { files: { 'identities/admin.yaml': CLUSTER_ADMIN } };

const POLICY = `apiVersion: jitl.dev/v1
kind: Policy
metadata: { id: two-lines, title: Two lines, owner: team/acme, version: 1, status: active }
spec:
  appliesTo: { changes: [grant-added, grant-widened] }
  requires:
    high:
      reviews:
        - { id: owner, from: code-owners }
        - { id: security, role: identity-security }
      separation: { distinctPeople: 2 }
`;

const ROLES = `apiVersion: jitl.dev/v1
kind: People
spec:
  roles:
    identity-security: { people: [dana, bob] }
`;

describe('19 one person where two are asked for', () => {
  it('counts a person once, however often they approve', async () => {
    await using gate = await gated();
    const number = propose(gate, CRITICAL);
    await gate.settle();
    expect(commentOf(gate, number)).toContain('critical');
    const text = judgmentText(gate, number, 'dana');
    for (const words of ['', '\n\nAnd once more, since I was asked to look at it a second time.'])
      gate.hub.review({ number, as: 'dana', state: 'APPROVED', body: `${text}${words}` });
    expect(verdictsOf(await gate.settle()).at(-1)).toBe('pending');
    expect(isShut(gate, number)).toBe(true);
    expect(commentOf(gate, number)).toContain('1 of 2 different people');

    expect(verdictsOf(await approve(gate, number, 'bob'))).toEqual(['allowed']);
    expect(isShut(gate, number)).toBe(false);
    expect(gate.hub.violations).toEqual([]);
  });

  variant('counts two accounts of one person once', async () => {
    await using gate = await gated({ codeowners: CODEOWNERS.replace('@bob', '@dana-work @bob') });
    gate.hub.account('dana-work');
    gate.hub.permit('dana-work', 'write');
    const accounts = ['dana', 'dana-work'].map(
      (login) => `{ login: ${login}, id: ${idOf(gate, login)} }`,
    );
    onBase(gate, {
      '.jitl/people.yaml': `apiVersion: jitl.dev/v1
kind: People
spec:
  persons:
    - { name: dana, accounts: [${accounts.join(', ')}] }
`,
    });
    const number = propose(gate, CRITICAL);
    await gate.settle();
    await approve(gate, number, 'dana');
    await approve(gate, number, 'dana-work');
    expect(isShut(gate, number)).toBe(true);
    expect(commentOf(gate, number)).toContain('1 of 2 different people');
    await approve(gate, number, 'bob');
    expect(isShut(gate, number)).toBe(false);
    expect(gate.hub.violations).toEqual([]);
  });

  variant('lets nobody fill two review lines', async () => {
    const files = { '.jitl/two.policy.yaml': POLICY, '.jitl/people.yaml': ROLES };
    await using gate = await gated({ files });
    const number = propose(gate);
    await gate.settle();
    await approve(gate, number, 'dana');
    expect(isShut(gate, number)).toBe(true);
    expect(commentOf(gate, number)).toContain('one person cannot fill two review lines');
    await approve(gate, number, 'bob');
    expect(isShut(gate, number)).toBe(false);
    expect(gate.hub.violations).toEqual([]);
  });
});
