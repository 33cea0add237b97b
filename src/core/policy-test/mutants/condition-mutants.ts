import type { BinaryOperator, Binary, Expression } from '../../policy/cel-ast.ts';
import { literalMutants } from './literal-mutants.ts';
import type { ConditionMutant, MutatedSource } from './condition-source.ts';
import { edit, textOf } from './condition-source.ts';

/** Each operator with what it becomes: the bound moved by one, and the opposite. */
const SWAPS: Readonly<Partial<Record<BinaryOperator, readonly BinaryOperator[]>>> = {
  '>=': ['>', '<'],
  '>': ['>=', '<='],
  '<=': ['<', '>'],
  '<': ['<=', '>='],
  '==': ['!='],
  '!=': ['=='],
  '&&': ['||'],
  '||': ['&&'],
};

/** Every small fault of a condition, each text once. Whether one compiles is not asked here. */
export function conditionMutants(
  condition: Expression,
  source: MutatedSource,
): readonly ConditionMutant[] {
  const whole = source.text.trim();
  const negated = { text: `!(${whole})`, was: whole, became: `!(${whole})` };
  const all = [negated, ...nodesOf(condition).flatMap((node) => mutantsOf(node, source))];
  const seen = new Set([source.text]);
  return all.filter(({ text }) => {
    const fresh = !seen.has(text);
    seen.add(text);
    return fresh;
  });
}

function mutantsOf(node: Expression, source: MutatedSource): readonly ConditionMutant[] {
  if (node.kind === 'binary') return [...swaps(node, source), ...literalMutants(node, source)];
  if (node.kind === 'unary' && node.operator === '!')
    return [edit(source, node.range, textOf(source, node.operand))];
  if (node.kind === 'call') return literalMutants(node, source);
  return [];
}

function swaps(node: Binary, source: MutatedSource): readonly ConditionMutant[] {
  const left = textOf(source, node.left);
  const right = textOf(source, node.right);
  // The operands may hold weaker operators, and so may what stands around.
  return (SWAPS[node.operator] ?? []).map((operator) => {
    const { text } = edit(source, node.range, `((${left}) ${operator} (${right}))`);
    return { text, was: textOf(source, node), became: `${left} ${operator} ${right}` };
  });
}

/** Every node, from the outside in. */
export function nodesOf(node: Expression): readonly Expression[] {
  return [node, ...childrenOf(node).flatMap(nodesOf)];
}

function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'field':
      return [node.of];
    case 'list':
      return node.elements;
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'choice':
      return [node.condition, node.yes, node.no];
    case 'call':
      return node.receiver === null ? node.args : [node.receiver, ...node.args];
    default:
      return [];
  }
}
