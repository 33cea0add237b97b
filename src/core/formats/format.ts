import type { Diagnostic } from '../diagnostic.ts';
import type { Fact } from '../inventory/fact.ts';
import type { DeclaredObject } from '../manifest/object.ts';

/** What one object says, and what is wrong with it. An `error` makes the object unassessable. */
export interface Extraction {
  readonly facts: readonly Fact[];
  readonly diagnostics: readonly Diagnostic[];
}

/** One family of manifests. It recognises objects and extracts facts with positions; nothing else. */
export interface Format {
  readonly id: string;
  /** `strict`: our own kinds, where every doubtful spelling is refused. */
  readonly profile: 'strict' | 'consumer';
  /** By API group and kind, never by kind alone: `Role` exists in at least three groups. */
  readonly recognises: (group: string, kind: string) => boolean;
  readonly extract: (object: DeclaredObject) => Extraction;
}
