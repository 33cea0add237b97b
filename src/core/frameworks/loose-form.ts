import type { Catalogue } from './catalogue.ts';

/** No id is longer; the rest of a longer text cannot help to find one. */
const COMPARED = 80;

/**
 * An id as words and numbers, whatever stands between them: `NHI-08`, `nhi 8` and `NHI8` are all
 * `nhi 8`. Only for suggestions; a citation has one spelling.
 */
export function looseForm(text: string): string {
  const parts =
    text
      .slice(0, COMPARED)
      .toLowerCase()
      .match(/[a-z]+|\d+/g) ?? [];
  return parts.map((part) => part.replace(/^0+(?=\d)/, '')).join(' ');
}

/** `NHI5` of `NHI5:2025`; ids without a year stay as they are. */
export function withoutYear(id: string): string {
  return id.split(':', 1).join('');
}

/** `` `AC-6(5)` (Privileged Accounts) ``; sentences are left out. */
export function withTitle(catalogue: Catalogue, id: string): string {
  const title = catalogue.items[id] ?? '';
  return catalogue.named ? `\`${id}\` (${title})` : `\`${id}\``;
}
