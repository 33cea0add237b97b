import { nextSteps } from '../../../src/core/next-steps.ts';
import type { JudgedVerdict } from '../../../src/core/verdict.ts';
import { apply } from './apply.ts';
import type { TeamName } from './cast.ts';
import { versionOf } from './version.ts';
import type { World } from './world.ts';

/** The world after somebody did what the verdict says first; null where it names nothing to do. */
export function followFirst(world: World, verdict: JudgedVerdict): World | null {
  const [step = ''] = nextSteps(verdict);
  if (verdict.kind === 'denied') return repair(world, step);
  return (
    withdraw(world, step) ??
    readWhatIsNamed(world, step) ??
    clearTheWay(world, step) ??
    changeTheBase(world, step) ??
    approve(world, step, verdict)
  );
}

function repair(world: World, step: string): World | null {
  if (/^merge or rebase onto \w+ and resolve the conflict$/.test(step))
    return apply(world, { do: 'rebase', stamps: false });
  if (step.startsWith('repair the files named above'))
    return apply(world, { do: 'break-policy', to: false });
  if (/^let it end by \d{4}-\d\d-\d\d$/.test(step))
    return apply(world, { do: 'push', content: 'trust', by: 1 });
  return null;
}

/** Whoever objected says that it is settled, by a review that approves. */
function withdraw(world: World, step: string): World | null {
  const [, name] =
    /^@(\S+|account \d+) (?:may have )?requested changes.*: settle it/.exec(step) ?? [];
  const who = name === undefined ? undefined : called(world, name);
  return who === undefined ? null : review(world, who);
}

function readWhatIsNamed(world: World, step: string): World | null {
  const again = /^have the forge read again: (.*)$/.exec(step)?.[1];
  const beside =
    /^.* (?:must still approve|teams have approved); (the members of (?:team )?@?\S+ could not be read)$/.exec(
      step,
    );
  const missing = /^find out what could not be read: (.*)$/.exec(step)?.[1] ?? again ?? beside?.[1];
  if (missing === undefined) return null;
  const number = Number(/\b(?:account|review) (\d+)/.exec(missing)?.[1]);
  const team = /the members of (?:team )?@?(\S+) could not be read/.exec(missing)?.[1] as TeamName;
  const by = /^review \d+ by (\S+):/.exec(missing)?.[1];
  const account = world.actors.find(({ login }) => login === by)?.id;
  if (again === 'the timeline') return read(world, 'other', undefined);
  if (team !== undefined) return read(world, 'team', team);
  if (again !== undefined) return read(world, 'account', number);
  if (missing.includes('nothing is known about the account'))
    return read(world, 'account', Number(/by account (\d+)/.exec(missing)?.[1]));
  if (missing.includes('whether the account is a person')) return read(world, 'type', account);
  if (missing.includes("the account's permission")) return read(world, 'permission', account);
  if (missing.includes('somebody else edited')) return read(world, 'edit', number);
  return null;
}

function read(
  world: World,
  fact: World['unread'][number]['fact'],
  of: number | string | undefined,
): World | null {
  const unread = world.unread.filter((one) => one.fact !== fact || ('of' in one && one.of !== of));
  return unread.length === world.unread.length ? null : { ...world, unread };
}

function clearTheWay(world: World, step: string): World | null {
  if (step.startsWith('squash the commits into one')) return apply(world, { do: 'squash' });
  if (step.startsWith('have #4 judged too, close it'))
    return apply(world, { do: 'sibling', to: null });
  return null;
}

/** Owners and role holders are named on the base branch. */
function changeTheBase(world: World, step: string): World | null {
  const named = /name (?:another|an) owner|add a line for it|CODEOWNERS` to the base/.test(step);
  const holder = /name (?:somebody else for the role|people or teams)/.test(step);
  // Somebody who may decide and knows it, or people of other teams: owners and people.yaml at once.
  if (/name (?:somebody who may decide for the expertise|another team)/.test(step))
    return rescued(world);
  if (step.includes('another owner or role holder')) return rescued(world);
  if (holder)
    return apply(world, { do: 'people', to: { ...world.people, roles: 'held-by-reserve' } });
  return named ? apply(world, { do: 'owners', to: 'reserve' }) : null;
}

/** Owners and roles are given to people who had no part in anything. */
function rescued(world: World): World {
  const roles = apply(world, { do: 'people', to: { ...world.people, roles: 'held-by-reserve' } });
  return apply(roles, { do: 'owners', to: 'reserve' });
}

/**
 * As many as are asked, the first of those who are named and still exist, approve properly. The
 * program cannot know that a login is nobody's any more; then the base has to name somebody else.
 */
function approve(world: World, step: string, verdict: JudgedVerdict): World | null {
  if (!/ approves? with a reason|may still approve/.test(step)) return null;
  const names = step.match(/(?<=^|[\s(])(?:@[^\s,;]+|[^\s,;@]+@[^\s,;]+)/g) ?? [];
  if (names.length === 0) return null;
  const able = names.flatMap((name) => called(world, name.replace(/^@/, '')) ?? []);
  const count = Number(/^(\d+) of /.exec(step)?.[1] ?? 1);
  const present = able.filter((id) => !world.gone.includes(id));
  // Nobody says the same twice: others first, and then what is wrong with theirs.
  const [said = [], fresh = []] = [true, false].map((has) =>
    present.filter((id) => hasApproved(world, id) === has),
  );
  const [unread] = said.filter((id) => isTold(verdict, id, 'add it to `accounts` of the snapshot'));
  if (fresh.length === 0 && unread !== undefined) return read(world, 'account', unread);
  const acting = [...fresh, ...said].slice(0, count);
  if (acting.length > 0) return acting.reduce(review, world);
  return rescued(world);
}

function hasApproved(world: World, id: number): boolean {
  const own = world.reviews.filter((one) => one.by === id);
  return own.at(-1)?.state === 'approved' && own.at(-1)?.about[0] === versionOf(world);
}

function isTold(verdict: JudgedVerdict, id: number, help: string): boolean {
  return verdict.reviews.some(
    ({ login, outcome }) =>
      login === `account ${id}` && outcome.kind === 'disqualified' && outcome.help === help,
  );
}

function called(world: World, name: string): number | undefined {
  const number = /^account (\d+)$/.exec(name)?.[1];
  if (number !== undefined) return Number(number);
  return world.actors.find(({ login, email }) => login === name || email === name)?.id;
}

function review(world: World, who: number): World {
  return apply(world, {
    do: 'review',
    who,
    says: 'approved',
    text: 'own',
    brief: 'present',
    head: 'present',
    incidents: 0,
  });
}
