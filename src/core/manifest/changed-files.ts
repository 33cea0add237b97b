import type { DiagnosticCode } from '../diagnostic.ts';
import type { Side } from '../location.ts';
import { candidateKind } from './candidate.ts';
import type { Manifest, Unassessable } from './object.ts';
import { readManifest } from './read-manifest.ts';

/** One side of a changed file. */
export interface FileContent {
  readonly mode: string;
  readonly oid: string;
  readonly content:
    | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
    | { readonly kind: 'too-large'; readonly size: number }
    /** Links and submodules, whose content is never read. */
    | { readonly kind: 'unread' };
}

export interface ChangedFile {
  readonly path: string;
  /** False where the name is no UTF-8 and `path` is an escaped form of it. */
  readonly decodable: boolean;
  readonly base: FileContent | null;
  readonly head: FileContent | null;
}

/** What both sides of one changed file say. */
export interface ChangedManifest {
  readonly file: ChangedFile;
  readonly base: Manifest | null;
  readonly head: Manifest | null;
}

export function readChangedFile(file: ChangedFile): ChangedManifest {
  return readChangedFileBy(file, readManifest);
}

/** For callers that meet the same contents many times. */
export function readChangedFileBy(file: ChangedFile, read: typeof readManifest): ChangedManifest {
  const of = (name: Side): Manifest | null => {
    const side = file[name];
    return side === null ? null : readSide({ file, side, name }, read);
  };
  return { file, base: of('base'), head: of('head') };
}

/** Controls, and characters that show nothing or turn the reading direction. */
const HOSTILE = /[\p{Cc}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/u;
const POINTER = 'version https://git-lfs.github.com/spec/';

interface SideOfFile {
  readonly file: ChangedFile;
  readonly side: FileContent;
  readonly name: Side;
}

function readSide(where: SideOfFile, read: typeof readManifest): Manifest {
  const { file, side, name } = where;
  const named = candidateKind(file.path) !== 'other';
  const refuse = (code: DiagnosticCode, message: string, help: string, mentions: boolean) =>
    unassessableFile(where, { code, message, help, mentions });
  if (!file.decodable || HOSTILE.test(file.path))
    return refuse(
      'hostile-path',
      'the name of the file is not what it seems: it holds bytes or characters that do not show',
      'rename the file',
      true,
    );
  if (side.mode === '160000')
    return refuse(
      'submodule',
      "a submodule's content is not in this repository, so it cannot be assessed",
      'have somebody read what it brings',
      true,
    );
  if (side.mode === '120000')
    return refuse(
      'symbolic-link',
      'a symbolic link is never followed, so what it stands for cannot be assessed',
      'commit the file itself',
      named,
    );
  const { content } = side;
  if (content.kind === 'too-large')
    return named
      ? refuse(
          'file-too-large',
          `the file has ${content.size} bytes, more than can be assessed`,
          'split it',
          true,
        )
      : emptyManifest(file.path, name);
  if (content.kind === 'unread') return emptyManifest(file.path, name);
  if (named && startsWith(content.bytes, POINTER))
    return refuse(
      'large-file-pointer',
      'the file is a pointer to content that is kept outside of git',
      'commit the manifest itself',
      true,
    );
  return read({ path: file.path, side: name, bytes: content.bytes });
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  if (bytes.length < text.length) return false;
  for (let at = 0; at < text.length; at += 1) if (bytes[at] !== text.charCodeAt(at)) return false;
  return true;
}

function emptyManifest(path: string, side: Side): Manifest {
  return { path, side, objects: [], unassessable: [], diagnostics: [] };
}

function unassessableFile(
  where: SideOfFile,
  problem: {
    readonly code: DiagnosticCode;
    readonly message: string;
    readonly help: string;
    readonly mentions: boolean;
  },
): Manifest {
  const { file, side, name } = where;
  const start = { line: 1, column: 1 };
  const entry: Unassessable = {
    path: file.path,
    side: name,
    code: problem.code,
    message: problem.message,
    help: problem.help,
    location: { path: file.path, side: name, start, end: start, excerpt: '' },
    extent: 'file',
    mentionsIdentity: problem.mentions,
    recognised: false,
    key: file.path,
    content: `${side.mode} ${side.oid}`,
  };
  return { ...emptyManifest(file.path, name), unassessable: [entry] };
}
