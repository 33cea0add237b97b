import { readTree, type Store } from './store.ts';
import type { TreeReader } from './tree-walk.ts';

/** Entries of trees that are kept. Beyond it all are let go: a range may have many large trees. */
const KEPT_ENTRIES = 200_000;

/** Reads trees that are asked for again and again, as the commits of one branch share most of them. */
export function keepTrees(store: Store): TreeReader {
  const trees = new Map<string, ReturnType<TreeReader>>();
  let kept = 0;
  return (oid) => {
    const known = trees.get(oid);
    if (known !== undefined) return known;
    const reading = readTree(store, oid).then((entries) => {
      kept += entries.length;
      if (kept > KEPT_ENTRIES) {
        trees.clear();
        kept = 0;
      }
      return entries;
    });
    trees.set(oid, reading);
    return reading;
  };
}
