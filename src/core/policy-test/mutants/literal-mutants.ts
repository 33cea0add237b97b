import type { Binary, Call, Expression } from '../../policy/cel-ast.ts';
import type { ConditionType } from '../../policy/condition-type.ts';
import { edit, textOf, type ConditionMutant, type MutatedSource } from './condition-source.ts';
import { without } from './mutant.ts';

/** Faults of the literals that stand directly below a node. */
export function literalMutants(
  node: Binary | Call,
  source: MutatedSource,
): readonly ConditionMutant[] {
  if (node.kind === 'call')
    return node.args.flatMap((argument) =>
      argument.kind === 'literal' && typeof argument.value === 'bigint'
        ? numberMutants(argument, argument.value, source, [1n, -1n])
        : [],
    );
  const { left, right, operator } = node;
  return [
    ...sideMutants(left, right, source, stepsOf(MIRRORED[operator] ?? operator)),
    ...sideMutants(right, left, source, stepsOf(operator)),
    ...(right.kind === 'list' && operator === 'in' ? listMutants(right, left, source) : []),
  ];
}

const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** Numbers are whole: `>= 4` is `> 3`, and what the operator's own mutant does is not done again. */
function stepsOf(operator: string): readonly bigint[] {
  if (operator === '>=' || operator === '<') return [-1n];
  return operator === '>' || operator === '<=' ? [1n] : [1n, -1n];
}

function sideMutants(
  side: Expression,
  other: Expression,
  source: MutatedSource,
  steps: readonly bigint[],
): readonly ConditionMutant[] {
  if (side.kind !== 'literal') return [];
  if (typeof side.value === 'bigint') return numberMutants(side, side.value, source, steps);
  if (typeof side.value !== 'string') return [];
  const another = anotherOf(side.value, source.types.get(other), source);
  return another === null ? [] : [edit(source, side.range, quoted(another))];
}

function numberMutants(
  node: Expression,
  value: bigint,
  source: MutatedSource,
  steps: readonly bigint[],
): readonly ConditionMutant[] {
  return steps.map((step) => edit(source, node.range, String(value + step)));
}

/** The next value of the closed set that the condition does not name, or null. */
function anotherOf(
  value: string,
  type: ConditionType | undefined,
  source: MutatedSource,
): string | null {
  const text = type?.kind === 'list' ? (type.of ?? undefined) : type;
  const values = text?.kind === 'string' && !text.literal ? (text.values ?? []) : [];
  const from = values.indexOf(value) + 1;
  const order = [...values.slice(from), ...values.slice(0, from)];
  const isNamed = (one: string): boolean =>
    source.text.includes(quoted(one)) || source.text.includes(`"${one}"`);
  return order.find((one) => one !== '' && one !== value && !isNamed(one)) ?? null;
}

/** Each element is left out; the only one is replaced instead, as where a value is compared. */
function listMutants(
  list: Extract<Expression, { readonly kind: 'list' }>,
  other: Expression,
  source: MutatedSource,
): readonly ConditionMutant[] {
  const [first, second] = list.elements;
  if (first !== undefined && second === undefined)
    return sideMutants(first, other, source, [1n, -1n]);
  const texts = list.elements.map((element) => textOf(source, element));
  return texts.map((text, index) => ({
    ...edit(source, list.range, `[${without(texts, index).join(', ')}]`),
    was: text,
    became: 'nothing',
  }));
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
