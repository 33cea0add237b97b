import type { ControlPlaneFile } from '../control-plane.ts';
import { effectiveGrants } from '../inventory/effective-grants.ts';
import { inferEnvironment, worstEnvironment, type Environment } from '../inventory/environment.ts';
import type { Holder } from '../inventory/fact.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { findTouched, holderEnvironments, type Touched } from '../inventory/touched.ts';
import type { Unassessable } from '../manifest/object.ts';
import { compareText, sortedBy } from '../order.ts';
import type {
  Change,
  ControlPlaneChange,
  Difference,
  UnassessableChange,
  WeighedPermission,
} from './change.ts';
import { contextChanges } from './context-changes.ts';
import { credentialChanges, trustChanges } from './credential-changes.ts';
import { describeChange } from './describe.ts';
import { grantChanges, weighHeld } from './grant-changes.ts';
import { identityChanges, movedGrants } from './identity-changes.ts';
import { indexSubjects, type SubjectIndex } from './subjects.ts';
import { byHolder, resultingTogether, type Together } from './together.ts';

export interface Compared {
  readonly changes: readonly Change[];
  /** What each holder that gains or loses something has in the end, by holder id. */
  readonly resulting: ReadonlyMap<string, readonly WeighedPermission[]>;
  /** The same for everybody of its owner or workload together. */
  readonly together: Together;
}

/** Every semantic difference between two inventories, in an order that input order cannot change. */
export function compareInventories(
  base: Inventory,
  head: Inventory,
  more: {
    readonly controlPlane: readonly ControlPlaneFile[];
    readonly changedPaths: ReadonlySet<string>;
    /** The environment that a file declares on either side, also where one side is unreadable. */
    readonly declared: ReadonlyMap<string, Environment>;
  },
): Compared {
  const subjects = indexSubjects(base, head);
  const touched = findTouched([base, head], more.changedPaths);
  const grants = { base: effectiveGrants(base, touched), head: effectiveGrants(head, touched) };
  const places = holderEnvironments([base, head], more.changedPaths);
  const granted = grantChanges(grants, subjects, places);
  const identities = identityChanges(base, head, subjects);
  const differences: Difference[] = [
    ...identities,
    ...movedGrants(granted.moves, subjects, identities),
    ...granted.changes,
    ...trustChanges(base, head, subjects),
    ...credentialChanges(base, head, subjects),
    ...contextChanges(base, head, subjects),
    ...more.controlPlane.map((file) => controlPlaneChange(file, subjects)),
    ...unassessableChanges(base.unassessable, head.unassessable, {
      subjects,
      declared: more.declared,
    }),
  ];
  const changes = withIds(differences);
  return {
    changes,
    resulting: resultingState(changes, head, touched),
    together: resultingTogether(base, head, changes),
  };
}

function withIds(differences: readonly Difference[]): readonly Change[] {
  const unnumbered = differences.map((difference): Change => ({ ...difference, id: '' }));
  return [...unnumbered]
    .sort(
      (a, b) =>
        compareText(a.subject.holder.id, b.subject.holder.id) ||
        compareText(a.kind, b.kind) ||
        compareText(describeChange(a), describeChange(b)) ||
        compareText(place(a), place(b)),
    )
    .map((change, index) => ({ ...change, id: `c${index + 1}` }));
}

function place(change: Change): string {
  const location = change.head ?? change.base;
  return location === null
    ? ''
    : `${location.path}\u0001${String(location.start.line).padStart(9, '0')}`;
}

/** The file as a subject, for changes that are about no identity that we know of. */
function fileHolder(path: string): Holder {
  return { kind: 'identity', id: `file:${path}`, name: path, namespace: '' };
}

function controlPlaneChange(
  file: ControlPlaneFile,
  subjects: SubjectIndex,
): Difference<ControlPlaneChange> {
  return {
    kind: 'control-plane-changed',
    subject: { ...subjects.of(fileHolder(file.path)), type: 'control-plane' },
    base: file.base,
    head: file.head,
    path: file.path,
    controls: file.controls,
  };
}

function unassessableChanges(
  base: readonly Unassessable[],
  head: readonly Unassessable[],
  about: {
    readonly subjects: SubjectIndex;
    readonly declared: ReadonlyMap<string, Environment>;
  },
): readonly Difference<UnassessableChange>[] {
  const before = byId(base);
  const after = byId(head);
  const changed = sortedBy(new Set([...before.keys(), ...after.keys()]), (id) => id).filter(
    (id) => before.get(id)?.content !== after.get(id)?.content,
  );
  return changed.flatMap((id) => {
    const old = before.get(id) ?? null;
    const now = after.get(id) ?? null;
    const shown = now ?? old;
    if (shown === null) return [];
    const known = [about.declared.get(shown.path), inferEnvironment([shown.path])];
    const environment = worstEnvironment(known.flatMap((one) => one ?? []));
    const stated = known.some((one) => one !== undefined && one !== null);
    return [
      {
        kind: 'unassessable',
        subject: {
          ...about.subjects.of(fileHolder(shown.path), stated ? environment : null),
          type: 'file',
        },
        base: old?.location ?? null,
        head: now?.location ?? null,
        path: shown.path,
        reason: shown.code,
        message: shown.message,
        help: shown.help ?? null,
        mentionsIdentity: (old?.mentionsIdentity ?? false) || (now?.mentionsIdentity ?? false),
        recognised: (old?.recognised ?? false) || (now?.recognised ?? false),
      },
    ];
  });
}

/** Several entries of one id (two documents of one kind and name) are compared together. */
function byId(entries: readonly Unassessable[]): ReadonlyMap<string, Unassessable> {
  const found = new Map<string, Unassessable>();
  for (const entry of entries) {
    const known = found.get(entryId(entry));
    if (known === undefined) found.set(entryId(entry), entry);
    else
      found.set(entryId(entry), {
        ...known,
        content: `${known.content}\u0001${entry.content}`,
        mentionsIdentity: known.mentionsIdentity || entry.mentionsIdentity,
        recognised: known.recognised || entry.recognised,
      });
  }
  return found;
}

function entryId(entry: Unassessable): string {
  return [entry.path, entry.extent, entry.key].join('\u0001');
}

/** All that they hold, and not only what the changed files speak of: half of it may be old. */
function resultingState(
  changes: readonly Change[],
  head: Inventory,
  touched: Touched,
): ReadonlyMap<string, readonly WeighedPermission[]> {
  const holders = new Set(
    changes.filter((change) => 'permissions' in change).map((change) => change.subject.holder.id),
  );
  if (holders.size === 0) return new Map();
  const held = byHolder(effectiveGrants(head, { roles: touched.roles, holders }));
  return new Map(
    [...held].flatMap(([id, grants]) => (holders.has(id) ? [[id, weighHeld(grants)]] : [])),
  );
}
