import { closest } from '../schema/closest.ts';
import { catalogues } from './catalogues.ts';
import { looseForm } from './loose-form.ts';

/** What to write instead of a name that is no catalogue. */
export function suggestCatalogue(typed: string): string {
  if (looseForm(typed).includes('ai act'))
    return 'leave it out: Article 14 binds high-risk systems, and reviewing changes to identities is not one as such';
  const ids = Object.keys(catalogues);
  const near = closest(typed, ids);
  if (near !== null) return `did you mean \`${near}\`?`;
  const longer = typed === '' ? [] : ids.filter((id) => id.startsWith(typed.toLowerCase()));
  if (longer.length > 0) return `name the edition: ${quoted(longer)}`;
  return `use one of ${quoted(ids)}`;
}

function quoted(ids: readonly string[]): string {
  return ids.map((id) => `\`${id}\``).join(', ');
}
