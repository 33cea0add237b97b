import type { RiskModel } from '../policy/documents/risk-model.ts';
import { sortedUnique } from '../order.ts';
import type { Assessment, Factor, Question } from './assessment.ts';
import { tierOf } from './tier.ts';
import { tiers } from '../policy/documents/tiers.ts';

/** More questions than this are answered with boilerplate, so only the heaviest are posed by default. */
const QUESTION_LIMIT = 3;

/** One question per rule, the heaviest first; a rule that matched often is asked once. */
export function findQuestions(factors: readonly Factor[], model: RiskModel): readonly Question[] {
  const asked = new Map<string, { weight: number; text: string; changes: string[] }>();
  for (const factor of factors) {
    if (factor.question === null || factor.effect !== 'counts') continue;
    const known = asked.get(factor.id);
    if (known === undefined)
      asked.set(factor.id, {
        weight: weightOf(factor, model),
        text: factor.question,
        changes: [factor.change],
      });
    else known.changes.push(factor.change);
  }
  return [...asked.entries()]
    .sort(([idA, a], [idB, b]) => b.weight - a.weight || (idA < idB ? -1 : 1))
    .map(([id, { text, changes }]) => ({ id, text, changes: sortedUnique(changes) }));
}

/** What is asked of what could be: the heaviest, or all where a policy wants each factor addressed. */
export function questionsAsked(
  { questions }: Pick<Assessment, 'questions'>,
  { addressEachFactor }: { readonly addressEachFactor: boolean },
): readonly Question[] {
  return addressEachFactor ? questions : questions.slice(0, QUESTION_LIMIT);
}

/** A floor weighs as its tier; a raise as the sum of its levels, which only orders questions. */
function weightOf(factor: Factor, model: RiskModel): number {
  const floor = factor.floor === null ? 0 : tiers.indexOf(factor.floor) * 100;
  const alone = tiers.indexOf(tierOf(model, factor.raises).tier) * 100;
  let levels = 0;
  for (const [dimension, level] of Object.entries(factor.raises))
    levels += (model.spec.dimensions[dimension] ?? []).indexOf(level);
  return Math.max(floor, alone) + levels;
}
