import { roleId } from './fact.ts';
import type { Inventory } from './inventory.ts';

/** The roles and holders that a change can concern; everything else is the same on both sides. */
export interface Touched {
  readonly roles: ReadonlySet<string>;
  readonly holders: ReadonlySet<string>;
}

/** What the changed files speak of, on either side. */
export function findTouched(
  sides: readonly Inventory[],
  changedPaths: ReadonlySet<string>,
): Touched {
  const roles = new Set<string>();
  const holders = new Set<string>();
  for (const { facts } of sides)
    for (const { fact, path } of facts) {
      if (!changedPaths.has(path)) continue;
      if (fact.fact === 'role') roles.add(roleId(fact.role));
      else if (fact.fact === 'binding')
        for (const { holder } of fact.subjects) holders.add(holder.id);
      else holders.add(fact.holder.id);
    }
  return { roles, holders };
}
