import { builtInRole } from '../formats/kubernetes/builtin-roles.ts';
import { objectKey, type Manifest } from '../manifest/object.ts';
import { sortedUnique } from '../order.ts';
import { canonicalNode } from '../yaml/node.ts';
import { roleId, type Fact, type RoleKey } from './fact.ts';
import type { Inventory } from './inventory.ts';

/**
 * The manifests of one side without the objects that mean the same on the other: nothing has to be
 * known about what names them, since it is the same before and after.
 */
export function differingManifests(
  own: readonly Manifest[],
  other: readonly Manifest[],
): readonly Manifest[] {
  const before = new Map<string, string>();
  for (const manifest of other)
    for (const object of manifest.objects)
      before.set(`${manifest.path}\u0000${objectKey(object)}`, canonicalNode(object.root));
  return own.map((manifest) => ({
    ...manifest,
    objects: manifest.objects.filter(
      (object) =>
        before.get(`${manifest.path}\u0000${objectKey(object)}`) !== canonicalNode(object.root),
    ),
  }));
}

/**
 * Names to look for in files that nobody changed: roles that changed bindings name, bindings that
 * name changed roles, and whatever speaks of the holders. Nothing is looked for that the changed
 * files answer themselves.
 */
export function accessNames(
  differing: readonly Inventory[],
  whole: readonly Inventory[],
): readonly string[] {
  const declared = new Set<string>();
  for (const fact of factsOf(whole)) if (fact.fact === 'role') declared.add(roleId(fact.role));
  const wanted: string[] = [];
  for (const fact of factsOf(differing)) {
    if (fact.fact === 'role') wanted.push(fact.role.name);
    else if (fact.fact === 'binding') {
      if (!declared.has(roleId(fact.role)) && !isBuiltIn(fact.role)) wanted.push(fact.role.name);
      for (const { holder } of fact.subjects)
        if (holder.kind === 'identity') wanted.push(lastPart(holder.id));
    } else wanted.push(lastPart(fact.holder.id));
  }
  return searchable(wanted);
}

/** Holders that changed roles reach through bindings nobody changed, to find what describes them. */
export function holderNames(
  differing: readonly Inventory[],
  context: Inventory,
): readonly string[] {
  const roles = new Set(
    factsOf(differing).flatMap((fact) => (fact.fact === 'role' ? [roleId(fact.role)] : [])),
  );
  const wanted: string[] = [];
  for (const { fact } of context.facts)
    if (fact.fact === 'binding' && roles.has(roleId(fact.role)))
      for (const { holder } of fact.subjects)
        if (holder.kind === 'identity') wanted.push(lastPart(holder.id));
  return searchable(wanted);
}

/** Holders whose authority a difference can change: of bindings and grants, and of changed roles. */
export function concernedHolders(
  differing: readonly Inventory[],
  context: Inventory,
): readonly string[] {
  const changed = factsOf(differing);
  const roles = new Set(
    changed.flatMap((fact) => (fact.fact === 'role' ? [roleId(fact.role)] : [])),
  );
  const found = new Set<string>();
  for (const fact of changed) {
    if (fact.fact === 'grant') found.add(fact.holder.id);
    if (fact.fact === 'binding') for (const { holder } of fact.subjects) found.add(holder.id);
  }
  for (const { fact } of context.facts)
    if (fact.fact === 'binding' && roles.has(roleId(fact.role)))
      for (const { holder } of fact.subjects) found.add(holder.id);
  return [...found];
}

/** What the documents of identities say that belong to these owners or workloads, however common. */
export function groupTexts(groups: Readonly<Record<string, readonly string[]>>): readonly string[] {
  return cut(Object.values(groups).flat());
}

/**
 * What bindings say that name these holders: their names, or their namespaces where most files have
 * the name. `unsearched` are those of which both are so common.
 */
export function memberNames(members: readonly string[]): {
  readonly names: readonly string[];
  readonly unsearched: readonly string[];
} {
  const told = members.filter(isServiceAccount).map((id) => ({
    id,
    name: [lastPart(id), namespacePart(id)].find((part) => part !== '' && !TOO_COMMON.has(part)),
  }));
  return {
    names: cut(told.flatMap(({ name }) => name ?? [])),
    unsearched: told.flatMap(({ id, name }) => (name === undefined ? [id] : [])),
  };
}

/** Roles that are bound to one of these holders and that none of the inventories declares. */
export function boundRoleNames(
  inventories: readonly Inventory[],
  members: readonly string[],
): readonly string[] {
  const facts = factsOf(inventories);
  const declared = new Set(
    facts.flatMap((fact) => (fact.fact === 'role' ? roleId(fact.role) : [])),
  );
  const holders = new Set(members);
  return cut(
    facts.flatMap((fact) => {
      if (fact.fact !== 'binding' || declared.has(roleId(fact.role)) || isBuiltIn(fact.role))
        return [];
      return fact.subjects.some(({ holder }) => holders.has(holder.id)) ? [fact.role.name] : [];
    }),
  );
}

function factsOf(inventories: readonly Inventory[]): readonly Fact[] {
  return inventories.flatMap((inventory) => inventory.facts.map((sited) => sited.fact));
}

function searchable(names: readonly string[]): readonly string[] {
  return sortedUnique(
    names.filter((name) => name !== '' && name.length <= NAME_LENGTH && !TOO_COMMON.has(name)),
  );
}

/** A text that holds a long name holds its beginning. */
function cut(names: readonly string[]): readonly string[] {
  return sortedUnique(
    names.filter((name) => name !== '').map((name) => name.slice(0, NAME_LENGTH)),
  );
}

/** No object of Kubernetes has a longer name (RFC 1123 subdomain). */
const NAME_LENGTH = 253;

/** Names that occur in most files of most repositories and so would find nothing but noise. */
const TOO_COMMON = new Set(['default', 'admin', 'view', 'edit', 'cluster-admin']);

function isBuiltIn(role: RoleKey): boolean {
  return role.namespace === null && builtInRole(role.name) !== null;
}

function lastPart(id: string): string {
  return id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1);
}

/** No binding names an identity of another format. */
function isServiceAccount(id: string): boolean {
  return id.startsWith('service-account:');
}

/** Of `service-account:NAMESPACE/NAME`. */
function namespacePart(id: string): string {
  const slash = id.lastIndexOf('/');
  return slash === -1 ? '' : id.slice(id.indexOf(':') + 1, slash);
}
