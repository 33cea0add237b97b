import type { BlobContent } from '../../ports.ts';
import { limits } from './limits.ts';
import { isObjectId } from './object-format.ts';
import { quoted, tooMuch } from './printable.ts';
import { checked, forged, type Store } from './store.ts';

/** Ids asked for at once: enough to keep the pipe full, few enough to keep the queue short. */
const IDS_AT_ONCE = 2048;

interface Sized {
  readonly oid: string;
  readonly size: number;
}

/**
 * Reads blobs and hands each one on, hashed. Sizes are asked for first, so that a huge blob is
 * never sent through the pipe, and contents in windows, so that no more than one is in memory
 * unless the visitor keeps it.
 */
export async function visitBlobs(
  store: Store,
  oids: Iterable<string>,
  limit: number,
  visit: (oid: string, content: BlobContent) => void,
): Promise<void> {
  const distinct = [...new Set(oids)];
  for (let at = 0; at < distinct.length; at += IDS_AT_ONCE) {
    const sized = await Promise.all(
      distinct.slice(at, at + IDS_AT_ONCE).map((oid) => sizeOf(store, oid)),
    );
    for (const { oid, size } of sized) if (size > limit) visit(oid, { kind: 'too-large', size });
    for (const window of windows(sized.filter(({ size }) => size <= limit))) {
      const contents = await Promise.all(window.map((blob) => contentOf(store, blob)));
      for (const [index, bytes] of contents.entries()) {
        visit(window[index]?.oid ?? '', { kind: 'bytes', bytes });
      }
    }
  }
}

/** The blobs as a map; their sum is bounded, because all of them are held. */
export async function readBlobs(
  store: Store,
  oids: Iterable<string>,
  limit: number,
): Promise<ReadonlyMap<string, BlobContent>> {
  const blobs = new Map<string, BlobContent>();
  let total = 0;
  await visitBlobs(store, oids, limit, (oid, content) => {
    total += content.kind === 'bytes' ? content.bytes.length : 0;
    if (total > limits.blobBytes) throw tooMuch('the size of all files', limits.blobBytes);
    blobs.set(oid, content);
  });
  return blobs;
}

/** Only hashes them; one that is too large to hold is refused, since it cannot be vouched for. */
export async function verifyBlobs(store: Store, oids: Iterable<string>): Promise<void> {
  await visitBlobs(store, oids, limits.treeBytes, (oid, content) => {
    if (content.kind === 'too-large') {
      throw tooMuch(`the size of ${quoted(oid)}, which both sides changed`, limits.treeBytes);
    }
  });
}

async function sizeOf(store: Store, oid: string): Promise<Sized> {
  // A name such as `HEAD` would be looked up as a revision.
  if (!isObjectId(store.objectFormat, oid)) throw forged(oid, 'has no id');
  const answer = await store.batch.info(oid);
  if (answer.kind === 'missing') throw await store.missing(oid);
  if (answer.kind !== 'info' || answer.type !== 'blob') throw forged(oid, 'is not a file');
  return { oid, size: answer.size };
}

async function contentOf(store: Store, { oid, size }: Sized): Promise<Buffer> {
  const answer = await store.batch.contents(oid, size);
  if (answer.kind === 'missing') throw await store.missing(oid);
  return checked(store, answer, { oid, type: 'blob' });
}

function windows(blobs: readonly Sized[]): readonly (readonly Sized[])[] {
  const result: Sized[][] = [];
  let total = Infinity;
  for (const blob of blobs) {
    total += blob.size;
    if (total > limits.blobWindow) {
      result.push([]);
      total = blob.size;
    }
    result.at(-1)?.push(blob);
  }
  return result;
}
