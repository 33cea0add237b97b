import { tests } from '@bufbuild/cel-spec/testdata/conformance.js';

/** A value as the test data spells it: one field that says the type, such as `int64Value`. */
export type SpecValue = Readonly<Record<string, unknown>>;

/** One test of the specification: an expression, what it may read, and what it comes to. */
export interface SpecCase {
  /** File, section and name, such as `lists/in/in_empty`. */
  readonly id: string;
  readonly expression: string;
  readonly wanted: SpecValue | 'error';
  readonly variables: readonly SpecVariable[];
  /** Names are looked up in this namespace first; empty in most tests. */
  readonly container: string;
}

export interface SpecVariable {
  readonly name: string;
  /** As the test data spells a type, or null where the test declares none. */
  readonly type: SpecValue | null;
  readonly value: SpecValue | null;
}

/** The files about the language itself: no protocol buffers, no extensions, no checking alone. */
const CORE: ReadonlySet<string> = new Set(
  (
    'basic comparisons conversions fields fp_math integer_math lists ' +
    'logic macros namespace parse plumbing string timestamps'
  ).split(' '),
);

interface Suite {
  readonly name: string;
  readonly suites?: readonly Suite[];
  readonly tests?: readonly { readonly original: Original }[];
}

/** The fields of `cel.expr.conformance.test.SimpleTest` in the JSON of protocol buffers. */
interface Original {
  readonly name?: string;
  readonly expr: string;
  readonly value?: SpecValue;
  readonly evalError?: unknown;
  readonly container?: string;
  readonly typeEnv?: readonly {
    readonly name: string;
    readonly ident?: { readonly type?: SpecValue };
  }[];
  readonly bindings?: Readonly<Record<string, { readonly value?: SpecValue }>>;
}

/** Tests of types alone have no value and are left out. */
export function coreCases(): readonly SpecCase[] {
  const suite = tests as unknown as Suite;
  const found = (suite.suites ?? []).filter(({ name }) => CORE.has(name)).flatMap(casesOf);
  const times = new Map<string, number>();
  return found.map((one) => {
    const before = times.get(one.id) ?? 0;
    times.set(one.id, before + 1);
    return before === 0 ? one : { ...one, id: `${one.id}#${before + 1}` };
  });
}

function casesOf(suite: Suite): readonly SpecCase[] {
  const inside = (suite.suites ?? []).flatMap(casesOf);
  const own = (suite.tests ?? []).flatMap(({ original }) => {
    const wanted = original.evalError === undefined ? original.value : ('error' as const);
    if (wanted === undefined) return [];
    return [{ ...common(original), wanted }];
  });
  return [...own, ...inside].map((one) => ({ ...one, id: `${suite.name}/${one.id}` }));
}

function common(original: Original): Omit<SpecCase, 'wanted'> {
  const { name, expr, typeEnv = [], bindings = {}, container = '' } = original;
  const names = new Set([...typeEnv.map((one) => one.name), ...Object.keys(bindings)]);
  return {
    id: name ?? expr,
    expression: expr,
    container,
    variables: [...names].map((variable) => ({
      name: variable,
      type: typeEnv.find((one) => one.name === variable)?.ident?.type ?? null,
      value: bindings[variable]?.value ?? null,
    })),
  };
}
