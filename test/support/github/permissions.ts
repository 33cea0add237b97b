import type { Permission, SimRepository, World } from './world.ts';

const order: readonly Permission[] = ['none', 'read', 'triage', 'write', 'maintain', 'admin'];

export function atLeast(one: Permission, other: Permission): boolean {
  return order.indexOf(one) >= order.indexOf(other);
}

/** The most that an account may do here, by whatever way. */
export function permissionOf(
  world: World,
  repository: SimRepository,
  account: number | null,
): Permission {
  const found = account === null ? undefined : world.accounts.get(account);
  if (found === undefined || found.deleted) return 'none';
  if (found.login === repository.owner) return 'admin';
  const ways: Permission[] = [repository.visibility === 'public' ? 'read' : 'none'];
  ways.push(ownPermission(world, repository, found.id));
  return ways.reduce((most, one) => (atLeast(one, most) ? one : most));
}

/** The same without what everybody may: `none` is no collaborator. */
export function ownPermission(
  world: World,
  repository: SimRepository,
  account: number,
): Permission {
  const ways: Permission[] = [repository.collaborators.get(account) ?? 'none'];
  for (const [team, permission] of repository.teamPermissions)
    if (teamMembers(world, team).has(account)) ways.push(permission);
  if (world.accounts.get(account)?.login === repository.owner) ways.push('admin');
  return ways.reduce((most, one) => (atLeast(one, most) ? one : most));
}

/** Active members of a team and of the teams below it. */
export function teamMembers(world: World, name: string): ReadonlySet<number> {
  const members = new Set<number>();
  for (const team of withChildren(world, name)) {
    for (const { account, state } of world.teams.get(team)?.members ?? [])
      if (state === 'active' && world.accounts.get(account)?.deleted === false)
        members.add(account);
  }
  return members;
}

function withChildren(world: World, name: string): readonly string[] {
  const found = [name];
  for (const parent of found) {
    for (const [key, team] of world.teams)
      if (`${team.organisation}/${team.parent}` === parent && !found.includes(key)) found.push(key);
  }
  return found;
}

export function isMemberOf(world: World, organisation: string, account: number): boolean {
  return [...world.teams.values()].some(
    (team) =>
      team.organisation === organisation &&
      team.members.some((member) => member.account === account && member.state === 'active'),
  );
}
