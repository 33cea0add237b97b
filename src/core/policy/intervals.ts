import type { arithmetic } from './cel-ast.ts';
import type { IntType } from './condition-type.ts';

const LEAST = -(2n ** 63n);
const GREATEST = 2n ** 63n - 1n;

type Result = IntType | { readonly problem: string; readonly divides: boolean };

/**
 * The numbers that an operation can come to. An operation that could leave 64 bits or divide by 0
 * is a problem, because it would be an error on some input.
 */
export function calculate(operator: string, left: IntType, right: IntType): Result {
  const divides = operator === '/' || operator === '%';
  if (divides && right.least <= 0n && right.greatest >= 0n)
    return { problem: 'may divide by 0', divides: true };
  const ends = [left.least, left.greatest].flatMap((a) =>
    [right.least, right.greatest].map((b) => apply(operator as Operator, a, b)),
  );
  if (operator === '%') return remainder(left, right);
  let least = ends[0] ?? 0n;
  let greatest = least;
  for (const end of ends) {
    if (end < least) least = end;
    if (end > greatest) greatest = end;
  }
  if (least < LEAST || greatest > GREATEST)
    return { problem: 'may leave the range of 64 bits', divides: false };
  return { kind: 'int', least, greatest };
}

type Operator = (typeof arithmetic)[number];

/** Each of these but `%` is extreme where its operands are: divisors of 0 are out already. */
function apply(operator: Operator, a: bigint, b: bigint): bigint {
  if (operator === '+') return a + b;
  if (operator === '-') return a - b;
  if (operator === '*') return a * b;
  return operator === '/' ? a / b : a % b;
}

/** Takes the sign of what is divided, and is smaller than the divisor. */
function remainder(left: IntType, right: IntType): IntType {
  const size = (value: bigint): bigint => (value < 0n ? -value : value);
  const most = size(right.least) > size(right.greatest) ? size(right.least) : size(right.greatest);
  return {
    kind: 'int',
    least: left.least < 0n ? 1n - most : 0n,
    greatest: left.greatest > 0n ? most - 1n : 0n,
  };
}
