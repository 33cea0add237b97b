import type { CatalogueId } from './catalogue.ts';
import { looseForm } from './loose-form.ts';

/** A citation that is often seen and does not exist, or exists and fits nothing here. */
interface WrongCitation {
  readonly catalog: CatalogueId;
  /** How it begins, in the loose form; the first that fits counts. */
  readonly begins: string;
  readonly help: string;
}

const OUT_OF_REACH = 'exists, but no change to an identity in a repository is evidence for it';

const WRONG: readonly WrongCitation[] = [
  {
    catalog: 'owasp-nhi-2025',
    begins: 'nhi 8 2024',
    help: 'write `NHI8:2025`; the year 2024 is a slip in a heading of the page of the list itself',
  },
  {
    catalog: 'owasp-nhi-2025',
    begins: 'nhi 8',
    help: 'write `NHI8:2025` for what is about environments; no item is about governance or approval, and nearest to it are `NHI1:2025` (ownership), `NHI5:2025` (review of permissions), `NHI7:2025` (expiry) and `NHI10:2025` (accountability)',
  },
  ...['jit', 'just in time'].map((begins) => ({
    catalog: 'nist-800-207' as const,
    begins,
    help: 'no tenet has that name; write `tenet-3` (per session), `tenet-4` (dynamic policy) or `tenet-6` (before access is allowed)',
  })),
  {
    catalog: 'nist-800-53r5',
    begins: 'ac 2 d',
    help: 'write `AC-2`; items of a control are not cited alone, and the approval of accounts is item e, not d',
  },
  {
    catalog: 'nist-csf-2.0',
    begins: 'gv rr 3',
    help: `leave it out: \`GV.RR-03\` ${OUT_OF_REACH}`,
  },
  {
    catalog: 'nist-csf-2.0',
    begins: 'gv rr 4',
    help: `leave it out: \`GV.RR-04\` ${OUT_OF_REACH}`,
  },
  {
    catalog: 'nist-csf-2.0',
    begins: 'pr aa 6',
    help: `leave it out: \`PR.AA-06\` ${OUT_OF_REACH}`,
  },
];

/** What to write instead of a well-known wrong citation, or null for any other text. */
export function helpForWrong(catalog: CatalogueId, control: string): string | null {
  const loose = `${looseForm(control)} `;
  const known = WRONG.find(
    (wrong) => wrong.catalog === catalog && loose.startsWith(`${wrong.begins} `),
  );
  return known?.help ?? null;
}
