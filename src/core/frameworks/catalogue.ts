/** The catalogues that policies may cite, as `frameworks[].catalog` names them. */
export type CatalogueId =
  | 'owasp-nhi-2025'
  | 'nist-csf-2.0'
  | 'nist-800-53r5'
  | 'nist-800-207'
  | 'soc2-2017'
  | 'iso-27001-2022'
  | 'owasp-llm-2025'
  | 'owasp-llm-2026'
  | 'owasp-agentic-2026';

/** One edition of one catalogue. Ids are renumbered between editions, so each has its own. */
export interface Catalogue {
  readonly id: CatalogueId;
  /** The name of the work without its edition: `NIST SP 800-53`. */
  readonly title: string;
  /** The year or revision: `2025`, `Rev. 5 (2020)`, `2.0 (2024)`. */
  readonly edition: string;
  /** The publisher's own page about this edition. */
  readonly url: string;
  /** What stands before the id of an item in every output: `NIST SP 800-53 Rev. 5`. */
  readonly shownAs: string;
  /** False where items are whole sentences, which are too long to stand behind each id. */
  readonly named: boolean;
  /** An earlier edition whose numbers mean other items here, so that an id needs its year. */
  readonly renumbers?: CatalogueId;
  /**
   * Id to short title. Only what evidence about identities can support is bundled, so an id that
   * is missing here may still exist in the work. Ids with a year are written `NHI5:2025`.
   */
  readonly items: Readonly<Record<string, string>>;
}
