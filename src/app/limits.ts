/** A manifest beyond this is unassessable; bytes. */
export const MANIFEST_LIMIT = 4 * 1024 * 1024;
/** The largest CODEOWNERS that GitHub reads; bytes. Its reader refuses one byte more. */
export const CODEOWNERS_LIMIT = 2_999_999;
/** A file whose name says nothing is looked at only up to this size; bytes. */
export const UNNAMED_LIMIT = 256 * 1024;
/** How many unchanged files are read for context; beyond it the context counts as incomplete. */
export const CONTEXT_LIMIT = 5000;
/** How many names are looked for in unchanged files; beyond it the context is incomplete. */
export const NAME_LIMIT = 20_000;
/**
 * How many identities of the owners and workloads of one change are looked at together; beyond it
 * the context is incomplete.
 */
export const GROUP_LIMIT = 1000;
