import type { BytePath } from './byte-path.ts';
import { commandFailed } from './run.ts';

/** One path of `diff-files --raw -z`: the index against the file on disk. */
export interface RawDiffEntry {
  readonly path: BytePath;
  readonly indexMode: string;
  readonly indexOid: string;
  /** As git sees the file: `160000` for a checked-out submodule. */
  readonly fileMode: string;
  readonly status: string;
}

/** Paths are bytes that end in NUL: names with newlines, quotes or tabs are nothing special. */
export function parseRawDiff(output: Buffer): readonly RawDiffEntry[] {
  const parts = output.toString('latin1').split('\0');
  const entries: RawDiffEntry[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const facts = /^:(\d{6}) (\d{6}) ([0-9a-f]+) [0-9a-f]+ ([A-Z])/.exec(parts[at] ?? '');
    if (facts === null) throw commandFailed('diff-files', 'unexpected output');
    entries.push({
      path: parts[at + 1] ?? '',
      indexMode: facts[1] ?? '',
      fileMode: facts[2] ?? '',
      indexOid: facts[3] ?? '',
      status: facts[4] ?? '',
    });
  }
  return entries;
}
