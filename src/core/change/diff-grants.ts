import { grantId, type EffectiveGrant } from '../inventory/effective-grants.ts';
import { grantCovers, hasWildcard } from './grant-order.ts';

export interface GrantSides {
  readonly base: readonly EffectiveGrant[];
  readonly head: readonly EffectiveGrant[];
}

/** One grant that one side has and the other has not. */
export interface GrantDifference {
  readonly kind: 'added' | 'widened' | 'narrowed' | 'removed';
  readonly grant: EffectiveGrant;
  /** The narrower or wider grants of the other side, for a widening or narrowing. */
  readonly instead: readonly EffectiveGrant[];
}

/** Grants of one holder that only changed their directory. */
export interface GrantMove {
  readonly from: EffectiveGrant;
  readonly to: EffectiveGrant;
}

export interface GrantDiff {
  readonly differences: readonly GrantDifference[];
  readonly moves: readonly GrantMove[];
}

/**
 * Compares what holders really have, not lines: order, files, names of bindings and spelling do not
 * show. A copy of a grant into another directory is an addition there, since directories usually
 * stand for clusters or tenants; a grant that left one directory for another is a move.
 */
export function diffGrants(
  base: readonly EffectiveGrant[],
  head: readonly EffectiveGrant[],
): GrantDiff {
  const added: EffectiveGrant[] = [];
  const removed: EffectiveGrant[] = [];
  const moves: GrantMove[] = [];
  const before = bySite(base);
  const after = bySite(head);
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const old = before.get(id) ?? NO_SITES;
    const now = after.get(id) ?? NO_SITES;
    const appeared = [...now].filter(([site]) => !old.has(site)).map(([, grant]) => grant);
    const gone = [...old].filter(([site]) => !now.has(site)).map(([, grant]) => grant);
    while (appeared.length > 0 && gone.length > 0) {
      const from = gone.pop();
      const to = appeared.pop();
      if (from !== undefined && to !== undefined) moves.push({ from, to });
    }
    added.push(...appeared);
    removed.push(...gone);
  }
  return { differences: classify(added, removed, base, head), moves };
}

const NO_SITES: ReadonlyMap<string, EffectiveGrant> = new Map();

function bySite(
  grants: readonly EffectiveGrant[],
): ReadonlyMap<string, ReadonlyMap<string, EffectiveGrant>> {
  const index = new Map<string, Map<string, EffectiveGrant>>();
  for (const grant of grants) {
    const id = grantId(grant);
    const sites = index.get(id);
    if (sites === undefined) index.set(id, new Map([[grant.site, grant]]));
    else {
      // Two roles can give the same permission; which one is shown must not depend on the order.
      const known = sites.get(grant.site);
      if (known === undefined || grant.via < known.via) sites.set(grant.site, grant);
    }
  }
  return index;
}

function classify(
  added: readonly EffectiveGrant[],
  removed: readonly EffectiveGrant[],
  base: readonly EffectiveGrant[],
  head: readonly EffectiveGrant[],
): readonly GrantDifference[] {
  const differences: GrantDifference[] = [];
  const baseWide = wideGrants(base, added);
  const headWide = wideGrants(head, removed);
  const removedWide = groupByPlace(removed);
  const addedWide = groupByPlace(added);
  for (const grant of added) {
    if (isCovered(grant, baseWide)) continue;
    const instead = (removedWide.get(place(grant)) ?? []).filter((old) => grantCovers(grant, old));
    differences.push({ kind: instead.length > 0 ? 'widened' : 'added', grant, instead });
  }
  for (const grant of removed) {
    if (isCovered(grant, headWide)) continue;
    const left = (addedWide.get(place(grant)) ?? []).filter((now) => grantCovers(grant, now));
    differences.push({ kind: left.length > 0 ? 'narrowed' : 'removed', grant, instead: left });
  }
  return differences;
}

/** Grants are compared within one holder, directory and environment. */
function place(grant: EffectiveGrant): string {
  return [grant.holder.id, grant.site, grant.environment ?? ''].join('\u0001');
}

function groupByPlace(
  grants: readonly EffectiveGrant[],
): ReadonlyMap<string, readonly EffectiveGrant[]> {
  const groups = new Map<string, EffectiveGrant[]>();
  for (const grant of grants) {
    const group = groups.get(place(grant));
    if (group === undefined) groups.set(place(grant), [grant]);
    else group.push(grant);
  }
  return groups;
}

/** The grants of the places in question, indexed by what they can cover. */
interface Coverage {
  /** Grants with a wildcard: each may cover many. */
  readonly wild: EffectiveGrant[];
  /** The others by group, resource and action: they cover only by scope, name or expiry. */
  readonly exact: Map<string, EffectiveGrant[]>;
}

function wideGrants(
  grants: readonly EffectiveGrant[],
  wanted: readonly EffectiveGrant[],
): ReadonlyMap<string, Coverage> {
  const places = new Map<string, Coverage>();
  for (const grant of wanted) places.set(place(grant), { wild: [], exact: new Map() });
  for (const grant of grants) {
    const coverage = places.get(place(grant));
    if (coverage === undefined) continue;
    if (hasWildcard(grant)) {
      coverage.wild.push(grant);
      continue;
    }
    const list = coverage.exact.get(target(grant));
    if (list === undefined) coverage.exact.set(target(grant), [grant]);
    else list.push(grant);
  }
  return places;
}

function target(grant: EffectiveGrant): string {
  const { group, resource, action } = grant.permission;
  return [group, resource, action].join('\u0001');
}

function isCovered(grant: EffectiveGrant, wide: ReadonlyMap<string, Coverage>): boolean {
  const coverage = wide.get(place(grant));
  if (coverage === undefined) return false;
  const candidates = [...coverage.wild, ...(coverage.exact.get(target(grant)) ?? [])];
  return candidates.some((other) => grantCovers(other, grant));
}
