import type { TeamName } from './cast.ts';
import { contentOf, overlap, type Path } from './contents.ts';
import { isAgentAuthored, isUnanswered, isUnattributed } from './hands.ts';
import { accountsCalled, isActiveMember } from './known.ts';
import { ownersOfPath, type Owner } from './owners.ts';
import { visibleLogin } from './known.ts';
import type { Toggle } from './rules.ts';
import type { World } from './world.ts';

const TIERS = ['low', 'moderate', 'high', 'critical'] as const;

export function reaches(world: World, tier: (typeof TIERS)[number]): boolean {
  return TIERS.indexOf(tierAsked(world)) >= TIERS.indexOf(tier);
}

/** The tier of the content, and at least moderate where the same was refused before. */
export function tierAsked(world: World): (typeof TIERS)[number] {
  const { tier } = contentOf(world.content);
  return wasRefused(world) && tier === 'low' ? 'moderate' : tier;
}

function wasRefused(world: World): boolean {
  return world.refusals.some(
    (one) => overlap(one.content, world.content) && visibleLogin(world, one.by) !== null,
  );
}

/** One thing that enough people must approve. */
export interface Ask {
  /** Requirements of one line may share people. */
  readonly line: 'owner' | 'security';
  readonly count: number;
  /** Whether no override stands in for it. */
  readonly mandatory: boolean;
  /** Whether an account has the authority, whatever it knows. */
  readonly holds: (id: number) => boolean;
  /** Whether it knows what is asked besides. */
  readonly knows: (id: number) => boolean;
  /** The teams through which it has the authority. */
  readonly through: (id: number) => readonly TeamName[];
}

export function asks(world: World): readonly Ask[] {
  if (tierAsked(world) === 'low') return [];
  const has = (...names: readonly Toggle[]) => names.some((name) => world.rules.includes(name));
  const owners = contentOf(world.content).paths.map((path: Path): Ask => {
    const named: readonly Owner[] = ownersOfPath(world.owners, path)?.owners ?? [];
    return {
      line: 'owner',
      count: has('two-owners') ? 2 : 1,
      mandatory: has('must-own') && reaches(world, 'high'),
      holds: (id) => named.some((owner) => isOwner(world, owner, id)),
      knows: (id) => !has('expertise') || knowsLedgers(world, id),
      through: (id) =>
        named.flatMap((owner) =>
          'team' in owner && isActiveMember(world, owner.team, id) ? [owner.team] : [],
        ),
    };
  });
  if (!has('security-role', 'must-security')) return owners;
  const security: Ask = {
    line: 'security',
    count: 1,
    mandatory: has('must-security'),
    holds: (id) => holdsRole(world, 'security', id),
    knows: () => true,
    through: (id) =>
      world.people.roles !== 'none' && isActiveMember(world, 'acme/security', id)
        ? ['acme/security']
        : [],
  };
  return [...owners, security];
}

function isOwner(world: World, owner: Owner, id: number): boolean {
  if ('team' in owner) return isActiveMember(world, owner.team, id);
  return accountsCalled(world, 'login' in owner ? owner.login : owner.email).includes(id);
}

export function holdsRole(world: World, role: 'security' | 'oncall', id: number): boolean {
  return isOneOf(world, [role === 'security' ? 'sec' : 'oncall'], id, `acme/${role}`);
}

function knowsLedgers(world: World, id: number): boolean {
  return isOneOf(world, ['ana', 'bea'], id, 'acme/oncall');
}

/** Whom people.yaml names: these people, or those who stand in for them, or a team. */
function isOneOf(world: World, held: readonly string[], id: number, team: TeamName): boolean {
  const { roles } = world.people;
  if (roles === 'none') return false;
  const names = roles === 'held' ? held : ['zoe', 'yan', 'xia'];
  return (
    names.some((name) => accountsCalled(world, name).includes(id)) ||
    isActiveMember(world, team, id)
  );
}

/** How many different people; whether lines are then not shared; whether no override helps. */
export function peopleAsked(world: World): {
  readonly count: number;
  readonly apart: boolean;
  readonly mandatory: boolean;
} {
  if (!reaches(world, 'moderate')) return { count: 0, apart: false, mandatory: false };
  const has = (name: Toggle) => world.rules.includes(name);
  const high = reaches(world, 'high');
  const byPolicy = Math.max(
    has('three-people') && high ? 3 : 1,
    (has('must-own') && high) || reaches(world, 'critical') ? 2 : 1,
  );
  const agent = isAgentAuthored(world);
  const always = isUnattributed(world) || isUnanswered(world) || (agent && high);
  return {
    count: Math.max(byPolicy, always ? 2 : 1, agent && has('agent-three') ? 3 : 1),
    apart: byPolicy > 1,
    mandatory: (has('must-own') && high) || (always && has('must-security')),
  };
}

/** How many different teams, through each of which another person must approve. */
export function teamsAsked(world: World): 0 | 2 {
  return reaches(world, 'moderate') && world.rules.includes('two-teams') ? 2 : 0;
}

/** How many questions the brief asks. */
export function questionsAsked(world: World): number {
  const { questions } = contentOf(world.content);
  const all = questions + (world.rules.includes('curious') ? 3 : 0);
  const each = world.rules.includes('each-factor') && reaches(world, 'moderate');
  return (each ? all : Math.min(3, all)) + (wasRefused(world) ? 1 : 0);
}
