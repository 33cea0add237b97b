import type { Binary, Expression } from '../cel-ast.ts';
import { joinNames } from './join-possible.ts';
import { valueAt, withValueAt } from './names-at.ts';
import {
  CONTRARY,
  narrowed,
  onlyTexts,
  TURNED,
  withMember,
  withoutMember,
  withoutTexts,
  type Comparison,
} from './narrow-value.ts';
import { bool, onlyText, type Names, type Possible } from './possible-value.ts';
import { valueOf } from './value-of.ts';

/**
 * What names can stand for where a condition is true, or false as `wanted` says; null where it never
 * is. Comparisons of a name or a field narrow it; everything else leaves all as it is.
 */
export function narrowNames(node: Expression, wanted: boolean, names: Names): Names | null {
  if (node.kind === 'unary' && node.operator === '!')
    return narrowNames(node.operand, !wanted, names);
  if (node.kind !== 'binary') return narrowAt(node, names, (value) => asBool(value, wanted));
  const { operator, left, right } = node;
  if (operator === '&&' || operator === '||') {
    const first = narrowNames(left, wanted, names);
    if (wanted === (operator === '&&'))
      return first === null ? null : narrowNames(right, wanted, first);
    const second = narrowNames(right, wanted, names);
    return first === null || second === null ? (first ?? second) : joinNames(first, second);
  }
  if (operator === 'in') return narrowByMember(node, wanted, names);
  if (!Object.hasOwn(CONTRARY, operator)) return names;
  const comparison = operator as Comparison;
  const holding = wanted ? comparison : CONTRARY[comparison];
  const first = narrowBy(left, holding, { by: right, names });
  return first === null ? null : narrowBy(right, TURNED[holding], { by: left, names: first });
}

function narrowAt(
  node: Expression,
  names: Names,
  narrow: (value: Possible) => Possible | null,
): Names | null {
  const value = valueAt(node, names);
  if (value === null) return names;
  const left = narrow(value);
  if (left === null) return null;
  return left === value ? names : withValueAt(node, left, names);
}

function asBool(value: Possible, wanted: boolean): Possible | null {
  return value.kind === 'bool' ? narrowed(value, '==', bool(wanted, !wanted)) : value;
}

interface Other {
  readonly by: Expression;
  readonly names: Names;
}

function narrowBy(node: Expression, operator: Comparison, { by, names }: Other): Names | null {
  return narrowAt(node, names, (value) => narrowed(value, operator, valueOf(by, names)));
}

function narrowByMember({ left, right }: Binary, wanted: boolean, names: Names): Names | null {
  const list = valueOf(right, names);
  if (list.kind !== 'list') return names;
  const first = narrowAt(left, names, (value) => {
    if (!wanted) return withoutTexts(value, list.holds);
    if (list.most === 0) return null;
    if (list.of.kind === 'string')
      return list.of.values === null ? value : onlyTexts(value, list.of.values);
    return narrowed(value, '==', list.of);
  });
  if (first === null) return null;
  const text = onlyText(valueOf(left, names));
  if (text === null) return first;
  return narrowAt(right, first, (value) => {
    if (value.kind !== 'list') return value;
    return wanted ? withMember(value, text) : withoutMember(value, text);
  });
}
