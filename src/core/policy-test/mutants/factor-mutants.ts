import type { ReadyFactor, ReadyPolicy } from '../../policy/basis.ts';
import type { RiskModel } from '../../policy/documents/risk-model.ts';
import { tiers } from '../../policy/documents/tiers.ts';
import { inputRecords, scopeVariables } from '../../policy/input-fields.ts';
import type { scopeEngines } from '../../policy/inputs.ts';
import { readTypes } from '../../policy/read-types.ts';
import type { TypeReading } from '../../policy/type-reading.ts';
import { conditionMutants } from './condition-mutants.ts';
import { replaced, without, type PolicyMutant } from './mutant.ts';

/** What the mutants of conditions are made with. */
export interface Workshop {
  readonly engines: ReturnType<typeof scopeEngines>;
  readonly model: RiskModel;
  /** Told of each condition that does not compile. */
  readonly skip: () => void;
}

/** Every small fault of the factors of a policy. */
export function* factorMutants(policy: ReadyPolicy, workshop: Workshop): Generator<PolicyMutant> {
  for (const [index, factor] of policy.factors.entries()) {
    const { id } = factor.rule;
    const within = (
      what: string,
      factors: readonly ReadyFactor[],
      equivalent = false,
    ): PolicyMutant => ({
      what,
      location: factor.location,
      policy: { ...policy, factors },
      equivalent,
    });
    yield within(`the factor \`${id}\` was left out`, without(policy.factors, index));
    for (const { what, factor: mutated, equivalent } of [
      ...mutatedConditions(factor, workshop),
      ...mutatedFloors(factor),
      ...mutatedRaises(factor, workshop.model),
    ])
      yield within(`\`${id}\`: ${what}`, replaced(policy.factors, index, mutated), equivalent);
  }
}

interface MutatedFactor {
  readonly what: string;
  readonly factor: ReadyFactor;
  readonly equivalent?: boolean;
}

/** The bare engine compiles: the profile may refuse what a fault makes, and a fault it is still. */
function* mutatedConditions(
  factor: ReadyFactor,
  { engines, skip }: Workshop,
): Generator<MutatedFactor> {
  const { scope, when } = factor.rule;
  const engine = engines[scope];
  const parsed = engine.parse(when);
  if (!('kind' in parsed)) return;
  const declarations = { variables: scopeVariables[scope], records: inputRecords };
  const typed: TypeReading = { source: when, declarations, types: new Map(), problems: [] };
  readTypes(parsed, typed);
  for (const { text, was, became } of conditionMutants(parsed, {
    text: when,
    types: typed.types,
  })) {
    const condition = engine.compile(text);
    if ('matches' in condition)
      yield { what: `\`${was}\` became \`${became}\``, factor: { ...factor, condition } };
    else skip();
  }
}

/** A floor of `low` is none, so from `moderate` there is no tier down. */
function* mutatedFloors(factor: ReadyFactor): Generator<MutatedFactor> {
  const { floor, ...rule } = factor.rule;
  if (floor === undefined || floor === 'low') return;
  yield { what: `the floor \`${floor}\` was left out`, factor: { ...factor, rule } };
  const down = tiers[tiers.indexOf(floor) - 1];
  if (down !== undefined && down !== 'low')
    yield {
      what: `the floor \`${floor}\` became \`${down}\``,
      factor: { ...factor, rule: { ...rule, floor: down } },
    };
}

/** The lowest level is none, so from the second there is no level down. */
function* mutatedRaises(factor: ReadyFactor, model: RiskModel): Generator<MutatedFactor> {
  const { rule } = factor;
  for (const [dimension, level] of Object.entries(rule.raises ?? {})) {
    const { [dimension]: _, ...rest } = rule.raises ?? {};
    const named = `\`${dimension}: ${level}\``;
    const levels = model.spec.dimensions[dimension] ?? [];
    const rank = levels.indexOf(level);
    yield {
      what: `${named} was left out`,
      factor: { ...factor, rule: { ...rule, raises: rest } },
      equivalent: !isAskedFor(model, dimension, { above: 0, upTo: rank }),
    };
    const down = levels[rank - 1];
    if (rank < 2 || down === undefined) continue;
    yield {
      what: `${named} became \`${down}\``,
      factor: { ...factor, rule: { ...rule, raises: { ...rest, [dimension]: down } } },
      equivalent: !isAskedFor(model, dimension, { above: rank - 1, upTo: rank }),
    };
  }
}

/**
 * Whether a row asks for a level in between. Where none does, every row holds with the one as with
 * the other, whatever else raises the dimension.
 */
function isAskedFor(
  { spec }: RiskModel,
  dimension: string,
  { above, upTo }: { readonly above: number; readonly upTo: number },
): boolean {
  const levels = spec.dimensions[dimension] ?? [];
  const { critical, high, moderate } = spec.table;
  return [...critical, ...high, ...moderate].some((row) => {
    const level = row[dimension];
    const bound = level === undefined ? 0 : levels.indexOf(level);
    return bound > above && bound <= upTo;
  });
}
