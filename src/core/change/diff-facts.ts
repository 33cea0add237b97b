import type { Fact } from '../inventory/fact.ts';
import type { Inventory, SitedFact } from '../inventory/inventory.ts';

/** One thing of both sides, matched by its key: in place, moved, or on one side only. */
export interface Pair<F extends Fact> {
  readonly base: SitedFact<F> | null;
  readonly head: SitedFact<F> | null;
}

/**
 * Matches the facts of one kind. The same key may be declared in several directories (overlays for
 * several clusters): equal directories are matched first, then what is left over as moves.
 */
export function pairFacts<F extends Fact>(
  base: Inventory,
  head: Inventory,
  pick: (fact: Fact) => F | null,
  key: (fact: F) => string,
): readonly Pair<F>[] {
  const before = group(base, pick, key);
  const after = group(head, pick, key);
  const pairs: Pair<F>[] = [];
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const old = new Map(before.get(id));
    const now = new Map(after.get(id));
    for (const [site, fact] of now) {
      const same = old.get(site);
      if (same === undefined) continue;
      pairs.push({ base: same, head: fact });
      old.delete(site);
      now.delete(site);
    }
    const left = [...old.values()];
    for (const fact of now.values()) pairs.push({ base: left.shift() ?? null, head: fact });
    for (const fact of left) pairs.push({ base: fact, head: null });
  }
  return pairs;
}

function group<F extends Fact>(
  inventory: Inventory,
  pick: (fact: Fact) => F | null,
  key: (fact: F) => string,
): ReadonlyMap<string, ReadonlyMap<string, SitedFact<F>>> {
  const groups = new Map<string, Map<string, SitedFact<F>>>();
  for (const { fact, ...place } of inventory.facts) {
    const picked = pick(fact);
    if (picked === null) continue;
    const id = key(picked);
    const sites = groups.get(id);
    const sited = { fact: picked, ...place };
    if (sites === undefined) groups.set(id, new Map([[place.site, sited]]));
    else sites.set(place.site, sited);
  }
  return groups;
}
