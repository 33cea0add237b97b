import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { Place } from './discover.ts';
import { isObjectId } from './object-format.ts';
import { readSmallFile } from './small-file.ts';

/** What a full ref name leads to. */
export interface RefTarget {
  /** The ref at the end of symbolic refs, such as `refs/heads/main` for `HEAD`. */
  readonly name: string;
  /** Null where the ref is symbolic and its target does not exist: an unborn branch. */
  readonly oid: string | null;
}

/** Branches and tags of the other repository. */
export interface Refs {
  /** `HEAD` or a full name; null where there is no such ref. */
  readonly lookup: (name: string) => Promise<RefTarget | null>;
  /** Full names below a prefix such as `refs/heads/`. */
  readonly list: (prefix: string) => Promise<readonly string[]>;
}

const SYMBOLIC_DEPTH = 5;
const LISTED = 10_000;

/** Reads loose and packed refs as files: no process, and nothing of the other side runs. */
export function openRefs(place: Place): Refs {
  let packed: Promise<string> | undefined;
  const packedRefs = (): Promise<string> => {
    packed ??= readSmallFile(join(place.commonDirectory, 'packed-refs')).then((text) => text ?? '');
    return packed;
  };

  async function lookup(name: string): Promise<RefTarget | null> {
    let at = name;
    for (let depth = 0; depth <= SYMBOLIC_DEPTH; depth += 1) {
      if (at !== 'HEAD' && !isRefName(at)) return null;
      const text = (await readSmallFile(fileOf(place, at)))?.trim();
      const target = /^ref:\s*(\S.*)$/.exec(text ?? '')?.[1];
      if (target === undefined) {
        const oid = text ?? idIn(await packedRefs(), at);
        if (isObjectId(place.objectFormat, oid)) return { name: at, oid };
        return depth === 0 ? null : { name: at, oid: null };
      }
      at = target;
    }
    return null;
  }

  async function list(prefix: string): Promise<readonly string[]> {
    const names = new Set<string>();
    for (const line of (await packedRefs()).split('\n')) {
      const name = line.slice(line.indexOf(' ') + 1);
      if (name.startsWith(prefix) && names.size < LISTED) names.add(name);
    }
    const pending = [prefix];
    for (let at = pending.pop(); at !== undefined && names.size < LISTED; at = pending.pop()) {
      const directory = join(place.commonDirectory, at);
      for (const entry of await readdir(directory, { withFileTypes: true }).catch(() => [])) {
        if (entry.isDirectory()) pending.push(`${at}${entry.name}/`);
        else if (entry.isFile()) names.add(at + entry.name);
      }
    }
    return [...names].filter((name) => isRefName(name)).sort();
  }

  return { lookup, list };
}

/**
 * The rules of `git check-ref-format`. They also keep a name from leaving the git directory:
 * `refs/heads/../../config` is none.
 */
export function isRefName(name: string): boolean {
  if (!name.startsWith('refs/') || name.length > 1024) return false;
  if (/[\x00-\x20\x7f~^:?*[\\]/.test(name) || name.includes('..') || name.includes('@{'))
    return false;
  return name
    .split('/')
    .every((part) => part !== '' && !part.startsWith('.') && !/(?:\.lock|\.)$/.test(part));
}

/** Some refs belong to one worktree, all others are shared. */
function fileOf(place: Place, name: string): string {
  const own = name === 'HEAD' || /^refs\/(?:bisect|worktree|rewritten)\//.test(name);
  return join(own ? place.gitDirectory : place.commonDirectory, name);
}

function idIn(packedRefs: string, name: string): string {
  const end = packedRefs.indexOf(` ${name}\n`);
  return end === -1 ? '' : packedRefs.slice(packedRefs.lastIndexOf('\n', end) + 1, end);
}
