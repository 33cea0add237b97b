import type { Diagnostic, DiagnosticCode } from '../diagnostic.ts';
import { locate, type LineIndex, type Location, type Side, type Span } from '../location.ts';
import type { YamlMapping } from '../yaml/node.ts';

/** The bytes of one file of one side. */
export interface ManifestSource {
  readonly path: string;
  readonly side: Side;
  readonly bytes: Uint8Array;
}

/** One object of a manifest, recognised by API group and kind, with the tree it was read from. */
export interface DeclaredObject {
  readonly path: string;
  readonly side: Side;
  readonly lines: LineIndex;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Empty where the manifest leaves it to whoever applies it. */
  readonly namespace: string;
  readonly name: string;
  readonly root: YamlMapping;
  /** Where the object starts: its name, else its kind. */
  readonly anchor: Span;
}

/** What could not be assessed, and so needs a person. Never silence. */
export interface Unassessable {
  readonly path: string;
  readonly side: Side;
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help?: string;
  readonly location: Location | null;
  /** `file`: nothing of the file was used. `object`: the rest of the file was. */
  readonly extent: 'file' | 'object';
  /** Whether what we can see of it speaks of an identity, its credentials or its grants. */
  readonly mentionsIdentity: boolean;
  /** It is, or holds, an object of a kind that is read: a consumer may well apply it. */
  readonly recognised: boolean;
  /** The object's group, kind, namespace and name, to pair the two sides; the path for a file. */
  readonly key: string;
  /** Equal on both sides means that nothing changed. */
  readonly content: string;
}

/** Everything one file says. */
export interface Manifest {
  readonly path: string;
  readonly side: Side;
  readonly objects: readonly DeclaredObject[];
  readonly unassessable: readonly Unassessable[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The key that the API server would use: group, kind, namespace and name; versions are free. */
export function objectKey(object: {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}): string {
  return [object.group, object.kind, object.namespace, object.name].join('\u0000');
}

export function locateIn(object: DeclaredObject, span: Span): Location {
  return locate(object.path, object.side, object.lines, span);
}
