import type { Binary, Expression } from './cel-ast.ts';
import { UNKNOWN, type ConditionType } from './condition-type.ts';
import type { Types } from './cost.ts';
import type { Motion, Way } from './declare.ts';
import { flip } from './ways.ts';

interface Sides {
  readonly left: Motion;
  readonly right: Motion;
}

/**
 * The way of `==`, `!=` and `in`. Of a field that grows, membership in a set of literals grows only
 * where the set holds the top of the field's values: all from some value on, as in
 * `item.level == 4` or `d.impact in ['degraded', 'outage']`.
 */
export function membershipWay(node: Binary, sides: Sides, types: Types): Way {
  const { left, right } = sides;
  if (left.way === 'constant' && right.way === 'constant') return 'constant';
  const found = node.operator === 'in' ? inWay(node, sides, types) : equalWay(node, sides, types);
  return node.operator === '!=' ? flip(found) : found;
}

function equalWay(node: Binary, { left, right }: Sides, types: Types): Way {
  const typeOf = (of: Expression): ConditionType => types.get(of) ?? UNKNOWN;
  if (right.way === 'constant') return setWay(left.way, typeOf(node.left), [typeOf(node.right)]);
  if (left.way === 'constant') return setWay(right.way, typeOf(node.right), [typeOf(node.left)]);
  return 'free';
}

function inWay(node: Binary, { left, right }: Sides, types: Types): Way {
  if (left.way === 'constant')
    // An element that grows is another value afterwards, so it may be found no more.
    return right.within?.way === 'constant' ? right.way : 'free';
  if (right.way !== 'constant' || node.right.kind !== 'list') return 'free';
  const elements = node.right.elements.map((element) => types.get(element) ?? UNKNOWN);
  return setWay(left.way, types.get(node.left) ?? UNKNOWN, elements);
}

/** Whether something that moves one way enters or leaves a set of fixed values as it does. */
function setWay(way: Way, moving: ConditionType, fixed: readonly ConditionType[]): Way {
  const places = fixed.map((one) => placeOf(one, moving));
  const known = places.filter((place) => place !== null);
  const ends = endsOf(moving);
  if (ends === null || known.length !== places.length) return 'free';
  const { least, greatest } = ends;
  const held = new Set(known.filter((place) => place >= least && place <= greatest));
  const count = BigInt(held.size);
  const highest = [...held].every((place) => place > greatest - count);
  const lowest = [...held].every((place) => place < least + count);
  if (highest && lowest) return 'constant';
  if (highest) return way;
  return lowest ? flip(way) : 'free';
}

interface Ends {
  readonly least: bigint;
  readonly greatest: bigint;
}

/** The values of a type as places on a line, in the order in which they grow. */
function endsOf(type: ConditionType): Ends | null {
  if (type.kind === 'int') return type;
  if (type.kind === 'bool') return { least: 0n, greatest: 1n };
  if (type.kind !== 'string' || type.values === null) return null;
  return { least: 0n, greatest: BigInt(type.values.length - 1) };
}

function placeOf(fixed: ConditionType, moving: ConditionType): bigint | null {
  if (fixed.kind === 'int') return fixed.least === fixed.greatest ? fixed.least : null;
  if (fixed.kind === 'bool') return fixed.value === null ? null : BigInt(fixed.value);
  if (fixed.kind !== 'string' || moving.kind !== 'string' || moving.values === null) return null;
  const [only, ...more] = fixed.values ?? [];
  if (only === undefined || more.length > 0) return null;
  const place = moving.values.indexOf(only);
  return place === -1 ? null : BigInt(place);
}
