import type { Glob } from './codeowners-glob.ts';

/**
 * The glob edges of one node, found by the literal end or beginning of the glob: thousands of
 * `*.ext` lines then cost a few look-ups for each name instead of thousands of comparisons.
 */
export interface GlobSet<T> {
  readonly byKey: Map<string, GlobEdge<T>>;
  readonly bySuffix: Affixes<T>;
  readonly byPrefix: Affixes<T>;
  readonly others: GlobEdge<T>[];
}

/** A glob and where it leads. */
interface GlobEdge<T> {
  readonly glob: Glob;
  readonly node: T;
}

/** Length of the affix → the affix → its edges. */
type Affixes<T> = Map<number, Map<string, GlobEdge<T>[]>>;

export function emptyGlobSet<T>(): GlobSet<T> {
  return { byKey: new Map(), bySuffix: new Map(), byPrefix: new Map(), others: [] };
}

/** Adds an edge; the caller has asked `byKey` first. */
export function addGlob<T>(set: GlobSet<T>, edge: GlobEdge<T>): void {
  const { key, prefix, suffix } = edge.glob;
  set.byKey.set(key, edge);
  if (suffix !== '') edgesOf(set.bySuffix, suffix).push(edge);
  else if (prefix !== '') edgesOf(set.byPrefix, prefix).push(edge);
  else set.others.push(edge);
}

/** Every list of edges, to be put in order once all are known. */
export function edgeLists<T>(set: GlobSet<T>): readonly GlobEdge<T>[][] {
  const affixes = [...set.bySuffix.values(), ...set.byPrefix.values()];
  return [set.others, ...affixes.flatMap((lists) => [...lists.values()])];
}

/** The lists that may hold a match for the name; each edge still has to be tried. */
export function candidates<T>(set: GlobSet<T>, name: string): readonly (readonly GlobEdge<T>[])[] {
  const found: GlobEdge<T>[][] = [];
  if (set.others.length > 0) found.push(set.others);
  for (const [length, lists] of set.bySuffix) {
    const edges = length > name.length ? undefined : lists.get(name.slice(name.length - length));
    if (edges !== undefined) found.push(edges);
  }
  for (const [length, lists] of set.byPrefix) {
    const edges = length > name.length ? undefined : lists.get(name.slice(0, length));
    if (edges !== undefined) found.push(edges);
  }
  return found;
}

function edgesOf<T>(affixes: Affixes<T>, affix: string): GlobEdge<T>[] {
  const lists = affixes.get(affix.length) ?? new Map<string, GlobEdge<T>[]>();
  affixes.set(affix.length, lists);
  const edges = lists.get(affix) ?? [];
  lists.set(affix, edges);
  return edges;
}
