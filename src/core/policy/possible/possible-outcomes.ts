import type { ChangeKind } from '../../change/change.ts';
import { macroCall, type Binary, type Call, type Expression } from '../cel-ast.ts';
import type { FactorScope } from '../documents/policy.ts';
import { namesOf } from './kind-names.ts';
import { narrowNames } from './narrow-names.ts';
import type { Names } from './possible-value.ts';
import { valueOf } from './value-of.ts';

export interface PossibleOutcomes {
  /** False is certain: no change of the kind makes the condition hold, by an error either. */
  readonly canHold: boolean;
  /** False is certain: the condition holds for every change of the kind. */
  readonly canFail: boolean;
}

/**
 * Whether a condition can hold for a change of one kind, and whether it can fail to. True is no
 * promise: that fields depend on each other is seen only where one of them is compared on its own,
 * as in `item.level >= 3 && item.level < 2`. Of what conditions do not have nothing is said. It
 * takes the input to be as declared; one that is not has a critical floor, whatever holds.
 */
export function possibleOutcomes(
  condition: Expression,
  scope: FactorScope,
  kind: ChangeKind,
): PossibleOutcomes {
  const names = namesOf(scope, kind);
  // From here on nothing in the condition can be an error.
  if (valueOf(condition, names).kind !== 'bool') return { canHold: true, canFail: true };
  return { canHold: canBe(condition, true, names), canFail: canBe(condition, false, names) };
}

/**
 * Whether a condition can come to what is wanted. Each part is asked once, for one answer, so that
 * this takes a number of steps that is about the square of the size of the condition.
 */
function canBe(node: Expression, wanted: boolean, names: Names): boolean {
  if (node.kind === 'unary' && node.operator === '!') return canBe(node.operand, !wanted, names);
  if (node.kind === 'binary' && (node.operator === '&&' || node.operator === '||'))
    return joinedCanBe(node, wanted, names);
  if (node.kind === 'choice') {
    const condition = valueOf(node.condition, names);
    if (condition.kind !== 'bool') return true;
    return [true, false].some((side) => {
      const inner = narrowNames(node.condition, side, names);
      if (inner === null || !(side ? condition.yes : condition.no)) return false;
      return canBe(side ? node.yes : node.no, wanted, inner);
    });
  }
  if (node.kind === 'call' && (node.name === 'exists' || node.name === 'all'))
    return macroCanBe(node, wanted, names);
  const value = valueOf(node, names);
  return value.kind !== 'bool' || (wanted ? value.yes : value.no);
}

/** `a && b` is true where both are; it is false where one is, of which one may be the first. */
function joinedCanBe(node: Binary, wanted: boolean, names: Names): boolean {
  const { left, right } = node;
  if (wanted === (node.operator === '&&')) {
    const both = narrowNames(node, wanted, names);
    return both !== null && canBe(left, wanted, both) && canBe(right, wanted, both);
  }
  if (canBe(left, wanted, names)) return true;
  const rest = narrowNames(left, !wanted, names);
  return rest !== null && canBe(right, wanted, rest);
}

/** One element decides `exists` where it is true and `all` where it is false; else all are asked. */
function macroCanBe(call: Call, wanted: boolean, names: Names): boolean {
  const macro = macroCall(call);
  const list = macro === null ? null : valueOf(macro.list, names);
  const [body] = macro?.bodies ?? [];
  if (macro === null || list?.kind !== 'list' || body === undefined) return true;
  const byOne = wanted === (macro.name === 'exists');
  if (byOne ? list.most === 0 : list.fewest === 0) return !byOne;
  return canBe(body, wanted, new Map(names).set(macro.variable, list.of));
}
