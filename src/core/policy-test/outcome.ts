import type { ChangeKind } from '../change/change.ts';
import type { Basis } from '../policy/basis.ts';
import type { Tier } from '../policy/documents/tiers.ts';
import type { FactorEffect } from '../risk/assessment.ts';
import { raterOf, type RatedInput, type Rater, type Rating } from '../risk/rate.ts';
import type { Dimensions } from '../risk/risk-table.ts';
import { higherTier } from '../risk/tier.ts';
import { askedOf, type Asked } from './asked.ts';
import { rowKey } from './check-expectation.ts';
import type { ReadyCase, Suite } from './suite.ts';

/** What the rules say of one case. */
export interface Outcome {
  readonly tier: Tier;
  /** Factors of the policies under test that matched, by what they do. */
  readonly factors: Readonly<Record<FactorEffect, ReadonlySet<string>>>;
  /** Of the changes that have the tier: `table`, a factor, `unclassified`, `nothing` or `limit`. */
  readonly deciders: ReadonlySet<string>;
  /** The deciding rows of those, as text. */
  readonly rows: ReadonlySet<string>;
  /** Deciding rows of any change. */
  readonly decided: ReadonlySet<Dimensions>;
  /** Worked out when it is asked for: most cases are about risk alone. */
  readonly asked: () => Asked;
}

/** Rates the cases of a suite by a basis. */
export function judgeOf(basis: Basis, suite: Suite): (ready: ReadyCase) => Outcome {
  const inForce = withDrafts(basis, suite.policies);
  const rater = raterOf(inForce, suite.now);
  const tested = inForce.policies.filter(({ document }) =>
    suite.policies.has(document.metadata.id),
  );
  return (ready) => {
    const rated = ready.changes.map((change) => rate(rater, change));
    let tier: Tier = 'low';
    for (const { rating } of rated) tier = higherTier(tier, rating.tier);
    const factors = {
      counts: new Set(),
      waived: new Set(),
      advisory: new Set(),
      shadow: new Set(),
    };
    for (const { rating } of rated)
      for (const { policy, factor, effect } of rating.findings)
        if (suite.policies.has(policy.document.metadata.id)) factors[effect].add(factor.rule.id);
    const top = rated.filter(({ rating }) => rating.tier === tier);
    const rowsOf = (some: typeof rated): readonly Dimensions[] =>
      some.map(({ rating }) => decidingRow(rating, basis)).filter((row) => row !== null);
    return {
      tier,
      factors: factors as Outcome['factors'],
      deciders: new Set(top.map(({ rating }) => decider(rating))),
      rows: new Set(rowsOf(top).map(rowKey)),
      decided: new Set(rowsOf(rated)),
      asked: () => askedOf(tested, new Set(rated.map(({ kind }) => kind)), tier, basis),
    };
  };
}

interface Rated {
  readonly kind: ChangeKind;
  readonly rating: Rating;
}

function rate(rater: Rater, change: RatedInput): Rated {
  return { kind: change.kind, rating: rater.rate(change) };
}

/** A draft decides nothing yet, but its tests ask what it would do once it is active. */
function withDrafts(basis: Basis, tested: ReadonlySet<string>): Basis {
  const isDraft = ({ document: { metadata } }: Basis['policies'][number]): boolean =>
    metadata.status === 'draft' && tested.has(metadata.id);
  if (!basis.policies.some(isDraft)) return basis;
  const policies = basis.policies.map((policy) => {
    if (!isDraft(policy)) return policy;
    const { document } = policy;
    const metadata = { ...document.metadata, status: 'active' as const };
    return { ...policy, document: { ...document, metadata } };
  });
  return { ...basis, policies };
}

function decider({ decidedBy }: Rating): string {
  if (decidedBy.kind === 'row') return 'table';
  return decidedBy.kind === 'floor' ? decidedBy.factor : decidedBy.kind;
}

function decidingRow({ decidedBy }: Rating, { model }: Basis): Dimensions | null {
  if (decidedBy.kind !== 'row' || decidedBy.tier === 'low') return null;
  return model.spec.table[decidedBy.tier][decidedBy.index] ?? null;
}
