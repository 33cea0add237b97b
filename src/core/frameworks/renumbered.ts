import type { Catalogue } from './catalogue.ts';
import { catalogues } from './catalogues.ts';

/** Two readings of one id without a year. */
interface Renumbered {
  readonly message: string;
  readonly help: string;
}

/**
 * Whether an id without a year means something else in the edition before. Who moves a policy to the
 * new edition and leaves `LLM06` as it was would cite another risk without a word, so it is refused.
 */
export function renumbered(catalogue: Catalogue, control: string): Renumbered | null {
  if (catalogue.renumbers === undefined) return null;
  const earlier = catalogues[catalogue.renumbers];
  const now = titleOf(catalogue, `${control}:${catalogue.edition}`);
  const before = titleOf(earlier, `${control}:${earlier.edition}`);
  if (now === null || before === null || now === before) return null;
  const moved = sameTitle(catalogue, before);
  return {
    message: `\`${control}\` without a year is ${before} in ${earlier.edition} and ${now} in ${catalogue.edition}`,
    help: `write \`${control}:${catalogue.edition}\` for ${now}; ${before} is ${
      moved === null ? `only in \`${earlier.id}\`` : `\`${moved}\` here`
    }`,
  };
}

/** The id that a catalogue gives to what another edition calls by the same title. */
export function sameTitle(catalogue: Catalogue, title: string): string | null {
  return Object.keys(catalogue.items).find((id) => catalogue.items[id] === title) ?? null;
}

function titleOf({ items }: Catalogue, id: string): string | null {
  return Object.hasOwn(items, id) ? (items[id] ?? null) : null;
}
