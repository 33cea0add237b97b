import type { ConditionExplanation } from './explanation.ts';
import { showValue } from './show-value.ts';
import { WITNESS_LIMIT } from './witnesses.ts';

/** One part of an explanation as it is shown; nothing in the label is escaped for any sink. */
export interface ExplanationLine {
  /** How many wholes it is in; 0 of the condition itself. */
  readonly depth: number;
  readonly mark: '✓' | '✗' | '!';
  readonly label: string;
}

/** The tree as lines, each whole before its parts. */
export function explanationLines(explanation: ConditionExplanation): readonly ExplanationLine[] {
  return linesAt(explanation, 0);
}

function linesAt(explanation: ConditionExplanation, depth: number): readonly ExplanationLine[] {
  const { outcome, join } = explanation;
  const label = join === null ? leafLabel(explanation) : JOINS[join];
  const parts = explanation.parts.flatMap((part) => linesAt(part, depth + 1));
  return [{ depth, mark: MARKS[outcome], label }, ...parts];
}

const MARKS = { holds: '✓', fails: '✗', indeterminate: '!' } as const;
const JOINS = { all: 'all of', any: 'any of', not: 'not' } as const;

function leafLabel({ text, values, witnesses }: ConditionExplanation): string {
  const read = values.map(({ path, value }) => `${path} = ${showValue(value)}`).join(', ');
  const notes = [...(read === '' ? [] : [read]), ...found(witnesses)];
  return notes.length === 0 ? text : `${text} [${notes.join('; ')}]`;
}

function found(witnesses: ConditionExplanation['witnesses']): readonly string[] {
  if (witnesses.length === 0) return [];
  // Nobody looked further, so whether there are more is not known.
  const which = witnesses.length < WITNESS_LIMIT ? 'found' : `the first ${WITNESS_LIMIT} found`;
  return [`${which}: ${witnesses.map(showValue).join(', ')}`];
}
