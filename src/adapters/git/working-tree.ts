import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import { JitlError } from '../../errors.ts';
import type { FileState } from '../../ports.ts';
import { decodePath, pathBytes, type BytePath } from './byte-path.ts';
import { copyIndex } from './index-copy.ts';
import { limits } from './limits.ts';
import { idBytes, type ObjectFormat } from './object-format.ts';
import { quoted, tooMuch } from './printable.ts';
import { parseRawDiff, type RawDiffEntry } from './raw-diff.ts';
import { commandFailed, runGit, type GitAnswer, type GitCall } from './run.ts';
import type { Session } from './session.ts';
import { couldMatter, untrackedPathspecs } from './untracked.ts';
import { readWorkingFile, type Located } from './working-file.ts';

/** The files on disk as a tree of the run's own repository. */
export interface WorkingTree {
  readonly tree: string;
  /** Tracked paths whose bytes, mode or presence differ from the index. */
  readonly modified: number;
  readonly untracked: number;
}

interface Edit {
  readonly path: BytePath;
  /** Null where the path is gone. */
  readonly state: FileState | null;
}

const FILES_AT_ONCE = 32;

/**
 * Stores what is staged, modified and untracked. Git sees a copy of the index and our own git
 * directory, and is asked for names only: bytes are read here, because git would send them through
 * filters (programs of the other side's configuration) and line-ending rules of attributes. A file
 * whose size and times are those of the index is taken to be what the index says, as git does.
 *
 * Null where nothing is checked out.
 */
export async function readWorkingTree(session: Session, root: string): Promise<WorkingTree | null> {
  const indexFile = await copyIndex(session);
  if (indexFile === null) return null;
  const run = (call: GitCall): Promise<GitAnswer> =>
    runGit(session.own, { ...call, workTree: root, indexFile });
  const [changes, untracked, staged] = await Promise.all([
    // `dirty`: otherwise git starts `git status` inside each submodule, under its configuration.
    run({
      args: [
        'diff-files',
        '--raw',
        '-z',
        '--no-renames',
        '--no-abbrev',
        '--ignore-submodules=dirty',
      ],
    }),
    run({ args: await untrackedArguments(session) }),
    // Fails on an unmerged index, which has its own error below.
    runGit(session.own, {
      args: ['write-tree', '--missing-ok'],
      indexFile: `${indexFile}.staged`,
      answers: [128],
    }),
  ]);
  const entries = parseRawDiff(changes.stdout);
  refuseUnmerged(entries);

  const located = { place: session.place, own: session.own, root };
  const names = untracked.stdout
    .toString('latin1')
    .split('\0')
    .filter((path) => couldMatter(path));
  const edits = await readEdits(located, entries, names);
  const tracked = edits.filter((edit) => edit.tracked).length;
  const counts = { modified: tracked, untracked: edits.length - tracked };
  if (edits.length === 0) return { tree: idFrom(staged), ...counts };
  await run({
    args: ['update-index', '--replace', '-z', '--index-info'],
    input: indexInfo(edits, session.place.objectFormat),
  });
  return { tree: idFrom(await run({ args: ['write-tree', '--missing-ok'] })), ...counts };
}

async function untrackedArguments(session: Session): Promise<readonly string[]> {
  const excludes = join(session.place.commonDirectory, 'info/exclude');
  const hasExcludes = await stat(excludes).then(
    (facts) => facts.isFile(),
    () => false,
  );
  return [
    'ls-files',
    '--others',
    '-z',
    '--exclude-per-directory=.gitignore',
    ...(hasExcludes ? [`--exclude-from=${excludes}`] : []),
    '--',
    ...untrackedPathspecs,
  ];
}

function refuseUnmerged(entries: readonly RawDiffEntry[]): void {
  const unmerged = entries.filter((entry) => entry.status === 'U');
  const [first] = unmerged;
  if (first === undefined) return;
  throw new JitlError(
    'worktree-unmerged',
    `${quoted(decodePath(first.path).path)} is in conflict, ${unmerged.length} path(s) in all`,
    { help: 'finish or abort the merge first, or compare a commit with `--head HEAD`' },
  );
}

async function readEdits(
  where: Located,
  entries: readonly RawDiffEntry[],
  untracked: readonly BytePath[],
): Promise<readonly (Edit & { readonly tracked: boolean })[]> {
  const paths = [
    ...entries.map((entry) => ({ path: entry.path, index: indexState(entry), tracked: true })),
    ...untracked.map((path) => ({ path, index: null, tracked: false })),
  ];
  const edits: (Edit & { readonly tracked: boolean })[] = [];
  let total = 0;
  for (let at = 0; at < paths.length; at += FILES_AT_ONCE) {
    const some = paths.slice(at, at + FILES_AT_ONCE);
    const files = await Promise.all(
      some.map(({ path, index }) => readWorkingFile(where, path, index)),
    );
    for (const [place, { path, index, tracked }] of some.entries()) {
      const state = files[place] ?? null;
      total += state?.size ?? 0;
      if (total > limits.workingTreeBytes) {
        throw tooMuch('the size of uncommitted files', limits.workingTreeBytes);
      }
      if (state?.oid !== index?.oid || state?.mode !== index?.mode)
        edits.push({ path, state, tracked });
    }
  }
  return edits;
}

function indexState({ indexMode, indexOid }: RawDiffEntry): FileState | null {
  // INVARIANT: mode 000000 is `git add --intent-to-add`, which the index holds without content.
  if (indexMode === '000000') return null;
  return { mode: indexMode as FileState['mode'], oid: indexOid };
}

/** Removals first: a directory that has become a file cannot be added before its files are gone. */
function indexInfo(edits: readonly Edit[], format: ObjectFormat): Buffer {
  const nothing = `0 ${'0'.repeat(idBytes(format) * 2)}`;
  const lines = [...edits]
    .sort((a, b) => Number(a.state !== null) - Number(b.state !== null))
    .map(({ path, state }) => {
      const facts = state === null ? nothing : `${state.mode} ${state.oid}`;
      return Buffer.concat([Buffer.from(`${facts}\t`), pathBytes(path), Buffer.from('\0')]);
    });
  return Buffer.concat(lines);
}

function idFrom({ exitCode, stdout, stderr }: GitAnswer): string {
  if (exitCode !== 0) throw commandFailed('write-tree', stderr);
  return stdout.toString('latin1').trim();
}
