import type { Manifest } from '../core/manifest/object.ts';
import { readManifest } from '../core/manifest/read-manifest.ts';
import { rememberInventories } from '../core/passage/rate-revision.ts';
import type { BlobContent, Repository } from '../ports.ts';
import type { ManifestReading } from './context-search.ts';

/** Bytes of blobs that are kept; what is parsed from them takes some twenty times as much. */
const KEPT_BYTES = 16 * 1024 * 1024;
/** Larger ones are rarely manifests and would push out all others; bytes. */
const KEPT_BLOB = 64 * 1024;

/** Reads blobs and manifests of many commits, where most are met again and again. */
export interface Reading extends ManifestReading {
  readonly readBlobs: Repository['readBlobs'];
}

export function rememberReading(repository: Pick<Repository, 'readBlobs'>): Reading {
  const blobs = new Map<string, Extract<BlobContent, { readonly kind: 'bytes' }>>();
  // By the bytes that are kept and by path, so that letting go of a blob lets go of its manifests.
  const manifests = new WeakMap<Uint8Array, Map<string, Manifest>>();
  let kept = 0;

  const keep = (oid: string, blob: BlobContent): void => {
    if (blob.kind !== 'bytes' || blob.bytes.length > KEPT_BLOB || blobs.has(oid)) return;
    blobs.set(oid, blob);
    kept += blob.bytes.length;
    for (const [oldest, { bytes }] of blobs) {
      if (kept <= KEPT_BYTES) break;
      blobs.delete(oldest);
      kept -= bytes.length;
    }
  };

  return {
    take: rememberInventories(),
    readBlobs: async (oids, limit) => {
      const found = new Map<string, BlobContent>();
      const missing: string[] = [];
      for (const oid of oids) {
        const known = blobs.get(oid);
        if (known === undefined || known.bytes.length > limit) missing.push(oid);
        else {
          found.set(oid, known);
          // The one that was asked for last is let go of last.
          blobs.delete(oid);
          blobs.set(oid, known);
        }
      }
      if (missing.length === 0) return found;
      for (const [oid, blob] of await repository.readBlobs(missing, limit)) {
        found.set(oid, blob);
        keep(oid, blob);
      }
      return found;
    },
    // The side only labels places, and the same file is the head of one commit and the base of the
    // next: it is parsed once for both.
    read: (source) => {
      const byPath = manifests.get(source.bytes) ?? new Map<string, Manifest>();
      const manifest = byPath.get(source.path) ?? readManifest({ ...source, side: 'head' });
      byPath.set(source.path, manifest);
      manifests.set(source.bytes, byPath);
      return manifest;
    },
  };
}
