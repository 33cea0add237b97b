import { inferEnvironment } from '../inventory/environment.ts';
import type { Fact, IdentityFact } from '../inventory/fact.ts';
import { directoryOf, type Inventory } from '../inventory/inventory.ts';
import type { Difference, IdentityChange, TrustChange } from './change.ts';
import { pairFacts, type Pair } from './diff-facts.ts';
import type { GrantMove } from './diff-grants.ts';
import type { SubjectIndex } from './subjects.ts';

type IdentityDifference = Difference<IdentityChange> | Difference<TrustChange>;

export function identityChanges(
  base: Inventory,
  head: Inventory,
  subjects: SubjectIndex,
): readonly IdentityDifference[] {
  return pairFacts(base, head, pickIdentity, (fact) => fact.holder.id).flatMap((pair) =>
    comparePair(pair, subjects),
  );
}

function pickIdentity(fact: Fact): IdentityFact | null {
  return fact.fact === 'identity' ? fact : null;
}

function comparePair(
  pair: Pair<IdentityFact>,
  subjects: SubjectIndex,
): readonly IdentityDifference[] {
  const { base, head } = pair;
  const fact = head?.fact ?? base?.fact;
  if (fact === undefined) return [];
  const about = {
    subject: subjects.of(fact.holder, inferEnvironment([head?.path ?? '', base?.path ?? ''])),
    base: base?.fact.location ?? null,
    head: head?.fact.location ?? null,
  };
  if (base === null) return [{ ...about, kind: 'identity-created', from: null, to: fact.state }];
  if (head === null) return [{ ...about, kind: 'identity-deleted', from: fact.state, to: null }];
  const found: IdentityDifference[] = [];
  const from = base.fact.state;
  const to = head.fact.state;
  if (from !== to)
    found.push({
      ...about,
      kind: isOff(to) ? 'identity-disabled' : 'identity-enabled',
      from,
      to,
    });
  if (directoryOf(base.path) !== directoryOf(head.path))
    found.push({ ...about, kind: 'identity-moved', from: base.path, to: head.path });
  if (base.fact.automount !== head.fact.automount)
    found.push({
      ...about,
      kind: head.fact.automount ? 'trust-widened' : 'trust-narrowed',
      principal: 'every pod that runs as it (the token is mounted automatically)',
      from: String(base.fact.automount),
      to: String(head.fact.automount),
    });
  return found;
}

function isOff(state: IdentityFact['state']): boolean {
  return state === 'disabled' || state === 'revoked';
}

/**
 * Grants that went to another directory unchanged: nothing widens, but another cluster or tenant may
 * be meant, and other owners may be responsible. One change per holder and pair of directories.
 */
export function movedGrants(
  moves: readonly GrantMove[],
  subjects: SubjectIndex,
  known: readonly IdentityDifference[],
): readonly Difference<IdentityChange>[] {
  const seen = new Set(
    known
      .filter((change) => change.kind === 'identity-moved')
      .map((change) =>
        [
          change.subject.holder.id,
          directoryOf(change.from ?? ''),
          directoryOf(change.to ?? ''),
        ].join('\u0001'),
      ),
  );
  const changes: Difference<IdentityChange>[] = [];
  for (const { from, to } of moves) {
    const key = [to.holder.id, from.site, to.site].join('\u0001');
    if (seen.has(key)) continue;
    seen.add(key);
    changes.push({
      kind: 'identity-moved',
      subject: subjects.of(to.holder, to.environment),
      from: from.bindingLocation.path,
      to: to.bindingLocation.path,
      base: from.bindingLocation,
      head: to.bindingLocation,
    });
  }
  return changes;
}
