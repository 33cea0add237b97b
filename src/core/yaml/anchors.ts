import type { Span } from '../location.ts';
import { limits } from './limits.ts';
import { tableOf } from './node.ts';
import type { YamlNode } from './node.ts';

/** One anchor definition; `node` is null while the node it names is still being read. */
export interface Anchor {
  node: YamlNode | null;
  /** What one alias to it adds. */
  cost: Cost;
  /** Levels of mappings and sequences in it. */
  height: number;
}

export interface Cost {
  readonly nodes: number;
  readonly weight: number;
}

/** A copy of the anchored node in which everything stands at the alias. */
export function copyAt(node: YamlNode, span: Span): YamlNode {
  switch (node.kind) {
    case 'scalar':
      return { ...node, span, viaAlias: true };
    case 'sequence':
      return { ...node, span, viaAlias: true, items: node.items.map((item) => copyAt(item, span)) };
    case 'mapping': {
      const entries = node.entries.map((entry) => ({
        ...entry,
        keySpan: span,
        value: copyAt(entry.value, span),
      }));
      return { ...node, span, viaAlias: true, entries, byKey: tableOf(entries) };
    }
    default:
      return node satisfies never;
  }
}

/** What a text costs against the alias budget. */
export function weigh(text: string): number {
  return limits.nodeWeight + text.length;
}
