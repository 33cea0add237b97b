import type { BinaryOperator } from '../cel-ast.ts';
import {
  ANYTHING,
  bool,
  type Possible,
  type PossibleBool,
  type PossibleList,
} from './possible-value.ts';

/** What a comparison of two values can come to; what is not compared in conditions is unknown. */
export function compare(operator: BinaryOperator, left: Possible, right: Possible): Possible {
  switch (operator) {
    case '==':
      return equal(left, right) ?? ANYTHING;
    case '!=': {
      const same = equal(left, right);
      return same === null ? ANYTHING : bool(same.no, same.yes);
    }
    case '<':
      return atMost(left, right, 1n);
    case '<=':
      return atMost(left, right, 0n);
    case '>':
      return atMost(right, left, 1n);
    case '>=':
      return atMost(right, left, 0n);
    default:
      return ANYTHING;
  }
}

function equal(a: Possible, b: Possible): PossibleBool | null {
  if (a.kind === 'bool' && b.kind === 'bool')
    return bool((a.yes && b.yes) || (a.no && b.no), (a.yes && b.no) || (a.no && b.yes));
  if (a.kind === 'int' && b.kind === 'int') {
    const apart = a.greatest < b.least || a.least > b.greatest;
    const fixed = a.least === a.greatest && b.least === b.greatest;
    return bool(!apart, apart || !fixed);
  }
  if (a.kind !== 'string' || b.kind !== 'string') return null;
  if (a.values === null || b.values === null) return bool(true, true);
  const known = new Set(b.values);
  const common = a.values.filter((value) => known.has(value));
  return bool(common.length > 0, common.length === 0 || known.size > 1 || a.values.length > 1);
}

/** Whether one number is at least `gap` less than another. */
function atMost(a: Possible, b: Possible, gap: bigint): Possible {
  if (a.kind !== 'int' || b.kind !== 'int') return ANYTHING;
  return bool(a.least + gap <= b.greatest, a.greatest + gap > b.least);
}

/** Whether a list of which only this is known can have an element. */
export function isMember(value: Possible, list: PossibleList): Possible {
  const same = equal(value, list.of);
  if (same === null) return ANYTHING;
  const sure =
    value.kind === 'string' && value.values?.every((one) => list.holds.includes(one)) === true;
  return bool(list.most > 0 && same.yes, !sure);
}

/** Whether it is one of several that are written out. */
export function isAmong(value: Possible, elements: readonly Possible[]): Possible {
  const each = elements.map((element) => equal(value, element));
  if (each.some((same) => same === null)) return ANYTHING;
  return bool(
    each.some((same) => same?.yes === true),
    each.every((same) => same?.no === true),
  );
}
