import type { Catalogue, CatalogueId } from './catalogue.ts';
import { catalogues, findCatalogue } from './catalogues.ts';
import { renumbered, sameTitle } from './renumbered.ts';
import { suggestItem } from './suggest-item.ts';
import { suggestCatalogue } from './unknown-catalogue.ts';
import { helpForWrong } from './wrong-citations.ts';

/** An item that findings are evidence for. It never says that anything complies with the item. */
export interface Citation {
  readonly catalog: CatalogueId;
  /** The one form that is printed: `NHI5:2025`, also where the policy says `NHI5`. */
  readonly control: string;
  readonly title: string;
  /** Catalogue, edition and item, as every output prints it: `OWASP NHI5:2025 Overprivileged NHI`. */
  readonly shown: string;
}

export interface CitationProblem {
  /** Which of the two texts is wrong, and so where the diagnostic points. */
  readonly what: 'catalog' | 'control';
  readonly message: string;
  readonly help: string;
}

/** Any texts in, so also names that every object answers to. Never throws. */
export function checkCitation(catalog: string, control: string): Citation | CitationProblem {
  const catalogue = findCatalogue(catalog);
  if (catalogue === null)
    return {
      what: 'catalog',
      message: `\`${catalog}\` is not a catalogue that can be cited`,
      help: suggestCatalogue(catalog),
    };
  const ambiguous = renumbered(catalogue, control);
  if (ambiguous !== null) return { what: 'control', ...ambiguous };
  const id = [control, `${control}:${catalogue.edition}`].find((form) =>
    Object.hasOwn(catalogue.items, form),
  );
  return id === undefined ? notAnItem(catalogue, control) : cite(catalogue, id);
}

export function isCitation(checked: Citation | CitationProblem): checked is Citation {
  return 'shown' in checked;
}

function cite(catalogue: Catalogue, control: string): Citation {
  const title = catalogue.items[control] ?? '';
  const shown = [catalogue.shownAs, control, ...(catalogue.named ? [title] : [])].join(' ');
  return { catalog: catalogue.id, control, title, shown };
}

function notAnItem(catalogue: Catalogue, control: string): CitationProblem {
  return {
    what: 'control',
    message: `\`${control}\` is not an item of \`${catalogue.id}\` that can be cited`,
    help:
      helpForWrong(catalogue.id, control) ??
      otherCatalogue(catalogue, control) ??
      suggestItem(catalogue, control),
  };
}

/** An item under the wrong catalogue, often one of another edition. */
function otherCatalogue(catalogue: Catalogue, control: string): string | null {
  const other = Object.values(catalogues).find(({ items }) => Object.hasOwn(items, control));
  if (other === undefined) return null;
  const title = other.items[control] ?? '';
  const here = sameTitle(catalogue, title);
  const move = `it is an item of \`${other.id}\`, to be cited there`;
  return here === null ? move : `${move}; in \`${catalogue.id}\`, ${title} is \`${here}\``;
}
