import type { Span } from '../location.ts';
import { compareText } from '../order.ts';

interface NodeBase {
  readonly span: Span;
  /** The tag as the document means it (`!Sub`, `tag:yaml.org,2002:binary`), or null. */
  readonly tag: string | null;
  /** The value stands elsewhere: `span` is the alias, and so are the spans of everything below. */
  readonly viaAlias: boolean;
}

export interface YamlScalar extends NodeBase {
  readonly kind: 'scalar';
  /** By YAML 1.2 core. A tagged scalar keeps its content as a string. */
  readonly value: string | number | boolean | null;
  /** The decoded content; of a plain scalar the source text (lines folded). */
  readonly text: string;
  readonly plain: boolean;
  /** Why YAML 1.1 and 1.2 consumers read it differently, or null. */
  readonly ambiguous: string | null;
}

export interface YamlEntry {
  /** The decoded key; of a key that is no string, its source text. */
  readonly key: string;
  readonly keySpan: Span;
  readonly keyAmbiguous: string | null;
  readonly keyIsString: boolean;
  readonly value: YamlNode;
}

export interface YamlMapping extends NodeBase {
  readonly kind: 'mapping';
  /** In source order; a repeated key is listed each time. */
  readonly entries: readonly YamlEntry[];
  /** First entry by key, for wide mappings only: use `get`. */
  readonly byKey: ReadonlyMap<string, YamlEntry> | null;
}

export interface YamlSequence extends NodeBase {
  readonly kind: 'sequence';
  readonly items: readonly YamlNode[];
}

export type YamlNode = YamlScalar | YamlMapping | YamlSequence;

/** The first entry with this key. Never a plain-object lookup: `__proto__` is a key like any other. */
export function getEntry(mapping: YamlMapping, key: string): YamlEntry | undefined {
  if (mapping.byKey !== null) return mapping.byKey.get(key);
  return mapping.entries.find((entry) => entry.key === key);
}

/** The value of the first entry with this key. */
export function get(mapping: YamlMapping, key: string): YamlNode | undefined {
  return getEntry(mapping, key)?.value;
}

const NARROW = 16;

/** The lookup table of a mapping with these entries: none while a scan is as fast. */
export function tableOf(entries: readonly YamlEntry[]): ReadonlyMap<string, YamlEntry> | null {
  if (entries.length <= NARROW) return null;
  const table = new Map<string, YamlEntry>();
  for (const entry of entries) if (!table.has(entry.key)) table.set(entry.key, entry);
  return table;
}

/**
 * A text that two nodes share exactly when every consumer reads the same value from both: keys in
 * code-unit order, style and position left out. A plain `yes` and a quoted one differ, since YAML
 * 1.1 reads the first as a boolean.
 */
export function canonicalNode(node: YamlNode): string {
  const tag = node.tag === null ? '' : `!${JSON.stringify(node.tag)} `;
  switch (node.kind) {
    case 'scalar':
      return tag + canonicalScalar(node);
    case 'sequence':
      return `${tag}[${node.items.map(canonicalNode).join(',')}]`;
    case 'mapping':
      return `${tag}{${canonicalEntries(node.entries).join(',')}}`;
    default:
      return node satisfies never;
  }
}

function canonicalScalar(node: YamlScalar): string {
  if (node.ambiguous !== null) return `~${JSON.stringify(node.text)}`;
  if (typeof node.value === 'string') return JSON.stringify(node.value);
  // Two ids beyond 2^53 may be one double: only their text tells them apart.
  if (typeof node.value === 'number' && !isExact(node.value))
    return `#${JSON.stringify(node.text)}`;
  return String(node.value);
}

/** Whether a double surely stands for one number of the source. */
export function isExact(value: number): boolean {
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

function canonicalEntries(entries: readonly YamlEntry[]): readonly string[] {
  return entries
    .map((entry) => ({ key: canonicalKey(entry), value: entry.value }))
    .sort((a, b) => compareText(a.key, b.key))
    .map(({ key, value }) => `${key}:${canonicalNode(value)}`);
}

function canonicalKey(entry: YamlEntry): string {
  const mark = entry.keyIsString ? '' : '!';
  return `${mark}${entry.keyAmbiguous === null ? '' : '~'}${JSON.stringify(entry.key)}`;
}
