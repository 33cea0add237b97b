import type { ChangeKind } from '../change/change.ts';
import type { Basis, Placed } from '../policy/basis.ts';
import type { Factor } from '../policy/documents/policy.ts';
import type { RiskModel } from '../policy/documents/risk-model.ts';
import { scopeEngines } from '../policy/inputs.ts';
import { possibleOutcomes } from '../policy/possible/possible-outcomes.ts';
import type { Outcome } from './outcome.ts';
import type { FactorCoverage, RowCoverage } from './report.ts';
import type { ReadyCase, Suite } from './suite.ts';

/** A case with what the rules said of it. */
export interface RatedCase {
  readonly suite: Suite;
  readonly ready: ReadyCase;
  readonly outcome: Outcome;
}

/** Which factors of the policies under test the cases show, and which they show the absence of. */
export function coverFactors(
  { policies }: Basis,
  rated: readonly RatedCase[],
): readonly FactorCoverage[] {
  const engines = scopeEngines();
  return policies.flatMap(({ document, factors }) => {
    const policy = document.metadata.id;
    const kinds = new Set<string>(document.spec.appliesTo.changes);
    const own = rated.filter(
      ({ suite, ready }) =>
        suite.policies.has(policy) && ready.changes.some(({ kind }) => kinds.has(kind)),
    );
    const isTested = rated.some(({ suite }) => suite.policies.has(policy));
    if (!isTested) return [];
    return factors.map(({ rule, location }): FactorCoverage => {
      const positive = own.filter(({ outcome }) => matches(outcome, rule.id)).length;
      const negative = own.length - positive;
      const canFail = negative > 0 || canFailFor(rule, document.spec.appliesTo.changes, engines);
      return { policy, factor: rule.id, location, positive, negative, canFail };
    });
  });
}

/** Whether a change that the policy applies to may not match: of some, no negative case can be. */
function canFailFor(
  { scope, when }: Factor,
  kinds: readonly ChangeKind[],
  engines: ReturnType<typeof scopeEngines>,
): boolean {
  const condition = engines[scope].parse(when);
  if (!('kind' in condition)) return true;
  return kinds.some((kind) => possibleOutcomes(condition, scope, kind).canFail);
}

function matches({ factors }: Outcome, id: string): boolean {
  return Object.values(factors).some((ids) => ids.has(id));
}

/** Which rows of the risk model decide in a case. */
export function coverRows(
  { document, at }: Placed<RiskModel>,
  rated: readonly RatedCase[],
): readonly RowCoverage[] {
  return (['critical', 'high', 'moderate'] as const).flatMap((tier) =>
    document.spec.table[tier].map((row, index): RowCoverage => ({
      tier,
      row,
      location: at('spec', 'table', tier, index),
      cases: rated.filter(({ outcome }) => outcome.decided.has(row)).length,
    })),
  );
}
