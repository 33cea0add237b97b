import { globMatches, type Segment } from './codeowners-glob.ts';
import {
  addGlob,
  candidates,
  edgeLists,
  emptyGlobSet,
  type GlobSet,
} from './codeowners-globset.ts';
import type { PathPattern } from './codeowners-model.ts';

/** No rule: smaller than every index. */
const none = -1;

/** Every pattern of a file in one tree over path segments, and where the last walk left off. */
export interface Trie {
  readonly root: Node;
  /** INVARIANT: `levels[n]` holds the states after the first n directories of `walked`. */
  readonly levels: Level[];
  walked: string;
}

/** Terminals hold the largest index of a rule that ends here. Only `mark` changes on a walk. */
interface Node {
  literals: Map<string, Node> | null;
  any: Node | null;
  globs: GlobSet<Node> | null;
  /** A `**` entered without consuming anything; it stays alive over any number of segments. */
  deep: Node | null;
  readonly isDeep: boolean;
  exact: number;
  selfOrBelow: number;
  below: number;
  /** The largest index in this node and under it: what cannot beat the best is not walked. */
  reach: number;
  mark: Level | null;
}

interface Level {
  /** Offset after the directory's slash. */
  end: number;
  /** The largest index that every path below this directory matches. */
  best: number;
  readonly nodes: Node[];
}

/** Builds the tree; the index of a pattern list is the index of its rule. */
export function buildTrie(rules: readonly (readonly PathPattern[])[]): Trie {
  const root = emptyNode('plain');
  const sortLater: GlobSet<Node>[] = [];
  for (const [index, patterns] of rules.entries()) {
    for (const pattern of patterns) {
      let node = root;
      node.reach = index;
      for (const segment of pattern.segments) {
        node = childOf(node, segment, sortLater);
        node.reach = index;
      }
      node[pattern.tail] = index;
    }
  }
  // Largest reach first, so that a walk stops at the first edge that cannot win.
  for (const edges of sortLater.flatMap(edgeLists)) {
    edges.sort((a, b) => b.node.reach - a.node.reach);
  }
  return { root, levels: [], walked: '' };
}

function emptyNode(kind: 'plain' | 'deep'): Node {
  return {
    literals: null,
    any: null,
    globs: null,
    deep: null,
    isDeep: kind === 'deep',
    exact: none,
    selfOrBelow: none,
    below: none,
    reach: none,
    mark: null,
  };
}

function childOf(node: Node, segment: Segment, sortLater: GlobSet<Node>[]): Node {
  switch (segment.kind) {
    case 'literal': {
      node.literals ??= new Map();
      const known = node.literals.get(segment.text);
      if (known !== undefined) return known;
      const made = emptyNode('plain');
      node.literals.set(segment.text, made);
      return made;
    }
    case 'any':
      return (node.any ??= emptyNode('plain'));
    case 'deep':
      return (node.deep ??= emptyNode('deep'));
    case 'glob': {
      if (node.globs === null) {
        node.globs = emptyGlobSet();
        sortLater.push(node.globs);
      }
      const known = node.globs.byKey.get(segment.glob.key);
      if (known !== undefined) return known.node;
      const made = { glob: segment.glob, node: emptyNode('plain') };
      addGlob(node.globs, made);
      return made.node;
    }
    default:
      return segment satisfies never;
  }
}

/**
 * The largest index of a rule that matches the path, or `none`. Paths from git come sorted: the
 * directories that a path shares with the one before are not walked again. Iterative throughout:
 * neither a deep path nor a deep pattern can overflow the stack.
 */
export function lastMatch(trie: Trie, path: string): number {
  let level = resume(trie, path);
  for (;;) {
    if (level.nodes.length === 0) return level.best;
    const slash = path.indexOf('/', level.end);
    if (slash === -1) return finish(level, path.slice(level.end));
    level = enter(level, path.slice(level.end, slash));
    trie.levels.push(level);
  }
}

/** Drops the levels that the path does not share. */
function resume(trie: Trie, path: string): Level {
  const { levels, walked } = trie;
  let level = levels[0];
  if (level === undefined) {
    level = { end: 0, best: trie.root.below, nodes: [] };
    admit(level, trie.root);
    levels.push(level);
  }
  let kept = 1;
  for (let at = 0; kept < levels.length; kept += 1) {
    const next = levels[kept];
    if (next === undefined) break;
    while (at < next.end && path.charCodeAt(at) === walked.charCodeAt(at)) at += 1;
    if (at < next.end) break;
    level = next;
  }
  levels.length = kept;
  trie.walked = path;
  return level;
}

/** The states after one more directory. Something always follows it, so `below` counts. */
function enter(from: Level, name: string): Level {
  const next: Level = { end: from.end + name.length + 1, best: from.best, nodes: [] };
  for (const node of from.nodes) {
    if (node.reach <= next.best) continue;
    if (node.isDeep) admit(next, node);
    const literal = node.literals?.get(name);
    if (literal !== undefined) admit(next, literal);
    if (node.any !== null) admit(next, node.any);
    if (node.globs === null) continue;
    for (const edges of candidates(node.globs, name)) {
      for (const edge of edges) {
        if (edge.node.reach <= next.best) break;
        if (globMatches(edge.glob, name)) admit(next, edge.node);
      }
    }
  }
  const alive = next.nodes.filter((node) => node.reach > next.best);
  return { ...next, nodes: alive };
}

/** A node has one parent, so only a `**` can come twice: from itself and from its parent. */
function admit(level: Level, node: Node): void {
  level.best = Math.max(level.best, node.selfOrBelow, node.below);
  if (node.reach <= level.best || node.mark === level) return;
  node.mark = level;
  level.nodes.push(node);
  if (node.deep !== null) admit(level, node.deep);
}

/** The answer for the last segment, which is a file: `below` does not count. */
function finish(level: Level, name: string): number {
  let best = level.best;
  for (const node of level.nodes) {
    if (node.reach <= best) continue;
    const literal = node.literals?.get(name);
    if (literal !== undefined) best = Math.max(best, literal.exact, literal.selfOrBelow);
    if (node.any !== null) best = Math.max(best, node.any.exact, node.any.selfOrBelow);
    if (node.globs === null) continue;
    for (const edges of candidates(node.globs, name)) {
      for (const { glob, node: child } of edges) {
        if (child.reach <= best) break;
        if (globMatches(glob, name)) best = Math.max(best, child.exact, child.selfOrBelow);
      }
    }
  }
  return best;
}
