import { sortedUnique } from '../order.ts';
import type { AskedKind, Direction, Point, Weight } from './point.ts';

/** One thing that is asked in another way. */
export interface AskedDifference {
  readonly kind: AskedKind;
  readonly of: string;
  /** In words; null where it is not asked. */
  readonly from: string | null;
  readonly to: string | null;
  readonly direction: Direction;
}

/** Everything that the two sides ask in another way, in an order that does not depend on files. */
export function comparePoints(
  from: readonly Point[],
  to: readonly Point[],
): readonly AskedDifference[] {
  const unanswerable = compareNobody(from, to);
  if (unanswerable !== null) return [unanswerable];
  const before = byKey(from);
  const after = byKey(to);
  return sortedUnique([...before.keys(), ...after.keys()]).flatMap((key) => {
    const [old, now] = [before.get(key), after.get(key)];
    const direction = directionOf(old, now);
    const any = old ?? now;
    if (direction === null || any === undefined) return [];
    const { kind, of } = any;
    return [{ kind, of, from: old?.shown ?? null, to: now?.shown ?? null, direction }];
  });
}

/** What nobody can approve is the strictest there is: whatever replaces it is looser. */
function compareNobody(from: readonly Point[], to: readonly Point[]): AskedDifference | null {
  const old = from.find(({ kind }) => kind === 'nobody');
  const now = to.find(({ kind }) => kind === 'nobody');
  if ((old === undefined) === (now === undefined)) return null;
  return {
    kind: 'nobody',
    of: '',
    from: old === undefined ? null : UNANSWERABLE,
    to: now === undefined ? null : UNANSWERABLE,
    direction: old === undefined ? 'stricter' : 'looser',
  };
}

const UNANSWERABLE = 'no policy says who decides';

function byKey(points: readonly Point[]): ReadonlyMap<string, Point> {
  return new Map(points.map((point) => [`${point.kind}\u0001${point.of}`, point]));
}

function directionOf(old: Point | undefined, now: Point | undefined): Direction | null {
  if (old === undefined) return now?.stands === true ? 'stricter' : null;
  if (now === undefined) return old.stands ? 'looser' : null;
  return compareWeights(old.weight, now.weight);
}

function compareWeights(old: Weight, now: Weight): Direction | null {
  if (old.kind === 'number' && now.kind === 'number') return byNumber(old.value, now.value);
  if (old.kind === 'time' && now.kind === 'time')
    return byNumber(now.value ?? Infinity, old.value ?? Infinity);
  if (old.kind === 'all-of' && now.kind === 'all-of') return bySets(old.members, now.members);
  if (old.kind === 'any-of' && now.kind === 'any-of') return bySets(now.members, old.members);
  const same = old.kind === 'text' && now.kind === 'text' && old.value === now.value;
  return same ? null : 'differently';
}

function byNumber(old: number, now: number): Direction | null {
  return old === now ? null : now > old ? 'stricter' : 'looser';
}

function bySets(old: readonly string[], now: readonly string[]): Direction | null {
  const lost = old.some((member) => !now.includes(member));
  const gained = now.some((member) => !old.includes(member));
  if (lost && gained) return 'differently';
  return lost ? 'looser' : gained ? 'stricter' : null;
}
