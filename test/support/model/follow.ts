import { nextSteps } from '../../../src/core/next-steps.ts';
import type { JudgedVerdict } from '../../../src/core/verdict.ts';
import { apply } from './apply.ts';
import type { TeamName } from './cast.ts';
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
    approve(world, step)
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
  const beside = /^.* must still approve; (the members of (?:team )?@?\S+ could not be read)$/.exec(
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
  if (holder)
    return apply(world, { do: 'people', to: { ...world.people, roles: 'held-by-reserve' } });
  return named ? apply(world, { do: 'owners', to: 'reserve' }) : null;
}

/**
 * The first of those who are named and still exist approves, properly. The program cannot know that
 * a login of CODEOWNERS is nobody's any more; then the base has to name somebody else.
 */
function approve(world: World, step: string): World | null {
  if (!/ approves? with a reason|may still approve/.test(step)) return null;
  const names = step.match(/(?<=^|[\s(])(?:@[^\s,;]+|[^\s,;@]+@[^\s,;]+)/g) ?? [];
  if (names.length === 0) return null;
  const able = names.flatMap((name) => called(world, name.replace(/^@/, '')) ?? []);
  const [first] = able.filter((id) => !world.gone.includes(id));
  return first === undefined ? apply(world, { do: 'owners', to: 'reserve' }) : review(world, first);
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
