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
      author: 8,
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
      author: 1,
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
      author: 1,
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
      author: 1,
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
      author: 1,
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
      author: 1,
      commands: [{ do: 'lose', what: { fact: 'team', of: 'acme/leads' } }],
    },
  },
  {
    was: 'Fault of the program, found by reading: where an account of the operator could not be read, the operator could approve by another one.',
    story: {
      content: 'moderate',
      owners: 'team',
      rules: [],
      opener: 9,
      author: 9,
      commands: [
        { do: 'people', to: { persons: true, coder: 'operated-by-ana', roles: 'held' } },
        { do: 'lose', what: { fact: 'account', of: 2 } },
        { ...APPROVAL, who: 11 },
      ],
    },
  },
  {
    was: 'Fault of the program, found by reading: of a pull request whose opener is deleted nobody knows who is independent, and one approval was enough.',
    story: {
      content: 'moderate',
      owners: 'pair',
      rules: [],
      opener: 10,
      author: 1,
      commands: [
        { do: 'delete-account', who: 10 },
        { ...APPROVAL, who: 2 },
      ],
    },
  },
  {
    was: 'Fault of the test: stories seldom had one person on two lines, and a gate that lets one person fill both was not noticed.',
    story: {
      content: 'two-critical',
      owners: 'lines',
      rules: ['security-role'],
      opener: 1,
      author: 1,
      commands: [
        { ...APPROVAL, who: 5 },
        { ...APPROVAL, who: 3 },
      ],
    },
  },
  {
    was: 'Fault of the program: a second account of whoever has approved was named as somebody who can approve.',
    story: {
      content: 'critical',
      owners: 'twice',
      rules: [],
      opener: 1,
      author: 1,
      commands: [{ ...APPROVAL, who: 2 }],
    },
  },
  {
    was: 'Fault of the test: stories seldom grew older than one policy allows and younger than another, and a gate that takes the longer age was not noticed.',
    story: {
      content: 'critical',
      owners: 'pair',
      rules: [],
      opener: 1,
      author: 1,
      commands: [
        { ...APPROVAL, who: 2 },
        { ...APPROVAL, who: 3 },
        { do: 'wait', hours: 24 * 8 },
      ],
    },
  },
  {
    was: 'Fault of the program: the opener, whose account could not be read, was named as somebody who can approve before it was said that the account has to be read.',
    story: {
      content: 'moderate',
      owners: 'pair',
      rules: ['two-owners'],
      opener: 1,
      author: 1,
      commands: [{ do: 'lose', what: { fact: 'account', of: 1 } }],
    },
  },
  {
    was: 'Fault of the program: where one person would fill two lines and nobody else may, "somebody else must approve" named nobody and no way out.',
    story: {
      content: 'two-critical',
      owners: 'pair',
      rules: ['security-role', 'two-owners'],
      opener: 1,
      author: 1,
      commands: [
        {
          do: 'commit',
          commit: { author: null, committer: 11, coAuthor: null, tool: false },
          pusher: 13,
        },
        { ...APPROVAL, who: 2 },
      ],
    },
  },
  {
    was: 'Fault of the test: somebody whose account cannot be read is asked once, not again and again; what is wrong with their review is told beside it.',
    story: {
      content: 'two-critical',
      owners: 'mail',
      rules: ['three-people'],
      opener: 1,
      author: 11,
      commands: [{ do: 'lose', what: { fact: 'account', of: 7 } }],
    },
  },
];
