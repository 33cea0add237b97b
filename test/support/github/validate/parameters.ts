import type { Check, Compiled } from './compile.ts';

/** As it is called, by name; a name that occurs several times has several values. */
export type Query = URLSearchParams | Readonly<Record<string, string>>;

/** GitHub cuts a greater page size to this and says nothing. */
const MOST_PER_PAGE = 100;

/** What is wrong with the parameters in the path and in the query. */
export function checkParameters(
  compiled: Compiled,
  path: Readonly<Record<string, string>>,
  query: Query,
): readonly string[] {
  const given = new URLSearchParams(query instanceof URLSearchParams ? query : { ...query });
  const declared = new Map(
    compiled.operation.parameters.map((one) => [`${one.in} ${one.name}`, one]),
  );
  const problems: string[] = [];
  for (const name of new Set(given.keys()))
    if (!declared.has(`query ${name}`)) problems.push(`query parameter ${name} is not described`);
  for (const { name, in: where, required } of declared.values()) {
    const values = where === 'path' ? [decoded(path[name] ?? '')] : given.getAll(name);
    const label = `${where} parameter ${name}`;
    if (values.length === 0 && required) problems.push(`${label} is missing`);
    if (values.length > 1) problems.push(`${label} occurs ${values.length} times`);
    const check = compiled.parameters.find((one) => one.name === name)?.check ?? (() => []);
    for (const value of values)
      problems.push(...checkText(value, check).map((one) => `${label}: ${one}`));
  }
  const size = Number(given.get('per_page') ?? 0);
  if (size > MOST_PER_PAGE) problems.push(`query parameter per_page: ${size} is over 100`);
  return problems;
}

/** A parameter is text; it is right if what it can be read as fits. */
function checkText(text: string | null, check: Check): readonly string[] {
  if (text === null) return ['is not percent-encoded UTF-8'];
  const readings: unknown[] = [text];
  if (/^-?\d{1,15}$/.test(text)) readings.push(Number(text));
  if (text === 'true' || text === 'false') readings.push(text === 'true');
  const results = readings.map(check);
  return results.find((one) => one.length === 0) ?? results.at(-1) ?? [];
}

function decoded(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
