import type { Story } from '../support/model/commands.ts';

/** A story that once went wrong, and what was at fault. They are played before any other. */
export interface Counterexample {
  readonly was: string;
  readonly story: Story;
}

const APPROVAL = {
  do: 'review',
  says: 'approved',
  text: 'own',
  brief: 'present',
  head: 'present',
  incidents: 0,
} as const;

export const COUNTEREXAMPLES: readonly Counterexample[] = [
  {
    was: 'Fault of the program: an agent whose account could not be read was not taken for an agent, so one approval opened what asks two people.',
    story: {
      content: 'trust',
      owners: 'pair',
      rules: [],
      opener: 8,
      commands: [
        { do: 'lose', what: { fact: 'account', of: 8 } },
        { ...APPROVAL, who: 2 },
      ],
    },
  },
  {
    was: 'Fault of the model: two contents of which one holds the other make the same change, so a refusal of one speaks of both.',
    story: {
      content: 'critical',
      owners: 'pair',
      rules: [],
      opener: 1,
      commands: [
        { do: 'refused-before', by: 1, content: 'present' },
        { do: 'push', content: 'two-critical', by: null },
        { ...APPROVAL, who: 14, incidents: 2 },
      ],
    },
  },
  {
    was: 'Seen once while program and model were both being changed; what was at fault was not kept.',
    story: {
      content: 'low',
      owners: 'pair',
      rules: [],
      opener: 1,
      commands: [
        { do: 'refused-before', by: 5, content: 'present' },
        { ...APPROVAL, who: 14, incidents: 1 },
        { do: 'rename', who: 5, takes: 2 },
        { ...APPROVAL, who: 2 },
      ],
    },
  },
  {
    was: 'Fault of the model: a brief also says which of its changes were refused before, not only by whom.',
    story: {
      content: 'low',
      owners: 'lines',
      rules: [],
      opener: 1,
      commands: [
        { do: 'refused-before', by: 3, content: 'critical' },
        { do: 'push', content: 'two-critical', by: 1 },
        { ...APPROVAL, who: 2 },
        { do: 'refused-before', by: 3, content: 'present' },
        { ...APPROVAL, who: 2 },
      ],
    },
  },
  {
    was: 'Fault of the program: where the only owner had approved and two were asked for, "one person must still approve" named nobody and no way out.',
    story: {
      content: 'trust',
      owners: 'solo',
      rules: ['two-owners'],
      opener: 1,
      commands: [{ ...APPROVAL, who: 2 }],
    },
  },
  {
    was: 'Fault of the test: the unread team that a step names has to be read again, also where it is no judgment that is unknown.',
    story: {
      content: 'trust',
      owners: 'team',
      rules: [],
      opener: 1,
      commands: [{ do: 'lose', what: { fact: 'team', of: 'acme/leads' } }],
    },
  },
];
