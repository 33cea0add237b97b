import { inferEnvironment, worstEnvironment, type Environment } from '../inventory/environment.ts';
import type { ContextFact, Dependent, Holder, IdentityFact } from '../inventory/fact.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Subject } from './change.ts';

/** Answers what both sides declare about a holder. */
export interface SubjectIndex {
  readonly of: (holder: Holder, inferred?: Environment | null) => Subject;
}

interface Declared {
  readonly contexts: ContextFact[];
  readonly identities: { readonly fact: IdentityFact; readonly path: string }[];
}

/**
 * The worst of base and head counts: an identity that is relabelled from production to development
 * in the change that widens it is still judged as a production identity.
 */
export function indexSubjects(base: Inventory, head: Inventory): SubjectIndex {
  const declared = new Map<string, Declared>();
  const at = (id: string): Declared => {
    const known = declared.get(id);
    if (known !== undefined) return known;
    const fresh: Declared = { contexts: [], identities: [] };
    declared.set(id, fresh);
    return fresh;
  };
  for (const { fact, path } of [...base.facts, ...head.facts]) {
    if (fact.fact === 'identity') at(fact.holder.id).identities.push({ fact, path });
    if (fact.fact !== 'context') continue;
    for (const id of [fact.holder.id, ...fact.describes]) at(id).contexts.push(fact);
  }
  return {
    of: (holder, inferred = null) => describe(holder, inferred, declared.get(holder.id)),
  };
}

function describe(
  holder: Holder,
  inferred: Environment | null,
  declared: Declared | undefined,
): Subject {
  const contexts = declared?.contexts ?? [];
  const identities = declared?.identities ?? [];
  const stated = contexts.flatMap((context) =>
    context.environment === null ? [] : [context.environment.value],
  );
  const guessed = [
    inferred,
    inferEnvironment([holder.namespace, holder.name]),
    ...identities.map((identity) => inferEnvironment([identity.path])),
  ].filter((environment) => environment !== null);
  const latest = contexts.at(-1);
  return {
    holder,
    type:
      identities.at(-1)?.fact.type ??
      (holder.kind === 'identity' ? 'service-account' : holder.kind),
    environment: combine(stated, guessed),
    criticality: mostCritical(contexts),
    owner: latest?.owner?.value ?? null,
    dependents: dependentsOf(contexts),
    declaredIn: latest?.location ?? null,
  };
}

/** A declaration beats a guess, except that a guess of production is never declared away in silence. */
function combine(stated: readonly Environment[], guessed: readonly Environment[]): Environment {
  if (stated.length > 0) return worstEnvironment([...stated, ...guessed.filter(isProduction)]);
  return guessed.length > 0 ? worstEnvironment(guessed) : 'unknown';
}

function isProduction(environment: Environment): boolean {
  return environment === 'production';
}

/** `tier-1` sorts first and is the most critical. */
function mostCritical(contexts: readonly ContextFact[]): string | null {
  const values = contexts.flatMap((context) => context.criticality?.value ?? []);
  return values.sort()[0] ?? null;
}

function dependentsOf(contexts: readonly ContextFact[]): readonly Dependent[] {
  const byId = new Map<string, Dependent>();
  for (const context of contexts)
    for (const dependent of context.dependents) byId.set(dependent.id, dependent);
  return [...byId.values()];
}
