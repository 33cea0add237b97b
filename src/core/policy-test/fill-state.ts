import { groupings } from '../change/groups.ts';
import type { CelValue } from '../policy/cel.ts';
import { fillRecord, type CelRecord } from './fill-input.ts';
import type { WrittenRecord } from './input-shape.ts';

export interface HeldInTheEnd {
  /** What the holder has besides what the change gives. */
  readonly held: readonly CelRecord[];
  /** The items of a change that gives them. */
  readonly gained: readonly CelRecord[];
}

/**
 * The resulting state, as far as it follows from what is held. What is written of a group is what
 * its others have: the holder is part of its own groups.
 */
export function fillState({ held, gained }: HeldInTheEnd, written: WrittenRecord): CelRecord {
  const filled = fillRecord('state', written);
  const permissions = [...held, ...gained.map(heldOf)];
  const primitives = union(primitivesOf(permissions), listOf(filled, 'primitives'));
  const gainedPrimitives = primitivesOf(gained);
  let state: CelRecord = {
    ...filled,
    permissions,
    primitives,
    gained_primitives: gainedPrimitives,
  };
  for (const by of groupings) {
    const others = listOf(filled, `${by}_permissions`);
    const theirs = union(primitivesOf(others), listOf(filled, `${by}_others`));
    state = {
      ...state,
      [`${by}_permissions`]: [...permissions, ...others],
      [`${by}_others`]: theirs,
      [`${by}_primitives`]: union(primitives, theirs),
    };
  }
  return state;
}

/** The part of an item that stays with the holder. */
function heldOf(item: CelRecord): CelRecord {
  return Object.fromEntries(
    Object.entries(fillRecord('Held', {})).map(([field, value]) => [field, item[field] ?? value]),
  );
}

function primitivesOf(permissions: readonly CelValue[]): readonly CelValue[] {
  return union(permissions.flatMap((one) => listOf(one as CelRecord, 'primitives')));
}

function listOf(record: CelRecord, field: string): readonly CelValue[] {
  const value = record[field];
  return Array.isArray(value) ? (value as readonly CelValue[]) : [];
}

function union(...lists: readonly (readonly CelValue[])[]): readonly CelValue[] {
  return [...new Set(lists.flat())];
}
