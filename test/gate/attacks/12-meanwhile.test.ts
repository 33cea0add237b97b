import { describe, expect, it } from 'vitest';

import {
  approvedUnseen,
  before,
  fetches,
  isOpen,
  judge,
  look,
  MORE,
  publishes,
  WIDER,
} from '../../support/github/attacking.ts';
import type { Gated } from '../../support/github/gated.ts';
import { repository, resultOn } from '../../support/github/judging.ts';
import { onBase } from '../../support/github/stories.ts';
import { variant } from '../../support/github/variant.ts';

/** Two people for what one could allow. */
const STRICT = {
  '.jitl/two.policy.yaml': `apiVersion: jitl.dev/v1
kind: Policy
metadata: { id: two, title: Two people, owner: team/security, version: 1, status: active }
spec:
  appliesTo: { changes: [grant-added, grant-widened] }
  requires:
    high:
      reviews: [{ id: owner, from: code-owners }]
      separation: { distinctPeople: 2 }
`,
} as const;

/** What can happen while the gate judges, each with what it would have opened. */
const MEANWHILE: readonly (readonly [string, (gate: Gated) => void])[] = [
  ['the head is pushed', ({ hub }) => hub.push({ branch: 'more', as: 'ada', files: MORE })],
  ['the base grows', (gate) => onBase(gate, WIDER)],
  ['the policy is tightened', (gate) => onBase(gate, STRICT)],
];

describe.each(MEANWHILE)('12: while it is judged %s', (what, act) => {
  it(`${what} before the verdict is out: nothing is published for the old state`, async () => {
    const { gate, number } = await approvedUnseen('starter');
    await using story = gate;
    before(gate.hub, fetches, () => act(story));
    await look(gate, number);
    expect(isOpen(gate, number)).toBe(false);
    expect(repository(gate).statuses.map(({ state }) => state)).not.toContain('success');
    await gate.settle();
    expect(isOpen(gate, number)).toBe(false);
    for (const login of ['dana', 'bob']) judge(gate, number, login);
    await gate.settle();
    expect(isOpen(gate, number)).toBe(true);
    expect(gate.hub.violations).toEqual([]);
  });

  variant(
    `${what} as the verdict is written: the success is taken back by the same run`,
    async () => {
      const { gate, number, head } = await approvedUnseen('hardened');
      await using story = gate;
      before(gate.hub, publishes, () => act(story));
      await look(gate, number);
      expect(isOpen(gate, number)).toBe(false);
      expect(resultOn(gate, head)?.state).not.toBe('success');
      expect(gate.hub.violations).toEqual([]);
    },
  );
});
