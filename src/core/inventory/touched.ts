import { inferEnvironment, worstEnvironment, type Environment } from './environment.ts';
import { roleHolder } from './effective-grants.ts';
import { roleId, type Fact } from './fact.ts';
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

/**
 * The worst environment in which the changed files, on either side, speak of each holder: moving an
 * identity's files from production to staging in the change that widens it must not make the
 * widening look smaller, not even where there was nothing to widen yet.
 */
export function holderEnvironments(
  sides: readonly Inventory[],
  changedPaths: ReadonlySet<string>,
): ReadonlyMap<string, Environment> {
  const worst = new Map<string, Environment>();
  for (const { facts } of sides)
    for (const { fact, path } of facts) {
      const environment = changedPaths.has(path) ? inferEnvironment([path]) : null;
      if (environment === null) continue;
      for (const id of holdersIn(fact)) {
        const known = worst.get(id);
        worst.set(id, known === undefined ? environment : worstEnvironment([known, environment]));
      }
    }
  return worst;
}

function holdersIn(fact: Fact): readonly string[] {
  if (fact.fact === 'role') return [roleHolder(fact.role).id];
  if (fact.fact === 'binding') return fact.subjects.map((subject) => subject.holder.id);
  return [fact.holder.id];
}
