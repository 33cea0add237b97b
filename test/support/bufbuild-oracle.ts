import { CelScalar, celEnv, celFunc, isCelError, parse, plan } from '@bufbuild/cel';

import type { CelValue } from '../../src/core/policy/cel.ts';
import { naiveGlob } from './naive-glob.ts';

/** What a condition comes to: one value, or an error with its message. */
export type OracleOutcome = boolean | { readonly error: string };

/** The second implementation of CEL, which only tests use. It checks no types beforehand. */
export interface OracleCondition {
  readonly evaluate: (input: Readonly<Record<string, CelValue>>) => OracleOutcome;
}

const environment = celEnv({
  funcs: [celFunc('glob', [CelScalar.STRING, CelScalar.STRING], CelScalar.BOOL, naiveGlob)],
});

/** Throws where the expression is not CEL at all. */
export function oracleCondition(expression: string): OracleCondition {
  const run = plan(environment, parse(expression));
  return {
    evaluate: (input) => {
      const result = run(input);
      if (typeof result === 'boolean') return result;
      return { error: isCelError(result) ? result.message : 'not a bool' };
    },
  };
}

/** What an expression is made of; macros are expanded, so `exists` shows as `comprehension`. */
export interface Ingredients {
  /** Functions and operators, in the spelling of the specification: `size`, `_&&_`, `@in`. */
  readonly calls: ReadonlySet<string>;
  /** Kinds of nodes and of constants: `structExpr` (also `message`), `bytesValue`, … */
  readonly kinds: ReadonlySet<string>;
  readonly strings: readonly string[];
  readonly integers: readonly bigint[];
}

type Expression = NonNullable<ReturnType<typeof parse>['expr']>;

export function ingredientsOf(expression: string): Ingredients {
  const found = {
    calls: new Set<string>(),
    kinds: new Set<string>(),
    strings: [] as string[],
    integers: [] as bigint[],
  };
  const pending: (Expression | undefined)[] = [parse(expression).expr];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const { exprKind } = node;
    found.kinds.add(exprKind.case ?? 'nothing');
    if (exprKind.case === 'constExpr') {
      const { constantKind } = exprKind.value;
      found.kinds.add(constantKind.case ?? 'nothing');
      if (constantKind.case === 'stringValue') found.strings.push(constantKind.value);
      if (constantKind.case === 'int64Value') found.integers.push(constantKind.value);
    }
    if (exprKind.case === 'structExpr' && exprKind.value.messageName !== '')
      found.kinds.add('message');
    if (exprKind.case === 'callExpr') found.calls.add(exprKind.value.function);
    pending.push(...children(exprKind));
  }
  return found;
}

function children(kind: Expression['exprKind']): readonly Expression[] {
  const present = (list: readonly (Expression | undefined)[]): readonly Expression[] =>
    list.filter((one) => one !== undefined);
  switch (kind.case) {
    case 'selectExpr':
      return present([kind.value.operand]);
    case 'callExpr':
      return present([kind.value.target, ...kind.value.args]);
    case 'listExpr':
      return kind.value.elements;
    case 'structExpr':
      return present(
        kind.value.entries.flatMap((entry) => [
          entry.value,
          entry.keyKind.case === 'mapKey' ? entry.keyKind.value : undefined,
        ]),
      );
    case 'comprehensionExpr': {
      const { iterRange, accuInit, loopCondition, loopStep, result } = kind.value;
      return present([iterRange, accuInit, loopCondition, loopStep, result]);
    }
    default:
      return [];
  }
}
