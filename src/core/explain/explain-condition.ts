import type { CelValue } from '../policy/cel.ts';
import type { Expression } from '../policy/cel-ast.ts';
import { scopeEngines } from '../policy/inputs.ts';
import { onOneLine, withoutTexts } from './condition-source.ts';
import type { ConditionExplanation } from './explanation.ts';
import { readValues } from './read-values.ts';
import type { ConditionReading, ConditionScope } from './reading.ts';
import { witnessesOf } from './witnesses.ts';

/**
 * Why a condition of the scope matched or did not, with `inputs` as `CompiledCondition.matches`
 * takes them. What is no condition at all is one indeterminate part.
 */
export function explainCondition(
  condition: string,
  scope: ConditionScope,
  inputs: Readonly<Record<string, CelValue>>,
): ConditionExplanation {
  const source = onOneLine(condition);
  const engine = scopeEngines()[scope];
  const tree = engine.parse(withoutTexts(source));
  if ('kind' in tree) return explain(tree, { scope, source, engine, inputs });
  return { ...WHOLE, outcome: 'indeterminate', text: source };
}

const WHOLE = { join: null, parts: [], values: [], witnesses: [] } as const;

function explain(node: Expression, reading: ConditionReading): ConditionExplanation {
  const text = reading.source.slice(node.range.start, node.range.end);
  const own = { ...WHOLE, outcome: outcomeOf(text, reading), text };
  const parts = (nodes: readonly Expression[]): readonly ConditionExplanation[] =>
    nodes.map((one) => explain(one, reading));
  if (node.kind === 'unary' && node.operator === '!')
    return { ...own, join: 'not', parts: parts([node.operand]) };
  if (node.kind === 'binary' && node.operator === '&&')
    return { ...own, join: 'all', parts: parts(chain(node, '&&')) };
  if (node.kind === 'binary' && node.operator === '||')
    return { ...own, join: 'any', parts: parts(chain(node, '||')) };
  const values = readValues(node, reading.inputs);
  return { ...own, values, witnesses: witnessesOf(node, reading) };
}

/** From the source again, and not from the parts: what is shown is what the engine says. */
function outcomeOf(
  text: string,
  { engine, inputs }: ConditionReading,
): ConditionExplanation['outcome'] {
  const compiled = engine.compile(text);
  const matched = 'matches' in compiled ? compiled.matches(inputs) : 'indeterminate';
  if (matched === 'indeterminate') return matched;
  return matched ? 'holds' : 'fails';
}

/** What one operator joins, however it is bracketed. */
function chain(node: Expression, operator: '&&' | '||'): readonly Expression[] {
  if (node.kind !== 'binary' || node.operator !== operator) return [node];
  return [...chain(node.left, operator), ...chain(node.right, operator)];
}
