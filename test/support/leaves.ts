/** One leaf of plain data: its exact place, the same without list positions, and its value. */
export interface Leaf {
  readonly path: readonly (string | number)[];
  /** Such as `changes[].permissions[].level`. */
  readonly name: string;
  readonly value: unknown;
}

/** Every text, number, boolean and null of plain data. Empty lists and records have no leaf. */
export function leavesOf(value: unknown, path: readonly (string | number)[] = []): Leaf[] {
  if (Array.isArray(value))
    return value.flatMap((item: unknown, at) => leavesOf(item, [...path, at]));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, member]) => leavesOf(member, [...path, key]));
  return [{ path, name: nameOf(path), value }];
}

export function nameOf(path: readonly (string | number)[]): string {
  let name = '';
  for (const step of path)
    name += typeof step === 'number' ? '[]' : name === '' ? step : `.${step}`;
  return name;
}

/** A copy with another value at one place; the rest is shared. */
export function withLeaf(
  value: unknown,
  [step, ...rest]: readonly (string | number)[],
  leaf: unknown,
): unknown {
  if (step === undefined) return leaf;
  if (Array.isArray(value))
    return value.map((item: unknown, at) => (at === step ? withLeaf(item, rest, leaf) : item));
  return Object.fromEntries(
    Object.entries(value ?? {}).map(([key, member]) => [
      key,
      key === step ? withLeaf(member, rest, leaf) : member,
    ]),
  );
}

/**
 * The names of the leaves that differ. Lists of different length are compared no further and give
 * `name[]#`: what only moved by a place must not pass for a leaf that was changed.
 */
export function differingLeaves(a: unknown, b: unknown, name = ''): ReadonlySet<string> {
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return new Set([`${name}[]#`]);
    return joined(a.map((item, at) => differingLeaves(item, b[at], `${name}[]`)));
  }
  if (isRecord(a) && isRecord(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return joined(
      [...keys].map((key) => differingLeaves(a[key], b[key], name === '' ? key : `${name}.${key}`)),
    );
  }
  return new Set(a === b ? [] : [name]);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function joined(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return new Set(sets.flatMap((set) => [...set]));
}
