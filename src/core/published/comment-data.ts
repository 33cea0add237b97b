import * as z from 'zod';

/** How many digests of changes the data holds at most, in `changes` and `gone` together. */
export const CHANGES_KEPT = 300;

/** How many earlier briefs it holds at most, the newest last. */
export const BRIEFS_KEPT = 10;

/** How many new changes it names at most. */
export const ADDED_KEPT = 5;

/** Characters of a data line that are read: twice what the largest one takes. */
const LINE_LIMIT = 80_000;

const PREFIX = '<!-- jitl:data ';
const SUFFIX = ' -->';

const objectId = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const digest = z.custom<`sha256:${string}`>(
  (value) => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value),
);

/** By name, so that a part that another version of the program knows does not make data unreadable. */
const parts = z
  .record(z.string().regex(/^[A-Za-z]{1,40}$/), digest)
  .refine((value) => Object.keys(value).length <= 20);

const briefSeen = z.strictObject({ digest, parts });

const since = z.strictObject({
  digest,
  /** How many changes are new and how many are gone; both null where the lists were cut. */
  added: z.int().nonnegative().nullable(),
  gone: z.int().nonnegative().nullable(),
  /** The first of the new ones. */
  first: z.array(digest).max(ADDED_KEPT),
});

const commentData = z.strictObject({
  version: z.literal(1),
  /** The head that was judged, and the tip of the base; null where it was not found. */
  head: objectId.nullable(),
  base: objectId.nullable(),
  verdict: z.enum(['allowed', 'pending', 'unknown', 'denied', 'none']),
  digest: digest.nullable(),
  parts: parts.nullable(),
  /** Digests of the changes of the last brief, in its order. */
  changes: z.array(digest).max(CHANGES_KEPT),
  /** Digests of changes that earlier briefs had and the last one has not, the newest first. */
  gone: z.array(digest).max(CHANGES_KEPT),
  /** Some digests are left out of `changes` or `gone`. */
  changesCut: z.boolean(),
  briefs: z.array(briefSeen).max(BRIEFS_KEPT),
  /** The brief before this one, and what became of its changes. */
  since: since.nullable(),
  override: z.strictObject({ dueAt: z.iso.datetime({ offset: true }).max(40) }).nullable(),
  judged: z.boolean(),
});

/** What a later run must know of this one, as our comment keeps it. */
export type CommentData = z.output<typeof commentData>;

/**
 * One line that is an HTML comment: no `<`, no `>` and no two hyphens in a row are left in the JSON,
 * so that nothing inside can end it.
 */
export function encodeCommentData(data: CommentData): string {
  const json = JSON.stringify(data)
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('--', '-\\u002d');
  return `${PREFIX}${json}${SUFFIX}`;
}

/**
 * The data of a comment, or null where there is none, where there are two (nothing tells which is
 * ours), or where it is not exactly of this form. Foreign text in our comments never starts a line.
 */
export function decodeCommentData(body: string): CommentData | null {
  const lines = body
    .split('\n')
    .map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
    .filter((line) => line.startsWith(PREFIX));
  const [line, second] = lines;
  if (line === undefined || second !== undefined) return null;
  if (line.length > LINE_LIMIT || !line.endsWith(SUFFIX)) return null;
  const json = line.slice(PREFIX.length, line.length - SUFFIX.length);
  return commentData.safeParse(parsed(json)).data ?? null;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
