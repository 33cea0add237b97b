import type { BinaryOperator } from '../cel-ast.ts';
import type { IntType } from '../condition-type.ts';
import { bool, oneOfTexts, onlyText, type Possible, type PossibleList } from './possible-value.ts';

/** The operator that says the contrary, of those that narrow. */
export const CONTRARY = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
} as const satisfies Partial<Record<BinaryOperator, BinaryOperator>>;

export type Comparison = keyof typeof CONTRARY;

/** The same comparison with its sides turned round. */
export const TURNED = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '>': '<',
  '<=': '>=',
  '>=': '<=',
} as const satisfies Readonly<Record<Comparison, Comparison>>;

/**
 * What is left of a value where a comparison with another one holds, or null where nothing is.
 * What cannot be narrowed is given back as it is.
 */
export function narrowed(value: Possible, operator: Comparison, by: Possible): Possible | null {
  if (value.kind === 'bool' && by.kind === 'bool') {
    if (operator !== '==' && operator !== '!=') return value;
    const turned = operator === '==' ? by : bool(by.no, by.yes);
    const [yes, no] = [value.yes && turned.yes, value.no && turned.no];
    return yes || no ? bool(yes, no) : null;
  }
  if (value.kind === 'int' && by.kind === 'int') return narrowedNumber(value, operator, by);
  if (value.kind !== 'string' || by.kind !== 'string') return value;
  if (operator === '==') return by.values === null ? value : onlyTexts(value, by.values);
  const not = operator === '!=' ? onlyText(by) : null;
  return not === null ? value : withoutTexts(value, [not]);
}

function narrowedNumber(value: IntType, operator: Comparison, by: IntType): IntType | null {
  let { least, greatest } = value;
  const atLeast = (bound: bigint): void => {
    if (bound > least) least = bound;
  };
  const atMost = (bound: bigint): void => {
    if (bound < greatest) greatest = bound;
  };
  if (operator === '==' || operator === '>=') atLeast(by.least);
  if (operator === '==' || operator === '<=') atMost(by.greatest);
  if (operator === '>') atLeast(by.least + 1n);
  if (operator === '<') atMost(by.greatest - 1n);
  if (operator === '!=' && by.least === by.greatest) {
    if (by.least === least) least += 1n;
    if (by.least === greatest) greatest -= 1n;
  }
  return least > greatest ? null : { kind: 'int', least, greatest };
}

/** What is left of a value that is one of these texts. */
export function onlyTexts(value: Possible, texts: readonly string[]): Possible | null {
  if (value.kind !== 'string') return value;
  const known = value.values;
  const left = known === null ? texts : known.filter((one) => texts.includes(one));
  return left.length === 0 ? null : oneOfTexts(left);
}

export function withoutTexts(value: Possible, texts: readonly string[]): Possible | null {
  if (value.kind !== 'string' || value.values === null) return value;
  const left = value.values.filter((one) => !texts.includes(one));
  return left.length === 0 ? null : oneOfTexts(left);
}

/** What is left of a list that has the text among its elements. */
export function withMember(list: PossibleList, text: string): PossibleList | null {
  if (list.most === 0 || onlyTexts(list.of, [text]) === null) return null;
  const holds = list.holds.includes(text) ? list.holds : [...list.holds, text];
  return { ...list, holds, fewest: Math.max(list.fewest, 1) };
}

export function withoutMember(list: PossibleList, text: string): PossibleList | null {
  if (list.holds.includes(text)) return null;
  const of = withoutTexts(list.of, [text]);
  if (of !== null) return { ...list, of };
  return list.fewest > 0 ? null : { ...list, most: 0 };
}
