import type { Actor, TeamName } from './cast.ts';
import { isUnread, type World } from './world.ts';

/** The account as far as the forge shows it; undefined where it is deleted or cannot be read. */
export function visible(world: World, id: number): Actor | undefined {
  if (world.gone.includes(id) || isUnread(world, 'account', id)) return undefined;
  return world.actors.find((actor) => actor.id === id);
}

/** Everybody under a login or address today; a login may have passed to somebody else. */
export function accountsCalled(world: World, name: string): readonly number[] {
  return world.actors
    .filter((actor) => actor.login === name || actor.email === name)
    .map((actor) => actor.id)
    .filter((id) => visible(world, id) !== undefined);
}

/** Accounts that the base says are one person. */
export function personOf(world: World, id: number): string {
  return world.people.persons && (id === 2 || id === 11) ? 'ana' : `account ${id}`;
}

/** By id or by login: the coder, and whoever has taken its name. */
export function isRegisteredAgent(world: World, id: number): boolean {
  if (world.people.coder === 'unregistered') return false;
  return id === 9 || visible(world, id)?.login === 'coder';
}

export function surelyMachine(world: World, id: number): boolean {
  const actor = visible(world, id);
  if (actor === undefined || isUnread(world, 'type', id)) return false;
  return actor.type === 'bot' || isRegisteredAgent(world, id);
}

/** In doubt, whoever had a hand in the change is taken for a machine. */
export function perhapsMachine(world: World, id: number): boolean {
  const shown = visible(world, id) !== undefined;
  return surelyMachine(world, id) || (shown && isUnread(world, 'type', id));
}

export function surelyHuman(world: World, id: number): boolean {
  if (visible(world, id) === undefined || isUnread(world, 'type', id)) return false;
  return !surelyMachine(world, id);
}

/** Whom the base registers with an id, and somebody else has the login. */
export function isImpostor(world: World, id: number): boolean {
  const registered: Readonly<Record<string, number>> = {
    ...(world.people.persons ? { ana: 2, 'ana-too': 11, bea: 3 } : {}),
    ...(world.people.coder === 'unregistered' ? {} : { coder: 9 }),
  };
  const login = visible(world, id)?.login ?? '';
  return registered[login] !== undefined && registered[login] !== id;
}

/** How an earlier refusal is signed; null where a machine made it, which decides nothing. */
export function visibleLogin(world: World, id: number): string | null {
  if (surelyMachine(world, id)) return null;
  return visible(world, id)?.login ?? 'ghost';
}

export function isActiveMember(world: World, team: TeamName, id: number): boolean {
  return !isUnread(world, 'team', team) && world.teams[team][id] === 'active';
}
