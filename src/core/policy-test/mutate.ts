import type { ChangeKind } from '../change/change.ts';
import type { Basis, Placed, ReadyPolicy } from '../policy/basis.ts';
import type { RiskModel } from '../policy/documents/risk-model.ts';
import { scopeEngines } from '../policy/inputs.ts';
import { mismatches } from './expectations.ts';
import { factorMutants, type Workshop } from './mutants/factor-mutants.ts';
import { inBasis, type Mutant } from './mutants/mutant.ts';
import { kindMutants, requirementMutants } from './mutants/policy-mutants.ts';
import { tableMutants } from './mutants/table-mutants.ts';
import { judgeOf } from './outcome.ts';
import type { MutationResult, MutationScore, TriedMutant } from './report.ts';
import type { ReadyCase, Suite } from './suite.ts';

export interface Mutation {
  /** Its conditions remember, so that only what a mutant changes is evaluated. */
  readonly basis: Basis;
  readonly suites: readonly Suite[];
  /** Null: the risk model is not under test. */
  readonly model: Placed<RiskModel> | null;
}

/**
 * Puts one small fault after the other into the rules, and asks whether any case notices. All cases
 * must pass on the rules as they are.
 */
export function mutate({ basis, suites, model }: Mutation): MutationResult {
  let skipped = 0;
  const workshop: Workshop = {
    engines: scopeEngines(),
    model: basis.model,
    skip: () => {
      skipped += 1;
    },
  };
  const scores: MutationScore[] = [];
  const survivors: TriedMutant[] = [];
  const equivalent: TriedMutant[] = [];
  const tally = (policy: string | null, mutants: Iterable<Mutant>, judges: Judges): void => {
    let killed = 0;
    let total = 0;
    for (const mutant of mutants) {
      const { basis: _, equivalent: isSame, ...tried } = mutant;
      if (isSame) {
        equivalent.push(tried);
        continue;
      }
      total += 1;
      if (isNoticed(mutant, judges)) killed += 1;
      else survivors.push(tried);
    }
    scores.push({ policy, killed, total });
  };
  for (const policy of basis.policies) {
    const { id } = policy.document.metadata;
    if (suites.some((suite) => suite.policies.has(id)))
      tally(id, mutantsOf(basis, policy, workshop), judgesOf(suites, policy));
  }
  if (model !== null) tally(null, tableMutants(basis, model), judgesOf(suites, null));
  return { scores, survivors, equivalent, skipped };
}

function* mutantsOf(basis: Basis, policy: ReadyPolicy, workshop: Workshop): Generator<Mutant> {
  for (const mutants of [
    factorMutants(policy, workshop),
    kindMutants(policy),
    requirementMutants(policy, basis),
  ])
    for (const mutant of mutants) yield inBasis(basis, policy, mutant);
}

type Judges = readonly { readonly suite: Suite; readonly cases: readonly ReadyCase[] }[];

/**
 * Cases of which a policy could say something; all of them for the risk model. Those that are about
 * the policy come first: they are the likeliest to notice, and the first that does is enough.
 */
function judgesOf(suites: readonly Suite[], policy: ReadyPolicy | null): Judges {
  const kinds =
    policy === null ? null : new Set<ChangeKind>(policy.document.spec.appliesTo.changes);
  const id = policy?.document.metadata.id ?? '';
  const about = suites.filter((suite) => suite.policies.has(id));
  const others = suites.filter((suite) => !suite.policies.has(id));
  return [...about, ...others].map((suite) => ({
    suite,
    cases: suite.cases.filter(
      ({ changes }) => kinds === null || changes.some(({ kind }) => kinds.has(kind)),
    ),
  }));
}

function isNoticed({ basis }: Mutant, judges: Judges): boolean {
  return judges.some(({ suite, cases }) => {
    if (cases.length === 0) return false;
    const judge = judgeOf(basis, suite);
    return cases.some((one) => mismatches(one.written.expect, judge(one)).length > 0);
  });
}
