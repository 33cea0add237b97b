import { ownLines, readBody } from './own-lines.ts';

/** The line by which a review says which brief it is about: `Brief: sha256:…`. */
const DIGEST_LINE = /^[ \t>*_`-]*brief[*_`]*[ \t]*:[ \t*_`]*(sha256:[0-9a-f]{64})[*_`]*[ \t]*$/i;
/** The line by which a review says which head it is about: a commit id of SHA-1 or SHA-256. */
const HEAD_LINE = /^[ \t>*_`-]*head[*_`]*[ \t]*:[ \t*_`]*([0-9a-f]{64}|[0-9a-f]{40})[*_`]*[ \t]*$/i;
/** The line by which a review uses the emergency override. */
const BREAK_GLASS_LINE =
  /^[ \t*_`-]*break-glass[*_`]*[ \t]*:[ \t*_`]*([\p{L}\p{N}._/:#-]{1,100})[*`]*[ \t]*$/iu;

function valuesOf(lines: readonly string[], pattern: RegExp): readonly string[] {
  return lines.flatMap((line) => pattern.exec(line)?.[1] ?? []);
}

/** The digests that a review's body quotes, also in a Markdown quote. */
export function quotedDigests(body: string): readonly string[] {
  return valuesOf(readBody(body), DIGEST_LINE);
}

/** The commit ids that a review's body quotes as its head, in lower case. */
export function quotedHeads(body: string): readonly string[] {
  return valuesOf(readBody(body), HEAD_LINE).map((id) => id.toLowerCase());
}

/**
 * The references of incidents for which the review uses the emergency override. Nothing that is
 * quoted, code, folded or hidden counts, for an override is never a phrase in passing.
 */
export function breakGlassIncidents(body: string): readonly string[] {
  return valuesOf(
    ownLines(body).map((line) => line.text),
    BREAK_GLASS_LINE,
  );
}

/** A line that binds the review, and so is no word of its reason. */
export function isBoundLine(line: string): boolean {
  return [DIGEST_LINE, HEAD_LINE, BREAK_GLASS_LINE].some((pattern) => pattern.test(line));
}
