import { closest } from '../schema/closest.ts';
import type { Catalogue } from './catalogue.ts';
import { looseForm, withoutYear, withTitle } from './loose-form.ts';

/** What to write instead of an id that the catalogue does not have. */
export function suggestItem(catalogue: Catalogue, typed: string): string {
  const same = respelt(catalogue, typed) ?? tail(catalogue, typed);
  if (same !== null) return `did you mean ${withTitle(catalogue, same)}?`;
  const near = misspelt(catalogue, typed);
  // `GV.OC-01` is no slip for `GV.OV-01` but an item that is not bundled, and nothing tells them apart.
  if (near !== null) return `did you mean ${withTitle(catalogue, near)}? If not, leave it out`;
  const ids = Object.keys(catalogue.items);
  const [family = ''] = looseForm(typed).split(' ');
  const related = ids.filter((id) => looseForm(id).startsWith(`${family} `));
  const listed = related.length === 0 ? ids : related;
  return `cite one of ${listed.map((id) => `\`${id}\``).join(', ')}, or leave it out`;
}

/** The same words and numbers otherwise written, in another year or with the letter of an item. */
function respelt(catalogue: Catalogue, typed: string): string | null {
  const loose = looseForm(typed);
  const candidates = new Set([loose, loose.replace(/ \d{4}$/, ''), loose.replace(/ [a-z]$/, '')]);
  for (const id of Object.keys(catalogue.items))
    if (candidates.has(looseForm(id)) || candidates.has(looseForm(withoutYear(id)))) return id;
  return null;
}

/** `5.3` for `A.5.3`, where exactly one id ends like that. */
function tail(catalogue: Catalogue, typed: string): string | null {
  const end = ` ${looseForm(typed)}`;
  if (end === ' ') return null;
  const ids = Object.keys(catalogue.items).filter((id) => looseForm(withoutYear(id)).endsWith(end));
  return ids.length === 1 ? (ids[0] ?? null) : null;
}

/** A slip in letters or signs. With other numbers it is another id and no slip: `AC-4`, `NHI11`. */
function misspelt(catalogue: Catalogue, typed: string): string | null {
  const same = Object.keys(catalogue.items).filter(
    (id) => numbers(id) === numbers(typed) || numbers(withoutYear(id)) === numbers(typed),
  );
  const near = closest(typed, [...same, ...same.map(withoutYear)]);
  return near === null
    ? null
    : (same.find((id) => id === near || withoutYear(id) === near) ?? null);
}

function numbers(id: string): string {
  return looseForm(id)
    .replace(/[a-z ]+/g, ' ')
    .trim();
}
