import { readFile } from './tree-files.ts';
import { atLeast, ownPermission } from './permissions.ts';
import { findAccount } from './sim.ts';
import type { SimRepository, World } from './world.ts';

const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

/** The first place that has one, on a branch; null: none has. */
export function findCodeowners(repository: SimRepository, branch: string) {
  for (const path of places) {
    const text = readFile(repository, branch, path);
    if (text !== null) return { path, text };
  }
  return null;
}

/** Owners that nobody is, or who lack write. */
export function codeownersErrors(world: World, repository: SimRepository, ref: string | null) {
  const found = findCodeowners(repository, ref ?? repository.defaultBranch);
  if (found === null) return null;
  return found.text.split('\n').flatMap((source, at) => {
    const owners = source.replace(/#.*$/, '').trim().split(/\s+/).slice(1);
    return owners
      .filter((owner) => owner.startsWith('@') && !mayOwn(world, repository, owner.slice(1)))
      .map((owner) => ({
        line: at + 1,
        column: source.indexOf(owner) + 1,
        source,
        kind: 'Unknown owner',
        suggestion: `make sure ${owner} exists and has write access to the repository`,
        message: `Unknown owner on line ${at + 1}: make sure ${owner} exists and has write access`,
        path: found.path,
      }));
  });
}

export function mayOwn(world: World, repository: SimRepository, owner: string): boolean {
  if (owner.includes('/'))
    return atLeast(repository.teamPermissions.get(owner.toLowerCase()) ?? 'none', 'write');
  const account = findAccount(world, owner);
  return account !== null && atLeast(ownPermission(world, repository, account.id), 'write');
}
