import { inferEnvironment } from '../inventory/environment.ts';
import type { CredentialFact, Fact, TrustFact } from '../inventory/fact.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { durationMilliseconds, instant } from '../schema/values.ts';
import type { CredentialChange, Difference, TrustChange } from './change.ts';
import { pairFacts, type Pair } from './diff-facts.ts';
import type { SubjectIndex } from './subjects.ts';

export function credentialChanges(
  base: Inventory,
  head: Inventory,
  subjects: SubjectIndex,
): readonly Difference<CredentialChange>[] {
  return pairFacts(base, head, pickCredential, (fact) =>
    [fact.holder.id, fact.id].join('\u0001'),
  ).flatMap((pair) => compareCredential(pair, subjects));
}

function pickCredential(fact: Fact): CredentialFact | null {
  return fact.fact === 'credential' ? fact : null;
}

function compareCredential(
  pair: Pair<CredentialFact>,
  subjects: SubjectIndex,
): readonly Difference<CredentialChange>[] {
  const fact = pair.head?.fact ?? pair.base?.fact;
  if (fact === undefined) return [];
  const before = pair.base?.fact ?? null;
  const after = pair.head?.fact ?? null;
  const about = {
    subject: subjects.of(
      fact.holder,
      inferEnvironment([pair.head?.path ?? '', pair.base?.path ?? '']),
    ),
    base: before?.location ?? null,
    head: after?.location ?? null,
    credential: fact.id,
    credentialType: fact.type,
    expiresAt: after?.expiresAt ?? null,
  };
  if (before === null)
    return [{ ...about, kind: 'credential-issued', from: null, to: lifetime(fact) }];
  if (after === null)
    return [{ ...about, kind: 'credential-revoked', from: lifetime(before), to: null }];
  const found: Difference<CredentialChange>[] = [];
  if (material(before) !== material(after))
    found.push({
      ...about,
      kind: 'credential-rotated',
      from: material(before),
      to: material(after),
    });
  if (lastsLonger(before, after))
    found.push({
      ...about,
      kind: 'credential-extended',
      from: lifetime(before),
      to: lifetime(after),
    });
  else if (found.length === 0 && lifetime(before) !== lifetime(after))
    found.push({
      ...about,
      kind: 'credential-rotated',
      from: lifetime(before),
      to: lifetime(after),
    });
  return found;
}

/** What tells one credential from its successor, as far as the repository knows. */
function material(fact: CredentialFact): string {
  return [
    fact.type,
    `store ${fact.store ?? 'not stated'}`,
    `issued ${fact.issuedAt ?? 'not stated'}`,
    `last rotated ${fact.lastRotated ?? 'not stated'}`,
  ].join(', ');
}

function lifetime(fact: CredentialFact): string {
  const expiry = fact.expiresAt === null ? 'no expiry' : `expires ${fact.expiresAt}`;
  return fact.rotateEvery === null ? expiry : `${expiry}, rotated every ${fact.rotateEvery}`;
}

/**
 * Later or no expiry, or a longer or dropped rotation, is an expansion in time. A successor that
 * was issued later may end later, as long as it lives no longer than its predecessor did.
 */
function lastsLonger(before: CredentialFact, after: CredentialFact): boolean {
  const lived = lifespan(before);
  const lives = lifespan(after);
  const successor = before.issuedAt !== after.issuedAt && lived !== null && lives !== null;
  return (
    (successor ? lives > lived : later(before.expiresAt, after.expiresAt, instant)) ||
    later(before.rotateEvery, after.rotateEvery, durationMilliseconds)
  );
}

/** Milliseconds from issue to expiry, where both are known. */
function lifespan(fact: CredentialFact): number | null {
  const from = fact.issuedAt === null ? null : instant(fact.issuedAt);
  const to = fact.expiresAt === null ? null : instant(fact.expiresAt);
  return from === null || to === null ? null : to - from;
}

function later(
  before: string | null,
  after: string | null,
  value: (text: string) => number | null,
): boolean {
  if (before === null) return false;
  if (after === null) return true;
  return (value(after) ?? Infinity) > (value(before) ?? Infinity);
}

export function trustChanges(
  base: Inventory,
  head: Inventory,
  subjects: SubjectIndex,
): readonly Difference<TrustChange>[] {
  return pairFacts(base, head, pickTrust, (fact) =>
    [fact.holder.id, fact.principal].join('\u0001'),
  ).flatMap((pair) => compareTrust(pair, subjects));
}

function pickTrust(fact: Fact): TrustFact | null {
  return fact.fact === 'trust' ? fact : null;
}

/** A changed condition is taken for a wider one: whether one implies another is not decided here. */
function compareTrust(
  pair: Pair<TrustFact>,
  subjects: SubjectIndex,
): readonly Difference<TrustChange>[] {
  const fact = pair.head?.fact ?? pair.base?.fact;
  if (fact === undefined) return [];
  const from = pair.base?.fact.conditions ?? null;
  const to = pair.head?.fact.conditions ?? null;
  if (from === to) return [];
  return [
    {
      kind: to === null ? 'trust-narrowed' : 'trust-widened',
      subject: subjects.of(fact.holder),
      base: pair.base?.fact.location ?? null,
      head: pair.head?.fact.location ?? null,
      principal: fact.principal,
      from,
      to,
    },
  ];
}
