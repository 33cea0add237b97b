import { join } from 'node:path';

import { JitlError } from '../../errors.ts';
import type { Batch } from './batch.ts';
import type { Answer } from './batch-answers.ts';
import { parseCommit, taggedObject, type Commit } from './commit.ts';
import type { Place } from './discover.ts';
import { limits } from './limits.ts';
import { hashObject, type ObjectFormat, type ObjectType } from './object-format.ts';
import { quoted, tooMuch } from './printable.ts';
import { missingObject } from './run.ts';
import { readSmallFile } from './small-file.ts';
import { parseTree, type RawTreeEntry } from './tree.ts';

/** Objects of both repositories, each one hashed before anything in it is believed. */
export interface Store {
  readonly batch: Batch;
  readonly objectFormat: ObjectFormat;
  /** The error for an object that is not there. */
  readonly missing: (oid: string) => Promise<JitlError>;
}

const TAGS_ON_TAGS = 10;

export function createStore(batch: Batch, place: Place): Store {
  const missing = async (oid: string): Promise<JitlError> => {
    if (await isShallow(place)) return shallowClone();
    return missingObject(
      oid,
      place.partial
        ? 'fetch what the partial clone left out: `git fetch --refetch --no-filter`'
        : 'run `git fsck`, and fetch or clone again',
    );
  };
  return { batch, objectFormat: place.objectFormat, missing };
}

/** The error of a command, with what this clone lacks as the reason where objects are missing. */
export async function explained(store: Store, error: unknown): Promise<unknown> {
  if (!(error instanceof JitlError) || error.code !== 'object-missing') return error;
  return store.missing(/[0-9a-f]{40,64}/.exec(error.message)?.[0] ?? '');
}

export async function isShallow(place: Place): Promise<boolean> {
  return ((await readSmallFile(join(place.commonDirectory, 'shallow'))) ?? '').trim() !== '';
}

export function shallowClone(): JitlError {
  return new JitlError('shallow-clone', 'the clone is shallow and lacks history that is needed', {
    help: 'set `fetch-depth: 0` for actions/checkout, or run `git fetch --unshallow`',
  });
}

/** Null where it is missing; every other trouble is an error. */
export async function readCommit(store: Store, oid: string): Promise<Commit | null> {
  const answer = await store.batch.contents(oid, limits.commitBytes);
  if (answer.kind === 'missing') return null;
  return parseCommit(store.objectFormat, oid, checked(store, answer, { oid, type: 'commit' }));
}

export async function readTree(store: Store, oid: string): Promise<readonly RawTreeEntry[]> {
  const answer = await store.batch.contents(oid, limits.treeBytes);
  if (answer.kind === 'missing') throw await store.missing(oid);
  return parseTree(store.objectFormat, oid, checked(store, answer, { oid, type: 'tree' }));
}

/** The commit that an id stands for, through annotated tags. */
export async function peelToCommit(store: Store, oid: string): Promise<Commit | null> {
  let at = oid;
  for (let depth = 0; depth < TAGS_ON_TAGS; depth += 1) {
    const answer = await store.batch.contents(at, limits.commitBytes);
    if (answer.kind === 'bytes' && answer.type === 'tag') {
      at = taggedObject(checked(store, answer, { oid: at, type: 'tag' }));
    } else if (answer.kind === 'bytes' && answer.type === 'commit') {
      return parseCommit(
        store.objectFormat,
        at,
        checked(store, answer, { oid: at, type: 'commit' }),
      );
    } else if (answer.kind === 'too-large' && ['commit', 'tag'].includes(answer.type)) {
      throw tooLarge({ oid: at, type: answer.type });
    } else if (answer.kind === 'missing' && at !== oid) throw await store.missing(at);
    else return null;
  }
  return null;
}

/**
 * The bytes of an answer, if they are the object that was asked for. Git does not check ids when
 * it reads: a forged loose object or pack index returns other bytes under the id, with success.
 */
export function checked(
  store: Store,
  answer: Answer,
  wanted: { readonly oid: string; readonly type: ObjectType },
): Buffer {
  if (answer.kind === 'too-large') throw tooLarge(wanted);
  if (answer.kind !== 'bytes') throw forged(wanted.oid, 'is not readable');
  if (answer.type !== wanted.type)
    throw forged(wanted.oid, `is a ${answer.type}, not a ${wanted.type}`);
  if (hashObject(store.objectFormat, answer.type, answer.bytes) !== wanted.oid) {
    throw forged(wanted.oid, 'has content that does not match its id');
  }
  return answer.bytes;
}

export function forged(oid: string, what: string): JitlError {
  return new JitlError('object-forged', `object ${quoted(oid)} ${what}`, {
    help: 'do not trust this clone: run `git fsck`, and clone again',
  });
}

function tooLarge({ oid, type }: { readonly oid: string; readonly type: ObjectType }): JitlError {
  const limit = type === 'tree' ? limits.treeBytes : limits.commitBytes;
  return tooMuch(`the size of ${type} ${quoted(oid)}`, limit);
}
