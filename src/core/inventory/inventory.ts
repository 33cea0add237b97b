import type { Diagnostic } from '../diagnostic.ts';
import { formatOf } from '../formats/registry.ts';
import { holdsHidden } from '../manifest/fields.ts';
import {
  locateIn,
  objectKey,
  type DeclaredObject,
  type Manifest,
  type Unassessable,
} from '../manifest/object.ts';
import { canonicalNode } from '../yaml/node.ts';
import type { Fact } from './fact.ts';

/** A fact and the directory of the manifest that states it. */
export interface SitedFact<F extends Fact = Fact> {
  readonly fact: F;
  /** The directory: overlays of one name in two directories are two sites. */
  readonly site: string;
  readonly path: string;
  /** The key of the object that states it. */
  readonly object: string;
}

/** Everything that the manifests of one side say, as far as they were read. */
export interface Inventory {
  readonly facts: readonly SitedFact[];
  readonly unassessable: readonly Unassessable[];
  readonly diagnostics: readonly Diagnostic[];
  /** How many objects of a recognised kind were read. */
  readonly objects: number;
}

/** Extracts the facts of every recognised object; an object with an error is unassessable. */
export function takeInventory(manifests: Iterable<Manifest>): Inventory {
  const facts: SitedFact[] = [];
  const unassessable: Unassessable[] = [];
  const diagnostics: Diagnostic[] = [];
  let objects = 0;
  for (const manifest of manifests) {
    unassessable.push(...manifest.unassessable);
    diagnostics.push(...manifest.diagnostics);
    for (const object of manifest.objects) {
      const format = formatOf(object.group, object.kind);
      if (format === null) continue;
      objects += 1;
      const extraction = format.extract(object);
      const error =
        hiddenName(object) ??
        extraction.diagnostics.find((problem) => problem.severity === 'error');
      if (error !== undefined) {
        unassessable.push(unassessableObject(object, error));
        continue;
      }
      diagnostics.push(...extraction.diagnostics);
      const site = directoryOf(manifest.path);
      const key = objectKey(object);
      for (const fact of extraction.facts)
        facts.push({ fact, site, path: manifest.path, object: key });
    }
  }
  return { facts, unassessable, diagnostics, objects };
}

/**
 * Leaves out what the other side could not read. Otherwise an object that became unreadable would
 * look deleted, which is a smaller change than it may be.
 */
export function withoutUnreadable(inventory: Inventory, other: Inventory): Inventory {
  const files = new Set<string>();
  const objects = new Set<string>();
  for (const entry of other.unassessable)
    if (entry.extent === 'file') files.add(entry.path);
    else objects.add(`${entry.path}\u0001${entry.key}`);
  if (files.size === 0 && objects.size === 0) return inventory;
  return {
    ...inventory,
    facts: inventory.facts.filter(
      ({ path, object }) => !files.has(path) && !objects.has(`${path}\u0001${object}`),
    ),
  };
}

export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

/** A name that looks like another object's is a name for nobody. */
function hiddenName(object: DeclaredObject): Diagnostic | undefined {
  if (!holdsHidden(`${object.namespace}${object.name}`)) return undefined;
  return {
    code: 'forbidden-character',
    severity: 'error',
    message: 'the name or namespace holds a character that does not show',
    help: 'write it without the escape',
    location: locateIn(object, object.anchor),
  };
}

function unassessableObject(object: DeclaredObject, error: Diagnostic): Unassessable {
  return {
    path: object.path,
    side: object.side,
    code: error.code,
    message: error.message,
    ...(error.help === undefined ? {} : { help: error.help }),
    location: error.location ?? null,
    extent: 'object',
    mentionsIdentity: true,
    recognised: true,
    key: objectKey(object),
    content: canonicalNode(object.root),
  };
}
