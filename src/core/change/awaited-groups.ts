import type { Inventory } from '../inventory/inventory.ts';
import type { Sides } from '../inventory/sides.ts';
import { sortedUnique } from '../order.ts';
import type { Change } from './change.ts';
import { compareInventories } from './compare.ts';
import { groupings, indexGroups, type GroupIndex, type Grouping } from './groups.ts';

/** The owners and the workloads of which it matters what all of their identities hold. */
export type AwaitedGroups = Readonly<Record<Grouping, readonly string[]>>;

/**
 * The declared groups of whoever gains something by the change, or comes to another owner or workload
 * with what it holds. Where nothing is gained, or no group is declared, none is awaited.
 */
export function awaitedGroups(
  { base, head, declared }: Sides,
  changedPaths: ReadonlySet<string>,
): AwaitedGroups {
  // Where nothing is declared, which is common, there is nothing to compare for.
  if (![base, head].some(({ facts }) => facts.some(({ fact }) => fact.fact === 'context')))
    return { owner: [], workload: [] };
  const { changes } = compareInventories(base, head, { controlPlane: [], changedPaths, declared });
  const index = indexGroups(base, head);
  const holding = holdersIn(head);
  const gaining = new Set(changes.flatMap((change) => gainers(change, index, holding)));
  const named = (by: Grouping): readonly string[] =>
    sortedUnique([...gaining].flatMap((holder) => index.namesOf(holder, by)));
  return { owner: named('owner'), workload: named('workload') };
}

/** Every identity of these groups, by id of its holder, as far as the inventories tell. */
export function membersOf({ base, head }: Sides, groups: AwaitedGroups): readonly string[] {
  const index = indexGroups(base, head);
  return sortedUnique(groupings.flatMap((by) => index.membersOf(groups[by], by)));
}

function gainers(
  change: Change,
  index: GroupIndex,
  holding: ReadonlySet<string>,
): readonly string[] {
  const { id } = change.subject.holder;
  switch (change.kind) {
    case 'grant-added':
    case 'grant-widened':
      return [id];
    case 'identity-created':
    case 'identity-enabled':
    case 'owner-changed':
    case 'context-changed': {
      // What a described service account holds may stand in files that nobody has read yet.
      const joining = index.joining(id).filter((one) => one !== id || holding.has(id));
      return change.kind === 'identity-enabled' && holding.has(id) ? [id, ...joining] : joining;
    }
    default:
      return [];
  }
}

function holdersIn({ facts }: Inventory): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { fact } of facts)
    if (fact.fact === 'grant') found.add(fact.holder.id);
    else if (fact.fact === 'binding') for (const { holder } of fact.subjects) found.add(holder.id);
  return found;
}
