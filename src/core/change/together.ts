import { effectiveGrants, type EffectiveGrant } from '../inventory/effective-grants.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { sortedUnique } from '../order.ts';
import type { Change, WeighedPermission } from './change.ts';
import { weighHeld } from './grant-changes.ts';
import { groupings, indexGroups, type GroupIndex, type Grouping } from './groups.ts';

/** One identity of a group beside the one that is asked about. */
export interface Companion {
  readonly id: string;
  readonly name: string;
  readonly primitives: readonly string[];
}

/** What a holder has in the end together with all of its owner or of its workload. */
export interface GroupState {
  /** The same for holders whose groups are the same. */
  readonly key: string;
  /** What the holder has itself is among them. */
  readonly permissions: readonly WeighedPermission[];
  /** The others that have any permission, by id. */
  readonly companions: readonly Companion[];
}

/** Asked when a condition needs it: most changes are rated without. */
export interface Together {
  /** Null where neither side declares an owner or a workload for the holder. */
  readonly groupOf: (holder: string, by: Grouping) => GroupState | null;
  /**
   * Primitives that a change gives: those of a grant that is new or wider; all that an identity has
   * when it is switched on, or when it or what it describes comes to another owner or workload.
   */
  readonly gainedBy: (change: Change) => readonly string[];
}

/** Nobody belongs together with anybody. */
export const APART: Together = { groupOf: () => null, gainedBy: grantedBy };

export function resultingTogether(
  base: Inventory,
  head: Inventory,
  changes: readonly Change[],
): Together {
  const index = indexGroups(base, head);
  const held = heldBy(head, index, changes);
  const groups = new Map<string, Group>();
  return {
    groupOf: (holder, by) => {
      const names = index.namesOf(holder, by);
      if (names.length === 0) return null;
      const key = [by, ...names].join('\u0001');
      const group = groups.get(key) ?? groupState(index.membersOf(names, by), held());
      groups.set(key, group);
      return {
        key,
        permissions: group.permissions,
        companions: group.members.filter(({ id }) => id !== holder),
      };
    },
    gainedBy: (change) => {
      if ('permissions' in change) return grantedBy(change);
      const holder = change.subject.holder.id;
      const gaining = [...index.joining(holder), ...(isSwitchedOn(change) ? [holder] : [])];
      return sortedUnique(gaining.flatMap((id) => primitivesOf(weighHeld(held().get(id) ?? []))));
    },
  };
}

function grantedBy(change: Change): readonly string[] {
  if (change.kind !== 'grant-added' && change.kind !== 'grant-widened') return [];
  return primitivesOf(change.permissions);
}

function isSwitchedOn({ kind }: Change): boolean {
  return kind === 'identity-created' || kind === 'identity-enabled';
}

type Held = ReadonlyMap<string, readonly EffectiveGrant[]>;

/** The grants of everybody who is in a group with the subject of a change, worked out once. */
function heldBy(head: Inventory, index: GroupIndex, changes: readonly Change[]): () => Held {
  let known: Held | null = null;
  return () => {
    known ??= byHolder(effectiveGrants(head, { roles: new Set(), holders: everybody() }));
    return known;
  };
  function everybody(): ReadonlySet<string> {
    const subjects = new Set(changes.map((change) => change.subject.holder.id));
    const all = new Set(subjects);
    for (const subject of subjects) {
      for (const id of index.joining(subject)) all.add(id);
      for (const by of groupings)
        for (const id of index.membersOf(index.namesOf(subject, by), by)) all.add(id);
    }
    return all;
  }
}

export function byHolder(grants: readonly EffectiveGrant[]): Held {
  const held = new Map<string, EffectiveGrant[]>();
  for (const grant of grants) {
    const known = held.get(grant.holder.id);
    if (known === undefined) held.set(grant.holder.id, [grant]);
    else known.push(grant);
  }
  return held;
}

interface Group {
  readonly permissions: readonly WeighedPermission[];
  readonly members: readonly Companion[];
}

function groupState(members: readonly string[], held: Held): Group {
  const grants = members.map((id) => ({ id, own: held.get(id) ?? [] }));
  return {
    permissions: weighHeld(grants.flatMap(({ own }) => own)),
    members: grants.flatMap(({ id, own }) => {
      const [first] = own;
      if (first === undefined) return [];
      return [{ id, name: first.holder.name, primitives: primitivesOf(weighHeld(own)) }];
    }),
  };
}

function primitivesOf(permissions: readonly WeighedPermission[]): readonly string[] {
  return sortedUnique(permissions.flatMap((permission) => permission.primitives));
}
