import fc from 'fast-check';

import { TEAMS } from './cast.ts';
import type { Command, ReviewCommand, Story } from './commands.ts';
import { CONTENTS, type ContentName } from './contents.ts';
import { OWNERS, type OwnersName } from './owners.ts';
import { toggles, type Toggle } from './rules.ts';
import { SCENES } from './scenes.ts';
import type { Unread } from './world.ts';

/** Owners more often than others, and all others too. */
const who = fc.constantFrom(2, 2, 3, 3, 4, 5, 10, 11, 6, 2, 3, 7, 8, 9, 12, 13, 14, 1);
const anybody = fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
/** Null one time in `freq`. */
const person = (freq: number): fc.Arbitrary<number | null> => fc.option(anybody, { freq });
const at = fc.nat({ max: 5 });
const content = fc.constantFrom(...(Object.keys(CONTENTS) as ContentName[]));
const owners = fc.constantFrom(
  ...(Object.keys(OWNERS) as OwnersName[]).filter((name) => name !== 'reserve'),
);
const often = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 7, arbitrary: fc.constant(usual) },
    { weight: 3, arbitrary: fc.constantFrom(...others) },
  );

const approval = fc.record({
  do: fc.constant('review' as const),
  who,
  says: fc.constant('approved' as const),
  text: fc.constant('own' as const),
  brief: fc.constant('present' as const),
  head: fc.constant('present' as const),
  incidents: fc.constant(0),
});

const anyReview = fc.record({
  do: fc.constant('review' as const),
  who,
  says: often<ReviewCommand['says']>('approved', 'changes-requested', 'commented'),
  text: often<ReviewCommand['text']>('own', 'lgtm', 'unanswered', 'copied', 'pasted', 'again'),
  brief: often<ReviewCommand['brief']>('present', 'earlier', 'both', 'none'),
  head: often<ReviewCommand['head']>('present', 'earlier', 'none', 'line-only'),
  incidents: often<number>(0, 1, 1, 2),
});

const emergency = fc.record({
  do: fc.constant('review' as const),
  who: fc.constantFrom(14, 14, 5, 2),
  says: fc.constant('approved' as const),
  text: fc.constantFrom('own' as const, 'unanswered', 'lgtm'),
  brief: often<ReviewCommand['brief']>('present', 'earlier'),
  head: often<ReviewCommand['head']>('present', 'earlier'),
  incidents: often<number>(1, 2),
});

const commit = fc.record({
  author: person(5),
  committer: person(5),
  coAuthor: fc.option(
    fc.constantFrom(
      'ana',
      'bea@example.com',
      'cyd',
      'nobody@example.net',
      'coder',
      'dan@example.com',
    ),
    { freq: 2 },
  ),
  tool: fc.boolean(),
});

const people = fc.record({
  persons: fc.boolean(),
  coder: fc.constantFrom('unregistered' as const, 'unoperated', 'operated', 'operated-by-ana'),
  roles: fc.constantFrom('none' as const, 'held', 'held'),
});

const unread: fc.Arbitrary<Unread> = fc.oneof(
  fc.record({ fact: fc.constantFrom('account' as const, 'type', 'permission'), of: anybody }),
  fc.record({ fact: fc.constant('team' as const), of: fc.constantFrom(...TEAMS) }),
  fc.constant({ fact: 'other' as const }),
);

const constant = <T extends Command['do']>(name: T): fc.Arbitrary<T> => fc.constant(name);

const events: readonly fc.Arbitrary<Command>[] = [
  fc.record({
    do: constant('edit'),
    at,
    by: fc.oneof(fc.constant('author' as const), anybody),
    poor: fc.boolean(),
  }),
  fc.record({ do: constant('dismiss'), at, by: fc.oneof(fc.constant('author' as const), anybody) }),
  fc.record({
    do: constant('member'),
    team: fc.constantFrom(...TEAMS),
    who: anybody,
    as: fc.constantFrom('active' as const, 'pending', 'out'),
  }),
  fc.record({
    do: constant('permission'),
    who: anybody,
    to: fc.constantFrom('admin' as const, 'write', 'read'),
  }),
  fc.record({ do: constant('kind'), who: anybody, to: fc.constantFrom('user' as const, 'bot') }),
  fc.record({
    do: constant('rename'),
    who: fc.constantFrom(12, 7, 5),
    takes: fc.constantFrom(2, 3, 9, 10),
  }),
  fc.record({ do: constant('delete-account'), who: anybody }),
  fc.record({ do: constant('lose'), what: unread }),
  fc.record({
    do: constant('lose-of-review'),
    fact: fc.constantFrom('edit' as const, 'dismissal'),
    at,
  }),
  fc.record({ do: constant('read-again') }),
  fc.record({ do: constant('rule'), toggle: fc.constantFrom(...toggles) }),
  fc.record({ do: constant('owners'), to: owners }),
  fc.record({ do: constant('people'), to: people }),
  fc.record({ do: constant('push'), content, by: person(9) }),
  fc.record({ do: constant('push'), content, by: fc.constant(1) }),
  fc.record({ do: constant('commit'), commit, pusher: person(9) }),
  fc.record({ do: constant('rebase'), stamps: fc.boolean() }),
  fc.record({ do: constant('merge-base'), by: fc.constantFrom(1, 1, 2, 3, 12) }),
  fc.record({ do: constant('squash') }),
  fc.record({ do: constant('retarget'), to: fc.constantFrom('main' as const, 'release') }),
  fc.record({
    do: constant('detour'),
    by: fc.constantFrom('force-pushed' as const, 'retargeted' as const),
  }),
  fc.record({
    do: constant('ask-agent'),
    prompter: person(2),
    assignee: person(2),
  }),
  fc.record({
    do: constant('sibling'),
    to: fc.constantFrom(
      null,
      null,
      'satisfied' as const,
      'unsatisfied' as const,
      'unknown' as const,
    ),
  }),
  fc.record({
    do: constant('passing'),
    to: fc.constantFrom('nothing' as const, 'harmless', 'harmful', 'too-many'),
  }),
  fc.record({ do: constant('squash-only'), to: fc.boolean() }),
  fc.record({
    do: constant('refused-before'),
    by: anybody,
    content: fc.oneof(fc.constant('present' as const), content),
  }),
  fc.record({
    do: constant('follow-up'),
    to: fc.constantFrom('overdue' as const, 'due', 'judged', 'none'),
  }),
  fc.record({ do: constant('reuse'), at }),
  fc.record({
    do: constant('wait'),
    hours: fc.constantFrom(1, 30, 30, 50, 24 * 8, 24 * 8, 24 * 31),
  }),
  fc.record({ do: constant('conflict'), to: fc.boolean() }),
  fc.record({ do: constant('break-policy'), to: fc.boolean() }),
];

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 34, arbitrary: approval },
  { weight: 12, arbitrary: anyReview },
  { weight: 5, arbitrary: emergency },
  { weight: 49, arbitrary: fc.oneof(...events) },
);

export function story(longest: number): fc.Arbitrary<Story> {
  const drawn = fc.record({
    content,
    owners: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom('pair' as const, 'team', 'lines', 'mail') },
      { weight: 1, arbitrary: owners },
    ),
    rules: fc.oneof(
      { weight: 2, arbitrary: fc.constant<Toggle[]>([]) },
      { weight: 2, arbitrary: fc.uniqueArray(fc.constantFrom(...toggles), { maxLength: 2 }) },
      // Whether one person fills two lines shows only where several lines are asked.
      { weight: 1, arbitrary: fc.constant<Toggle[]>(['security-role', 'two-owners']) },
      // Teams count only where several are named, and a refusal only where nothing is mandatory.
      {
        weight: 1,
        arbitrary: fc.constantFrom<Toggle[]>(
          ['security-role', 'two-teams'],
          ['must-security', 'expertise'],
          ['agent-three'],
          ['curious', 'each-factor'],
        ),
      },
    ),
    opener: fc.constantFrom(1, 1, 1, 1, 9, 8, 2),
    author: fc.constantFrom(1, 1, 1, 9, 8, 12),
    commands: fc.array(command, { minLength: 2, maxLength: longest }),
  });
  // About one story in eight begins as a scene does.
  const scene = fc.oneof(
    { weight: 7, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constantFrom(...SCENES) },
  );
  return fc.tuple(drawn, scene).map(([told, begun]): Story => {
    if (begun === null) return told;
    const commands = [...begun.commands, ...told.commands].slice(0, longest);
    return { ...told, ...begun, commands };
  });
}
