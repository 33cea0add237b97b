/** A manifest beyond this is unassessable; bytes. */
export const MANIFEST_LIMIT = 4 * 1024 * 1024;
/** A file whose name says nothing is looked at only up to this size; bytes. */
export const UNNAMED_LIMIT = 256 * 1024;
/** How many unchanged files may be read for context before the rest is named and left out. */
export const CONTEXT_LIMIT = 2000;
/** How many names are looked for in unchanged files. */
export const NAME_LIMIT = 400;
