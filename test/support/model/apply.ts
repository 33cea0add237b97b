import { applyReview, chosen, dismissReview, editReview } from './apply-review.ts';
import type { Command, Story } from './commands.ts';
import { pruneGone } from './gone.ts';
import { START, type World } from './world.ts';

export function beginning(story: Story): World {
  const { content, owners, rules, opener, author } = story;
  return {
    ...START,
    content,
    owners,
    rules,
    opener,
    pushers: [author],
    commits: [{ author, committer: author, coAuthor: null, tool: false }],
  };
}

/** What the world is like a minute later, when somebody has done this. */
export function apply(before: World, command: Command): World {
  const world = { ...before, minute: before.minute + 1 };
  switch (command.do) {
    case 'review':
      return applyReview(world, command);
    case 'edit':
      return editReview(world, command);
    case 'dismiss':
      return dismissReview(world, command);
    case 'member': {
      const { [command.who]: _was, ...others } = world.teams[command.team];
      const members = command.as === 'out' ? others : { ...others, [command.who]: command.as };
      return { ...world, teams: { ...world.teams, [command.team]: members } };
    }
    case 'permission':
      return withActor(world, command.who, { permission: command.to });
    case 'kind':
      return withActor(world, command.who, { type: command.to });
    case 'rename': {
      const login = world.actors.find(({ id }) => id === command.takes)?.login ?? '';
      if (login === '' || world.gone.includes(command.who)) return world;
      const left = withActor(world, command.takes, { login: `${login}-${world.minute}` });
      return withActor(left, command.who, { login });
    }
    case 'delete-account':
      return pruneGone(world, command.who);
    case 'lose':
      return { ...world, unread: [...world.unread, command.what] };
    case 'lose-of-review': {
      const review = chosen(world, command.at);
      if (review === undefined) return world;
      return { ...world, unread: [...world.unread, { fact: command.fact, of: review.id }] };
    }
    case 'read-again':
      return { ...world, unread: [] };
    case 'rule':
      return { ...world, rules: toggled(world.rules, command.toggle) };
    case 'owners':
      return { ...world, owners: command.to };
    case 'people':
      return { ...world, people: command.to };
    default:
      return applyToBranch(world, command);
  }
}

type BranchCommand = Exclude<
  Command,
  {
    readonly do:
      | 'review'
      | 'edit'
      | 'dismiss'
      | 'member'
      | 'permission'
      | 'kind'
      | 'rename'
      | 'delete-account'
      | 'lose'
      | 'lose-of-review'
      | 'read-again'
      | 'rule'
      | 'owners'
      | 'people';
  }
>;

function applyToBranch(world: World, command: BranchCommand): World {
  switch (command.do) {
    case 'push':
      return pushed(
        { ...world, content: command.content },
        { author: command.by, committer: command.by, coAuthor: null, tool: false },
        command.by,
      );
    case 'commit':
      return pushed(world, command.commit, command.pusher);
    case 'rebase':
      return forced(world, command.stamps);
    case 'merge-base':
      return stamped(
        pushed(
          { ...world, conflict: false },
          { author: command.by, committer: command.by, coAuthor: null, tool: false },
          command.by,
        ),
      );
    case 'squash':
      return { ...forced(world, false), passing: 'nothing' };
    case 'retarget':
      return command.to === world.baseRef
        ? world
        : {
            ...world,
            baseRef: command.to,
            turns: [...world.turns, { at: world.minute, kind: 'retargeted' }],
          };
    case 'detour':
      return {
        ...world,
        turns: [...world.turns, { at: world.minute, kind: command.by }],
      };
    case 'ask-agent':
      return {
        ...world,
        prompters: present(world, command.prompter),
        assignees: present(world, command.assignee),
      };
    case 'sibling':
      return { ...world, sibling: command.to };
    case 'passing':
      return { ...world, passing: command.to };
    case 'squash-only':
      return { ...world, squashOnly: command.to };
    case 'refused-before': {
      const content = command.content === 'present' ? world.content : command.content;
      return { ...world, refusals: [...world.refusals, { by: command.by, content }].slice(-3) };
    }
    case 'follow-up':
      return { ...world, followUp: followUp(world, command.to) };
    case 'reuse': {
      const review = chosen(world, command.at);
      if (review === undefined || review.by === null) return world;
      const { words, body } = review.text;
      const used = { by: review.by, words, body };
      return { ...world, elsewhere: [...world.elsewhere, used] };
    }
    case 'wait':
      return { ...world, minute: world.minute + command.hours * 60 };
    case 'conflict':
      return { ...world, conflict: command.to };
    case 'break-policy':
      return { ...world, broken: command.to };
    default:
      command satisfies never;
      return world;
  }
}

function withActor(world: World, id: number, more: Partial<World['actors'][number]>): World {
  return {
    ...world,
    actors: world.actors.map((actor) => (actor.id === id ? { ...actor, ...more } : actor)),
  };
}

function toggled<T>(list: readonly T[], item: T): readonly T[] {
  return list.includes(item) ? list.filter((one) => one !== item) : [...list, item];
}

function present(world: World, id: number | null): readonly number[] {
  return id === null || world.gone.includes(id) ? [] : [id];
}

function pushed(world: World, commit: World['commits'][number], pusher: number | null): World {
  return {
    ...world,
    head: world.head + 1,
    commits: [...world.commits, commit],
    pushers: [...world.pushers, pusher],
  };
}

/** The same content on another head; the forge may move the reviews along. */
function forced(world: World, stamps: boolean): World {
  const turns = [...world.turns, { at: world.minute, kind: 'force-pushed' as const }];
  const moved = { ...world, head: world.head + 1, turns, conflict: false };
  return stamps ? stamped(moved) : moved;
}

function stamped(world: World): World {
  return { ...world, reviews: world.reviews.map((one) => ({ ...one, attached: world.head })) };
}

function followUp(world: World, to: 'overdue' | 'due' | 'judged' | 'none'): World['followUp'] {
  if (to === 'none') return null;
  return { due: to === 'due' ? world.minute + 600 : world.minute - 600, judged: to === 'judged' };
}
