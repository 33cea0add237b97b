import { builtInRole } from '../formats/kubernetes/builtin-roles.ts';
import { roleId, scopeId, type BindingFact } from '../inventory/fact.ts';
import type { Inventory } from '../inventory/inventory.ts';

/**
 * A commit may bind a role that only a later one declares. Where what lands has the same bindings
 * of it, the role is what lands: then the commit is a step towards that and nothing of its own. A
 * role that somebody else would be bound to, or under another scope, stays unresolved.
 */
export function withAwaitedRoles(held: Inventory, landing: Inventory): Inventory {
  const declared = new Set<string>();
  for (const { fact } of held.facts) if (fact.fact === 'role') declared.add(roleId(fact.role));
  const wanted = new Map<string, string[]>();
  for (const { fact } of held.facts) {
    if (fact.fact !== 'binding' || isKnown(fact, declared)) continue;
    const id = roleId(fact.role);
    wanted.set(id, [...(wanted.get(id) ?? []), ...bound(fact)]);
  }
  if (wanted.size === 0) return held;
  const landed = new Set<string>();
  for (const { fact } of landing.facts)
    if (fact.fact === 'binding') for (const key of bound(fact)) landed.add(key);
  const roles = landing.facts.filter(
    ({ fact }) =>
      fact.fact === 'role' &&
      (wanted.get(roleId(fact.role))?.every((key) => landed.has(key)) ?? false),
  );
  return { ...held, facts: [...held.facts, ...roles] };
}

function isKnown(binding: BindingFact, declared: ReadonlySet<string>): boolean {
  const { role } = binding;
  // What lands must not give a built-in role another meaning here.
  const builtIn = role.namespace === null && builtInRole(role.name) !== null;
  return builtIn || declared.has(roleId(role));
}

/** Who is bound to what, and where. */
function bound(binding: BindingFact): readonly string[] {
  return binding.subjects.map(({ holder }) =>
    [roleId(binding.role), holder.id, scopeId(binding.scope)].join('\u0001'),
  );
}
