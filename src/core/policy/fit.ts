import type { CelValue } from './cel.ts';
import { UNKNOWN, type ConditionType } from './condition-type.ts';
import type { Fields } from './declare.ts';
import { fitChecks } from './fit-checks.ts';

export interface Fitted {
  readonly value: CelValue;
  /** The fields that were cut to fit, by path. */
  readonly cut: readonly string[];
}

export type Fitter = (value: CelValue, name: string) => Fitted;

/**
 * Cuts inputs to the bounds that conditions were checked for: lists and texts to their longest,
 * numbers to their range. What was cut must not pass for what it was, so whoever fits an input says
 * so with a floor. A text outside its closed set counts as cut too.
 */
export function fitterOf(records: Records): Fitter {
  const fits = fitChecks(records);
  return (value, name) => {
    if (fits(value, name)) return { value, cut: NOTHING };
    const cut = new Set<string>();
    const type = { kind: 'record', name } as const;
    return { value: fit(value, type, { path: name, records, cut }), cut: [...cut] };
  };
}

const NOTHING: readonly string[] = [];

type Records = Readonly<Record<string, Fields>>;

interface Place {
  readonly path: string;
  readonly records: Records;
  readonly cut: Set<string>;
}

function fit(value: CelValue, type: ConditionType, place: Place): CelValue {
  if (typeof value === 'bigint') return type.kind === 'int' ? clamp(value, type, place) : value;
  if (typeof value === 'string')
    return type.kind === 'string' ? fitText(value, type, place) : value;
  if (typeof value === 'boolean') return value;
  if (isList(value)) {
    if (type.kind !== 'list') return value;
    if (value.length > type.longest) place.cut.add(place.path);
    return value.slice(0, type.longest).map((one) => fit(one, type.of ?? UNKNOWN, place));
  }
  const fields = type.kind === 'record' ? place.records[type.name] : undefined;
  if (fields === undefined) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      fit(inner, fields[name]?.type ?? UNKNOWN, { ...place, path: `${place.path}.${name}` }),
    ]),
  );
}

function clamp(
  value: bigint,
  { least, greatest }: Extract<ConditionType, { readonly kind: 'int' }>,
  place: Place,
): bigint {
  if (value >= least && value <= greatest) return value;
  place.cut.add(place.path);
  return value < least ? least : greatest;
}

function fitText(
  value: string,
  { values, longest }: Extract<ConditionType, { readonly kind: 'string' }>,
  place: Place,
): string {
  if (values?.includes(value) === false || value.length > longest) place.cut.add(place.path);
  return value.slice(0, longest);
}

function isList(value: CelValue): value is readonly CelValue[] {
  return Array.isArray(value);
}
