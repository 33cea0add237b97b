import { contentOf, overlap, type Path } from './contents.ts';
import { isAgentAuthored, isUnanswered, isUnattributed } from './hands.ts';
import { accountsCalled, isActiveMember } from './known.ts';
import { ownersOfPath, type Owner } from './owners.ts';
import { visibleLogin } from './known.ts';
import type { World } from './world.ts';

const TIERS = ['low', 'moderate', 'high', 'critical'] as const;

export function reaches(world: World, tier: (typeof TIERS)[number]): boolean {
  return TIERS.indexOf(tierAsked(world)) >= TIERS.indexOf(tier);
}

/** The tier of the content, and at least moderate where the same was refused before. */
export function tierAsked(world: World): (typeof TIERS)[number] {
  const { tier } = contentOf(world.content);
  const refused = world.refusals.some(
    (one) => overlap(one.content, world.content) && visibleLogin(world, one.by) !== null,
  );
  return refused && tier === 'low' ? 'moderate' : tier;
}

/** One thing that enough people must approve. */
export interface Ask {
  /** Requirements of one line may share people. */
  readonly line: 'owner' | 'security';
  readonly count: number;
  readonly holds: (id: number) => boolean;
}

export function asks(world: World): readonly Ask[] {
  if (tierAsked(world) === 'low') return [];
  const count = world.rules.includes('two-owners') ? 2 : 1;
  const owners = contentOf(world.content).paths.map((path: Path): Ask => ({
    line: 'owner',
    count,
    holds: (id) =>
      ownersOfPath(world.owners, path)?.owners.some((owner) => isOwner(world, owner, id)) ?? false,
  }));
  if (!world.rules.includes('security-role')) return owners;
  const security: Ask = {
    line: 'security',
    count: 1,
    holds: (id) => holdsRole(world, 'security', id),
  };
  return [...owners, security];
}

function isOwner(world: World, owner: Owner, id: number): boolean {
  if ('team' in owner) return owner.team === 'acme/leads' && isActiveMember(world, owner.team, id);
  return accountsCalled(world, 'login' in owner ? owner.login : owner.email).includes(id);
}

export function holdsRole(world: World, role: 'security' | 'oncall', id: number): boolean {
  const { roles } = world.people;
  if (roles === 'none') return false;
  const names = roles === 'held' ? [role === 'security' ? 'sec' : 'oncall'] : ['zoe', 'yan', 'xia'];
  return (
    names.some((name) => accountsCalled(world, name).includes(id)) ||
    isActiveMember(world, `acme/${role}`, id)
  );
}

/** How many different people, and whether the policies ask for it, so that lines are not shared. */
export function peopleAsked(world: World): { readonly count: number; readonly apart: boolean } {
  if (!reaches(world, 'moderate')) return { count: 0, apart: false };
  const byPolicy =
    world.rules.includes('three-people') && reaches(world, 'high')
      ? 3
      : reaches(world, 'critical')
        ? 2
        : 1;
  const two =
    isUnattributed(world) ||
    isUnanswered(world) ||
    (isAgentAuthored(world) && reaches(world, 'high'));
  return { count: Math.max(byPolicy, two ? 2 : 1), apart: byPolicy > 1 };
}
