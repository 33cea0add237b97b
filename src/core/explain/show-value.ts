import type { CelValue } from '../policy/cel.ts';

/** How many entries of a list, or fields of a record, are shown. */
const SHOWN = 5;

/** A value as CEL would write it, shortened. Texts are quoted as in JSON. */
export function showValue(value: CelValue): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return `[${shorten(value.map((one) => () => showValue(one)))}]`;
  const fields = Object.entries(value);
  return `{${shorten(
    fields.map(
      ([name, field]) =>
        () =>
          `${name}: ${showValue(field)}`,
    ),
  )}}`;
}

/** What is not shown is not spelt either: a list can hold hundreds of records. */
function shorten(entries: readonly (() => string)[]): string {
  const shown = entries.slice(0, SHOWN).map((spell) => spell());
  const more = entries.length - shown.length;
  return [...shown, ...(more > 0 ? [`… ${more} more`] : [])].join(', ');
}

function isList(value: CelValue): value is readonly CelValue[] {
  return Array.isArray(value);
}
