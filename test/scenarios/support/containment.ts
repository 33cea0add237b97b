/**
 * What of `want` is not in `actual`, as readable lines; empty where all of it is. Objects may have
 * more keys, and each item of a list must be in an item of its own, in any order. `key#` states the
 * length of a list and `key!` lists what must be in none of its items.
 */
export function missingFrom(actual: unknown, want: unknown, at = ''): readonly string[] {
  if (Array.isArray(want)) return missingItems(actual, want, at);
  if (typeof want !== 'object' || want === null)
    return Object.is(actual, want) ? [] : [`${at}: ${shown(actual)} instead of ${shown(want)}`];
  if (typeof actual !== 'object' || actual === null)
    return [`${at}: ${shown(actual)} is no object`];
  return Object.entries(want).flatMap(([key, expected]) => {
    const of = Object.entries(actual);
    const member = (name: string): unknown => of.find(([known]) => known === name)?.[1];
    if (key.endsWith('#')) return wrongLength(member(key.slice(0, -1)), expected, `${at}.${key}`);
    if (key.endsWith('!')) return unwanted(member(key.slice(0, -1)), expected, `${at}.${key}`);
    return missingFrom(member(key), expected, `${at}.${key}`);
  });
}

function missingItems(actual: unknown, want: readonly unknown[], at: string): readonly string[] {
  if (!Array.isArray(actual)) return [`${at}: ${shown(actual)} is no list`];
  const left: unknown[] = [...actual];
  return want.flatMap((expected) => {
    const index = left.findIndex((item) => missingFrom(item, expected).length === 0);
    if (index === -1) return [`${at}: no item holds ${shown(expected)}; there are ${shown(left)}`];
    left.splice(index, 1);
    return [];
  });
}

function wrongLength(actual: unknown, want: unknown, at: string): readonly string[] {
  const length = Array.isArray(actual) ? actual.length : null;
  return length === want ? [] : [`${at}: ${shown(length)} instead of ${shown(want)}`];
}

function unwanted(actual: unknown, want: unknown, at: string): readonly string[] {
  if (!Array.isArray(actual) || !Array.isArray(want)) return [`${at}: both must be lists`];
  return want.flatMap((refused: unknown) =>
    actual.some((item) => missingFrom(item, refused).length === 0)
      ? [`${at}: ${shown(refused)} is there and must not be`]
      : [],
  );
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 1500);
}
