import { copyAt, weigh } from './anchors.ts';
import type { Anchor } from './anchors.ts';
import { checkKey, newSeenKeys } from './keys.ts';
import { limits, tooDeep, tooManyNodes } from './limits.ts';
import { tableOf } from './node.ts';
import type { YamlEntry, YamlMapping, YamlNode, YamlSequence } from './node.ts';
import { addProblem, quoted } from './problem.ts';
import type { ProblemList, YamlProblem } from './problem.ts';
import type { RawAlias, RawMapping, RawNode, RawPair, RawScalar, RawSequence } from './raw.ts';
import { emptyValue, makeScalar } from './make-scalar.ts';

/** The state of one document's conversion. */
export interface Conversion {
  readonly text: string;
  readonly view: (node: unknown) => RawNode;
  readonly problems: ProblemList;
  /** Problems that spoil the whole file, such as an alias without an anchor. */
  readonly fatal: YamlProblem[];
  readonly anchors: Map<string, Anchor>;
  /** Keys and values so far, in the whole file. */
  nodes: number;
  weight: number;
  aliasWeight: number;
  deepest: number;
}

/**
 * The library's tree as ours, aliases resolved. Null when a limit, a cycle or an unknown alias
 * stops it: half a document is never returned. Recursion is bounded by `limits.depth`.
 */
export function convertNode(state: Conversion, raw: unknown, depth: number): YamlNode | null {
  const node = state.view(raw);
  if (node.kind === 'alias') return convertAlias(state, node, depth);
  state.nodes += 1;
  if (state.nodes > limits.nodes) return stop(state, { ...tooManyNodes(), span: node.span });
  if (node.kind === 'scalar') state.weight += weigh(node.text);
  else state.weight += limits.nodeWeight;
  if (node.anchor === null) return convertContent(state, node, depth);
  return convertAnchored(state, node, depth);
}

function convertContent(
  state: Conversion,
  node: RawScalar | RawMapping | RawSequence,
  depth: number,
): YamlNode | null {
  if (node.kind === 'scalar') return makeScalar(state.problems, node);
  if (depth >= limits.depth) return stop(state, { ...tooDeep(), span: node.span });
  state.deepest = Math.max(state.deepest, depth + 1);
  return node.kind === 'mapping'
    ? convertMapping(state, node, depth + 1)
    : convertSequence(state, node, depth + 1);
}

function convertAnchored(
  state: Conversion,
  node: RawScalar | RawMapping | RawSequence,
  depth: number,
): YamlNode | null {
  const anchor: Anchor = { node: null, cost: { nodes: 0, weight: 0 }, height: 0 };
  // Set before the content is read: an alias means the definition that started last before it.
  state.anchors.set(node.anchor ?? '', anchor);
  const before = { nodes: state.nodes - 1, weight: state.weight, deepest: state.deepest };
  state.deepest = depth;
  const converted = convertContent(state, node, depth);
  anchor.node = converted;
  anchor.height = state.deepest - depth;
  anchor.cost = {
    nodes: state.nodes - before.nodes,
    weight:
      state.weight -
      before.weight +
      (node.kind === 'scalar' ? weigh(node.text) : limits.nodeWeight),
  };
  state.deepest = Math.max(state.deepest, before.deepest);
  return converted;
}

function convertAlias(state: Conversion, alias: RawAlias, depth: number): YamlNode | null {
  const { span } = alias;
  const anchor = state.anchors.get(alias.name);
  if (anchor === undefined) {
    const message = `the alias ${quoted(`*${alias.name}`)} has no anchor before it in this document`;
    state.fatal.push({ code: 'yaml-syntax', message, help: 'write the value out', span });
    return null;
  }
  if (anchor.node === null)
    return stop(state, {
      code: 'alias-cycle',
      message: `the alias ${quoted(`*${alias.name}`)} stands inside its own anchor`,
      help: 'write the value out',
      span,
    });
  if (depth + anchor.height > limits.depth) return stop(state, { ...tooDeep(), span });
  state.aliasWeight += anchor.cost.weight;
  if (state.aliasWeight > limits.aliasWeight)
    return stop(state, {
      code: 'alias-expansion',
      message: 'the aliases of this document stand for too much data',
      help: 'write the values out',
      span,
    });
  state.nodes += anchor.cost.nodes;
  if (state.nodes > limits.nodes) return stop(state, { ...tooManyNodes(), span });
  state.weight += anchor.cost.weight;
  state.deepest = Math.max(state.deepest, depth + anchor.height);
  return copyAt(anchor.node, span);
}

function convertSequence(state: Conversion, node: RawSequence, depth: number): YamlSequence | null {
  const items: YamlNode[] = [];
  for (const raw of node.items) {
    const item = convertNode(state, raw, depth);
    if (item === null) return null;
    items.push(item);
  }
  const span = node.flow
    ? node.span
    : { start: node.span.start, end: items.at(-1)?.span.end ?? node.span.end };
  return { kind: 'sequence', span, tag: node.tag, viaAlias: false, items };
}

function convertMapping(state: Conversion, node: RawMapping, depth: number): YamlMapping | null {
  const entries: YamlEntry[] = [];
  const seen = newSeenKeys();
  for (const pair of node.pairs) {
    const entry = convertPair(state, pair, depth);
    if (entry === null) return null;
    checkKey(state.problems, seen, entry);
    entries.push(entry);
  }
  const span = node.flow
    ? node.span
    : { start: node.span.start, end: entries.at(-1)?.value.span.end ?? node.span.end };
  const byKey = tableOf(entries);
  return { kind: 'mapping', span, tag: node.tag, viaAlias: false, entries, byKey };
}

function convertPair(state: Conversion, pair: RawPair, depth: number): YamlEntry | null {
  const key = convertNode(state, pair.key, depth);
  if (key === null) return null;
  const keyIsString = key.kind === 'scalar' && typeof key.value === 'string';
  const keySpan = key.span;
  const value =
    pair.value === null ? emptyValue(keySpan.end) : convertNode(state, pair.value, depth);
  if (value === null) return null;
  return {
    key: key.kind === 'scalar' ? key.text : state.text.slice(keySpan.start, keySpan.end),
    keySpan,
    keyAmbiguous: key.kind === 'scalar' ? key.ambiguous : null,
    keyIsString,
    value,
  };
}

/** Records why this document cannot be used. */
function stop(state: Conversion, problem: YamlProblem): null {
  addProblem(state.problems, problem);
  return null;
}
