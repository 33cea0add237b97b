import type { ConditionExplanation } from '../core/explain/explanation.ts';
import type { ExplainedRule, Explanation } from '../core/explain/explained.ts';
import type { Location } from '../core/location.ts';
import type { CelValue } from '../core/policy/cel.ts';
import { jsonText } from './escape.ts';
import type { ExplanationDocument } from './explain-schema.ts';

type RuleDocument = ExplanationDocument['notAsked'][number];
type ConditionDocument = RuleDocument['asked'][number]['condition'];
type Plain = ConditionDocument['witnesses'][number];

export function renderExplainJson(explanation: Explanation): string {
  const document: ExplanationDocument = {
    schema: 'https://jitl.dev/schema/v1/explanation.json',
    tier: explanation.tier,
    about: explanation.about === null ? null : { ...explanation.about },
    changes: explanation.changes.map((change) => ({
      ...change,
      place: change.place === null ? null : placeOf(change.place),
      decidedBy: { ...change.decidedBy },
      bounds: change.bounds.map((bound) => ({ ...bound, by: [...bound.by] })),
      rules: change.rules.map(ruleOf),
    })),
    notAsked: explanation.notAsked.map(ruleOf),
  };
  return jsonText(document);
}

function placeOf({ path, side, start }: Location): NonNullable<RuleDocument['rule']> {
  return { path, side, line: start.line, column: start.column };
}

function ruleOf(rule: ExplainedRule): RuleDocument {
  return {
    ...rule,
    raises: { ...rule.raises },
    waiver: rule.waiver === null ? null : { ...rule.waiver },
    rule: placeOf(rule.rule),
    asked: rule.asked.map(({ item, matched, condition }) => ({
      item,
      matched,
      condition: conditionOf(condition),
    })),
    frameworks: [...rule.frameworks],
  };
}

function conditionOf(condition: ConditionExplanation): ConditionDocument {
  return {
    ...condition,
    parts: condition.parts.map(conditionOf),
    values: condition.values.map(({ path, value }) => ({ path, value: plain(value) })),
    witnesses: condition.witnesses.map(plain),
  };
}

function plain(value: CelValue): Plain {
  if (typeof value === 'bigint')
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return (value as readonly CelValue[]).map(plain);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}
