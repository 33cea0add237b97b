import type { Span } from '../location.ts';

/**
 * What the conversion needs to see of the library's tree, so that only `parse.ts` knows the
 * library. Children are opaque until they are viewed in turn.
 */
export type RawNode = RawAlias | RawScalar | RawMapping | RawSequence;

export interface RawAlias {
  readonly kind: 'alias';
  readonly name: string;
  readonly span: Span;
}

interface RawProperties {
  readonly span: Span;
  readonly tag: string | null;
  readonly anchor: string | null;
}

export interface RawScalar extends RawProperties {
  readonly kind: 'scalar';
  readonly text: string;
  readonly style: 'plain' | 'double-quoted' | 'other';
}

export interface RawPair {
  readonly key: unknown;
  /** Null for a key that has no value. */
  readonly value: unknown;
}

export interface RawMapping extends RawProperties {
  readonly kind: 'mapping';
  readonly flow: boolean;
  readonly pairs: readonly RawPair[];
}

export interface RawSequence extends RawProperties {
  readonly kind: 'sequence';
  readonly flow: boolean;
  readonly items: readonly unknown[];
}

/** What every node of the library has, whatever its kind. */
interface LibraryProperties {
  readonly range?: readonly number[] | null;
  readonly tag?: string;
  readonly anchor?: string;
}

/** The properties of a node of the library. */
export function propertiesOf(node: LibraryProperties): RawProperties {
  return { span: spanOf(node.range), tag: node.tag ?? null, anchor: node.anchor ?? null };
}

/** The library's range (start, end of the value, end with what follows) as a span. */
export function spanOf(range: readonly number[] | null | undefined): Span {
  const start = range?.[0] ?? 0;
  return { start, end: range?.[1] ?? start };
}
