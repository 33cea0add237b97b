import type { CelValue } from '../../src/core/policy/cel.ts';
import { ingredientsOf, type Ingredients } from './bufbuild-oracle.ts';
import type { SpecCase, SpecValue } from './cel-spec-cases.ts';
import { readWith, type Compiled } from './own-language.ts';
import { PROFILE_CALLS } from './profile-conditions.ts';

/** Why a case is not one of the profile: it is about something that conditions do not have. */
export type LeftOut = 'container' | 'quoted-name' | 'bytes' | 'uint' | 'type' | 'message';

export const failures = [
  // It calls what conditions cannot call, makes a map or is too large.
  'refused-by-the-profile',
  'error-instead-of-a-value',
  // Also a value where an error is wanted.
  'wrong-value',
] as const;

/** How a case fares with the library behind conditions, and as the condition of a policy. */
export interface SpecOutcome {
  readonly library: 'passed' | (typeof failures)[number];
  readonly policy: 'passed' | 'refused' | 'failed';
}

/** Macros are expanded, and the expansion of `all` and `exists` calls a function of its own. */
const CALLS: ReadonlySet<string> = new Set([...PROFILE_CALLS, '@not_strictly_false']);

export function leftOut(one: SpecCase): LeftOut | null {
  if (one.container !== '') return 'container';
  if (one.expression.includes('`')) return 'quoted-name';
  const parts = ingredients(one.expression);
  const said = JSON.stringify([one.wanted, one.variables]);
  if (parts?.kinds.has('bytesValue') === true || /bytesValue|BYTES/u.test(said)) return 'bytes';
  if (parts?.calls.has('bytes') === true) return 'bytes';
  if (parts?.kinds.has('uint64Value') === true || /uint64Value|UINT64/u.test(said)) return 'uint';
  if (parts?.calls.has('uint') === true) return 'uint';
  if (parts?.calls.has('type') === true || said.includes('typeValue')) return 'type';
  if (parts?.kinds.has('message') === true || /objectValue|messageType/u.test(said))
    return 'message';
  return null;
}

function ingredients(expression: string): Ingredients | null {
  try {
    return ingredientsOf(expression);
  } catch {
    // Not CEL at all: the wanted answer is an error.
    return null;
  }
}

/** Runs a case with the variables of the case. */
export function runCase(one: SpecCase): SpecOutcome {
  const { types, input } = variablesOf(one);
  const readings = readWith(types, asCondition(one.expression, one.wanted));
  if (readings === null)
    return {
      library: one.wanted === 'error' ? 'passed' : 'error-instead-of-a-value',
      policy: 'refused',
    };
  const { policy, library } = readings;
  const bounded = 'message' in library && library.message.startsWith('Exceeded max');
  return {
    library: isForeign(one) || bounded ? 'refused-by-the-profile' : judge(one, library, input),
    policy:
      policy === null ? 'refused' : judge(one, policy, input) === 'passed' ? 'passed' : 'failed',
  };
}

type Input = Readonly<Record<string, CelValue>>;

function judge({ wanted }: SpecCase, compiled: Compiled, input: Input): SpecOutcome['library'] {
  const answer = 'matches' in compiled ? compiled.matches(input) : 'indeterminate';
  if (wanted === 'error') return answer === 'indeterminate' ? 'passed' : 'wrong-value';
  if (answer === 'indeterminate') return 'error-instead-of-a-value';
  return answer === (wanted['boolValue'] ?? true) ? 'passed' : 'wrong-value';
}

/** Whether it calls what conditions cannot call, or makes a map. */
function isForeign(one: SpecCase): boolean {
  const parts = ingredients(one.expression);
  if (parts === null) return false;
  return parts.kinds.has('structExpr') || [...parts.calls].some((call) => !CALLS.has(call));
}

interface Variables {
  readonly types: Readonly<Record<string, string>>;
  readonly input: Input;
}

function variablesOf({ variables, wanted }: SpecCase): Variables {
  const types: Record<string, string> = {};
  const input: Record<string, CelValue> = {};
  for (const { name, type, value } of variables) {
    types[name] = type === null ? typeOf(value ?? {}) : declared(type);
    // Null and decimal numbers reach the library only; no input has them.
    if (value !== null) input[name] = valueOf(value) as CelValue;
  }
  if (wanted !== 'error' && !('boolValue' in wanted)) {
    types['wanted'] = typeOf(wanted);
    input['wanted'] = valueOf(wanted) as CelValue;
  }
  return { types, input };
}

/** A condition is a bool, so another value is compared with a variable that holds the wanted one. */
function asCondition(expression: string, wanted: SpecCase['wanted']): string {
  // An expression may end in a comment, hence the new lines.
  if (wanted === 'error') return `[${expression}\n].size() == 1`;
  if ('boolValue' in wanted) return expression;
  return Number.isNaN(valueOf(wanted))
    ? `(${expression}\n) != (${expression}\n)`
    : `(${expression}\n) == wanted`;
}

function declared(type: SpecValue): string {
  const { primitive, listType, mapType } = type as {
    readonly primitive?: string;
    readonly listType?: { readonly elemType: SpecValue };
    readonly mapType?: { readonly keyType: SpecValue; readonly valueType: SpecValue };
  };
  if (listType !== undefined) return `list<${declared(listType.elemType)}>`;
  if (mapType !== undefined)
    return `map<${declared(mapType.keyType)}, ${declared(mapType.valueType)}>`;
  return primitive === undefined ? 'null' : primitive.toLowerCase().replace('64', '');
}

function typeOf(value: SpecValue): string {
  if ('int64Value' in value) return 'int';
  if ('doubleValue' in value) return 'double';
  if ('stringValue' in value) return 'string';
  if ('boolValue' in value) return 'bool';
  if ('nullValue' in value) return 'null';
  const [first] = elements(value);
  return first === undefined ? 'list' : `list<${typeOf(first)}>`;
}

function valueOf(value: SpecValue): unknown {
  if ('int64Value' in value) return BigInt(String(value['int64Value']));
  if ('doubleValue' in value) return Number(value['doubleValue']);
  if ('listValue' in value) return elements(value).map(valueOf);
  if ('mapValue' in value)
    return Object.fromEntries(
      (
        value['mapValue'] as {
          readonly entries?: readonly { readonly key: SpecValue; readonly value: SpecValue }[];
        }
      ).entries?.map((entry) => [String(valueOf(entry.key)), valueOf(entry.value)]) ?? [],
    );
  return Object.values(value)[0];
}

function elements(value: SpecValue): readonly SpecValue[] {
  const list = value['listValue'] as { readonly values?: readonly SpecValue[] } | undefined;
  return list?.values ?? [];
}
