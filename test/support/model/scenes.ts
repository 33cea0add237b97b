import type { Command, Story } from './commands.ts';

/** How a story can begin: what chance alone seldom brings together. */
type Scene = Pick<Story, 'owners' | 'rules' | 'opener' | 'author' | 'commands'>;

const review = (who: number, more: Partial<Command> = {}): Command =>
  ({
    do: 'review',
    who,
    says: 'approved',
    text: 'own',
    brief: 'present',
    head: 'present',
    incidents: 0,
    ...more,
  }) as Command;

const written = { opener: 1, author: 1 };

export const SCENES: readonly Scene[] = [
  // Security is mandatory and has approved; Cyd objects, and somebody overrides.
  {
    ...written,
    owners: 'pair',
    rules: ['must-security'],
    commands: [review(13), review(4, { says: 'changes-requested' }), review(14, { incidents: 1 })],
  },
  // Dan is in both teams, and whoever else approves is named in person.
  {
    ...written,
    owners: 'lines',
    rules: ['security-role', 'two-teams'],
    commands: [review(5), review(13), review(2)],
  },
  // Cyd is of the leads, and Bea and Dan of security.
  {
    ...written,
    owners: 'team',
    rules: ['security-role', 'two-teams'],
    commands: [review(4), review(13)],
  },
  // The owners know the ledgers or do not, and somebody else's approval is needed too.
  {
    ...written,
    owners: 'pair',
    rules: ['expertise', 'two-owners'],
    commands: [review(10), review(3)],
  },
  // All questions are answered, and the section is forgotten.
  {
    ...written,
    owners: 'pair',
    rules: ['sections'],
    commands: [review(2, { text: 'unanswered' })],
  },
];
