import type { ContextFact } from '../inventory/fact.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { compareText, sortedUnique } from '../order.ts';

/** What identities are grouped by: who answers for them, or what runs as them. */
export const groupings = ['owner', 'workload'] as const;
export type Grouping = (typeof groupings)[number];

/** Answers which identities belong together, by ids of holders. */
export interface GroupIndex {
  /**
   * The owners or workloads that either side declares for a holder: who is relabelled in a change
   * belongs to both. Sorted; empty where none is declared.
   */
  readonly namesOf: (holder: string, by: Grouping) => readonly string[];
  /** Every holder for which either side declares one of the names. Sorted. */
  readonly membersOf: (names: readonly string[], by: Grouping) => readonly string[];
  /**
   * The holder, and those that its documents describe, as far as the head puts them into a group in
   * which the base does not have them. Sorted.
   */
  readonly joining: (holder: string) => readonly string[];
}

export function indexGroups(base: Inventory, head: Inventory): GroupIndex {
  const sides = { base: membershipsIn(base), head: membershipsIn(head) };
  const names = joined(sides.base.names, sides.head.names);
  const members = joined(sides.base.members, sides.head.members);
  const joins = (holder: string): boolean =>
    groupings.some((by) => {
      const before = sides.base.names.get(key(by, holder));
      return [...(sides.head.names.get(key(by, holder)) ?? [])].some((name) => !before?.has(name));
    });
  return {
    namesOf: (holder, by) => sortedUnique(names.get(key(by, holder)) ?? []),
    membersOf: (wanted, by) =>
      sortedUnique(wanted.flatMap((name) => [...(members.get(key(by, name)) ?? [])])),
    joining: (holder) =>
      [...new Set([holder, ...(sides.head.described.get(holder) ?? [])])]
        .filter(joins)
        .sort(compareText),
  };
}

type Sets = Map<string, Set<string>>;

interface Memberships {
  /** Names of groups by grouping and holder, holders by grouping and name. */
  readonly names: Sets;
  readonly members: Sets;
  /** What the documents about a holder describe beside it. */
  readonly described: Sets;
}

function membershipsIn({ facts }: Inventory): Memberships {
  const found: Memberships = { names: new Map(), members: new Map(), described: new Map() };
  for (const { fact } of facts) {
    if (fact.fact !== 'context') continue;
    for (const id of fact.describes) put(found.described, fact.holder.id, id);
    for (const by of groupings) {
      const name = declared(fact, by);
      if (name === null) continue;
      for (const id of [fact.holder.id, ...fact.describes]) {
        put(found.names, key(by, id), name);
        put(found.members, key(by, name), id);
      }
    }
  }
  return found;
}

function declared(fact: ContextFact, by: Grouping): string | null {
  return (by === 'owner' ? fact.owner : fact.workload)?.value ?? null;
}

function joined(a: Sets, b: Sets): Sets {
  const all: Sets = new Map();
  for (const side of [a, b])
    for (const [id, values] of side) for (const value of values) put(all, id, value);
  return all;
}

function put(sets: Sets, at: string, value: string): void {
  const known = sets.get(at);
  if (known === undefined) sets.set(at, new Set([value]));
  else known.add(value);
}

function key(by: Grouping, name: string): string {
  return `${by}\u0001${name}`;
}
