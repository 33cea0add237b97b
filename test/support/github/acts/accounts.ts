import { accountNamed, findAccount, newId } from '../sim.ts';
import type { SimAccount, World } from '../world.ts';

export interface AccountOptions {
  readonly id?: number;
  readonly type?: SimAccount['type'];
  /** Addresses of commits that are this account's; the one of GitHub's own is always among them. */
  readonly emails?: readonly string[];
}

export function addAccount(world: World, login: string, options: AccountOptions = {}): number {
  if (findAccount(world, login) !== null) throw new Error(`${login} exists already`);
  const id = options.id ?? newId(world);
  if (world.accounts.has(id)) throw new Error(`account ${id} exists already`);
  const noreply = `${id}+${login}@users.noreply.github.com`;
  world.accounts.set(id, {
    id,
    login,
    type: options.type ?? 'User',
    emails: [...(options.emails ?? []), noreply],
    deleted: false,
  });
  return id;
}

export function addOrganisation(world: World, name: string): number {
  world.organisations.add(name);
  return findAccount(world, name)?.id ?? addAccount(world, name, { type: 'Organization' });
}

export interface TeamOptions {
  readonly members?: readonly string[];
  /** Invited and not there yet. */
  readonly pending?: readonly string[];
  /** Slug of the team above it. */
  readonly parent?: string;
}

/** `organisation/slug`. Calling it again changes who is in it. */
export function addTeam(world: World, name: string, options: TeamOptions = {}): void {
  const [organisation = '', slug = ''] = name.toLowerCase().split('/');
  addOrganisation(world, organisation);
  const members = (options.members ?? []).map((login) => member(world, login, 'active'));
  const pending = (options.pending ?? []).map((login) => member(world, login, 'pending'));
  world.teams.set(`${organisation}/${slug}`, {
    id: world.teams.get(`${organisation}/${slug}`)?.id ?? newId(world),
    organisation,
    slug,
    parent: options.parent ?? null,
    members: [...members, ...pending],
  });
}

function member(world: World, login: string, state: 'active' | 'pending') {
  return { account: accountNamed(world, login).id, state };
}
