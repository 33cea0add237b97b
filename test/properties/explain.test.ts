import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { explainCondition } from '../../src/core/explain/explain-condition.ts';
import type { ConditionExplanation } from '../../src/core/explain/explanation.ts';
import { explanationLines } from '../../src/core/explain/explanation-lines.ts';
import { macroCall, type MacroCall } from '../../src/core/policy/cel-ast.ts';
import type { CelValue } from '../../src/core/policy/cel.ts';
import { scopeEngines } from '../../src/core/policy/inputs.ts';
import { ingredientsOf, oracleCondition, type OracleOutcome } from '../support/bufbuild-oracle.ts';
import { KNOWN_DIFFERENCES } from '../support/cel-agreement.ts';
import { randomCondition } from '../support/condition-grammar.ts';
import { scopeInput, type Input, type Scope } from '../support/condition-inputs.ts';
import { profileCondition } from '../support/random-conditions.ts';

type Outcome = ConditionExplanation['outcome'];

const scopes: readonly Scope[] = ['item', 'subject', 'state'];
const engines = scopeEngines();
const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 60);
const INPUTS = 3;

interface Asked {
  readonly when: string;
  readonly inputs: readonly Input[];
}

/** Of both grammars: one has everything that the library runs, the other what policies hold. */
function conditionOf(scope: Scope): fc.Arbitrary<string> {
  const either = fc.oneof(randomCondition(scope), profileCondition(scope));
  return fc
    .tuple(fc.constantFrom(...FRAMES), either, either)
    .map(([frame, one, other]) => frame.replaceAll('A', () => one).replaceAll('§', () => other));
}

/** The grammars alone join less often than people do. */
const FRAMES = ['A', 'A && §', 'A || !§', '!(A || §)', '(A) && (!A || §)'] as const;

function asked(scope: Scope): fc.Arbitrary<Asked> {
  return conditionOf(scope).chain((when) =>
    fc.record({
      when: fc.constant(when),
      inputs: fc.array(scopeInput(scope, ingredientsOf(when)), {
        minLength: INPUTS,
        maxLength: INPUTS,
      }),
    }),
  );
}

function eachExplanation(
  scope: Scope,
  check: (explanation: ConditionExplanation, when: string, input: Input) => void,
): void {
  fc.assert(
    fc.property(asked(scope), ({ when, inputs }) => {
      for (const input of inputs) check(explainCondition(when, scope, input), when, input);
    }),
    { numRuns },
  );
}

function nodesOf(explanation: ConditionExplanation): readonly ConditionExplanation[] {
  return [explanation, ...explanation.parts.flatMap(nodesOf)];
}

function outcomeOf(scope: Scope, when: string, input: Input): Outcome {
  const compiled = engines[scope].compile(when);
  if (!('matches' in compiled)) throw new Error(`${when}: ${compiled.message}`);
  const matched = compiled.matches(input);
  return matched === 'indeterminate' ? matched : matched ? 'holds' : 'fails';
}

/** What the specification says of conditions that are joined, errors among them. */
function joined({ join, parts, outcome }: ConditionExplanation): Outcome {
  const outcomes = parts.map((part) => part.outcome);
  if (join === null) return outcome;
  if (join === 'not') return OPPOSITE[outcomes[0] ?? 'indeterminate'];
  const decisive = join === 'all' ? 'fails' : 'holds';
  if (outcomes.includes(decisive)) return decisive;
  return outcomes.includes('indeterminate') ? 'indeterminate' : OPPOSITE[decisive];
}

const OPPOSITE = { holds: 'fails', fails: 'holds', indeterminate: 'indeterminate' } as const;

/** What was seen over all scopes, so that laws about nothing do not pass for laws. */
const seen = { joins: new Set<string>(), values: 0, witnesses: 0 };

describe.each(scopes)('an explanation of a condition of scope %s', (scope) => {
  it('has the outcome of the condition, and every part that of its text', () => {
    eachExplanation(scope, (explanation, when, input) => {
      expect(explanation.outcome).toBe(outcomeOf(scope, when, input));
      for (const node of nodesOf(explanation)) {
        expect(engines[scope].parse(node.text)).toHaveProperty('kind');
        // Alone it is taken apart the same way, so nothing was cut off or read in.
        expect(explainCondition(node.text, scope, input)).toEqual(node);
      }
    });
  });

  it('agrees with the outcomes of the parts', () => {
    eachExplanation(scope, (explanation, when) => {
      for (const node of nodesOf(explanation)) {
        if (joined(node) !== node.outcome) throw new Error(`${when}: ${node.text}`);
        const { join, parts, values, witnesses } = node;
        seen.joins.add(`${join ?? 'leaf'} ${node.outcome}`);
        expect(parts.length >= MIN_PARTS[join ?? 'leaf']).toBe(true);
        if (join === null) continue;
        expect(parts.some((part) => part.join === join && join !== 'not')).toBe(false);
        expect([values, witnesses]).toEqual([[], []]);
      }
      expect(explanationLines(explanation)).toHaveLength(nodesOf(explanation).length);
    });
  });

  it('does not depend on the layout', () => {
    eachExplanation(scope, (explanation, when, input) => {
      const spread = `// it's ((\n\t(${when} // ) '\n)\r\n`;
      expect(explainCondition(spread, scope, input)).toEqual(explanation);
      const both = explainCondition(`!(${spread}) || \n( ${spread} )`, scope, input);
      expect(both.parts[0]?.parts[0]).toEqual(explanation);
    });
  });

  it('lists what its leaves read, with the values of the input', () => {
    eachExplanation(scope, (explanation, _when, input) => {
      for (const { text, join, values } of nodesOf(explanation)) {
        // What is read by position is not part of conditions, and not looked into.
        if (join !== null || /[\w)\]]\[/u.test(text)) continue;
        expect(values.map(({ path }) => path)).toEqual(pathsWritten(text));
        for (const { path, value } of values) expect(value).toBe(at(path, input));
        seen.values += values.length;
      }
    });
  });

  it('has for witnesses what the second implementation finds', () => {
    eachExplanation(scope, (explanation, _when, input) => {
      for (const node of nodesOf(explanation)) {
        const macro = macroOver(scope, node.text);
        if (macro === null) continue;
        const list = at(macro.path, input);
        if (!Array.isArray(list)) throw new Error(`${macro.path} is no list`);
        const body = oracleCondition(macro.body);
        const answers = (list as readonly CelValue[]).map((element) =>
          body.evaluate({ ...input, [macro.variable]: element }),
        );
        if (answers.some(isKnownDifference)) continue;
        const holding = (list as readonly CelValue[]).filter(
          (_, place) => answers[place] === macro.answer,
        );
        expect(node.witnesses).toEqual(holding.slice(0, 5));
        seen.witnesses += node.witnesses.length;
      }
    });
  });
});

describe('the explanations that were looked at', () => {
  it('have every join with every outcome, and values and witnesses', () => {
    expect([...seen.joins].sort()).toHaveLength(4 * 3);
    expect(seen.values).toBeGreaterThan(numRuns);
    expect(seen.witnesses).toBeGreaterThan(numRuns / 4);
  });
});

function isKnownDifference(answer: OracleOutcome): boolean {
  if (typeof answer === 'boolean') return false;
  return KNOWN_DIFFERENCES.some(({ error }) => error.test(answer.error));
}

const MIN_PARTS = { all: 2, any: 2, not: 1, leaf: 0 } as const;

/** By their spelling: the grammars put no space into a path. */
function pathsWritten(text: string): readonly string[] {
  const code = text.replaceAll(/'(?:\\.|[^\\'])*'/gsu, "''");
  const paths = code.matchAll(/(?<![\w.])(?:item|subject|state|now)(?:\.\w+(?!\w*\())*/gu);
  return [...new Set([...paths].map(([path]) => path))];
}

function at(path: string, input: Input): CelValue | undefined {
  return path
    .split('.')
    .reduce<CelValue | undefined>((value, name) => (value as Input)[name], input);
}

interface MacroOverField {
  readonly path: string;
  readonly variable: string;
  readonly body: string;
  readonly answer: boolean;
}

/** The parts of a leaf that is a macro over a list of the input itself. */
function macroOver(scope: Scope, text: string): MacroOverField | null {
  const node = engines[scope].parse(text);
  if (!('kind' in node) || node.kind !== 'call') return null;
  const macro: MacroCall | null = macroCall(node);
  const [body] = macro?.bodies ?? [];
  if (macro === null || body === undefined) return null;
  const path = text.slice(macro.list.range.start, macro.list.range.end);
  if (!/^[a-z.]+$/u.test(path)) return null;
  return {
    path,
    variable: macro.variable,
    body: text.slice(body.range.start, body.range.end),
    answer: macro.name !== 'all',
  };
}
