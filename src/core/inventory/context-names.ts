import { builtInRole } from '../formats/kubernetes/builtin-roles.ts';
import { sortedUnique } from '../order.ts';
import { roleId } from './fact.ts';
import type { Inventory } from './inventory.ts';

/**
 * Names to look for in files that nobody changed: roles that changed bindings name, bindings that
 * name changed roles, and documents that describe the holders. Nothing is looked for that the
 * changed files answer themselves.
 */
export function contextNames(sides: readonly Inventory[]): readonly string[] {
  const declared = new Set<string>();
  const wanted: string[] = [];
  for (const { facts } of sides)
    for (const { fact } of facts) if (fact.fact === 'role') declared.add(roleId(fact.role));
  for (const { facts } of sides)
    for (const { fact } of facts) {
      if (fact.fact === 'role') wanted.push(fact.role.name);
      if (fact.fact === 'identity') wanted.push(lastPart(fact.holder.id));
      if (fact.fact === 'credential') wanted.push(lastPart(fact.holder.id));
      if (fact.fact !== 'binding') continue;
      if (!declared.has(roleId(fact.role)) && !isBuiltIn(fact.role)) wanted.push(fact.role.name);
      for (const { holder } of fact.subjects)
        if (holder.kind === 'identity') wanted.push(lastPart(holder.id));
    }
  return sortedUnique(wanted.filter((name) => name !== '' && !TOO_COMMON.has(name)));
}

/** Names that occur in most files of most repositories and so would find nothing but noise. */
const TOO_COMMON = new Set(['default', 'admin', 'view', 'edit', 'cluster-admin']);

function isBuiltIn(role: { readonly namespace: string | null; readonly name: string }): boolean {
  return role.namespace === null && builtInRole(role.name) !== null;
}

function lastPart(id: string): string {
  return id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1);
}
