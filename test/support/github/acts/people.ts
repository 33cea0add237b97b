import { accountNamed, type Sim } from '../sim.ts';

/** The id stays; the old login is free, and anybody may take it. */
export function rename(sim: Sim, login: string, to: string): void {
  accountNamed(sim.world, login).login = to;
}

/** What it wrote stays, without a name. Its tokens are void. */
export function deleteAccount(sim: Sim, login: string): void {
  const account = accountNamed(sim.world, login);
  account.deleted = true;
  for (const token of sim.world.tokens.values())
    if (token.account === account.id) token.expired = true;
}

/** Its pull requests stay; their heads are in no repository any more. */
export function deleteRepository(sim: Sim, name: string): void {
  sim.world.repositories.delete(name);
  for (const repository of sim.world.repositories.values())
    for (const pull of repository.pullRequests.values())
      if (pull.headRepository === name) pull.headRepository = null;
}
