import { JitlError } from '../../errors.ts';
import type { CommitFact } from '../../ports.ts';
import { isObjectId, type ObjectFormat } from './object-format.ts';
import { quoted } from './printable.ts';

/** A commit whose bytes have been checked against its id. */
export interface Commit {
  readonly oid: string;
  readonly tree: string;
  readonly parents: readonly string[];
  /** Seconds that the committer claims; it orders walks and decides nothing. */
  readonly time: number;
  readonly bytes: Buffer;
}

type Person = CommitFact['author'];

export function parseCommit(format: ObjectFormat, oid: string, bytes: Buffer): Commit {
  const headers = headersOf(bytes);
  // Git reads `tree` first, then `parent` lines, and only those: a second `tree` further down or a
  // `parent` after `author` is text.
  const tree = /^tree (.*)$/.exec(headers[0] ?? '')?.[1] ?? '';
  const parents: string[] = [];
  for (let at = 1; headers[at]?.startsWith('parent ') ?? false; at += 1) {
    parents.push((headers[at] ?? '').slice('parent '.length));
  }
  if (![tree, ...parents].every((id) => isObjectId(format, id))) {
    throw new JitlError('input-invalid', `commit ${quoted(oid)} is not well formed`);
  }
  const committed = /> (\d{1,15}) [-+]\d+$/.exec(headerOf(headers, 'committer'))?.[1];
  return { oid, tree, parents, time: Number(committed ?? 0), bytes };
}

export function commitFact(commit: Commit): CommitFact {
  const headers = headersOf(commit.bytes);
  const decoder = decoderFor(headerOf(headers, 'encoding'));
  const end = commit.bytes.indexOf('\n\n');
  const decode = (header: string): Person =>
    person(decoder.decode(Buffer.from(headerOf(headers, header), 'latin1')));
  return {
    oid: commit.oid,
    parents: commit.parents,
    author: decode('author'),
    committer: decode('committer'),
    message: end === -1 ? '' : decoder.decode(commit.bytes.subarray(end + 2)),
  };
}

/** What an annotated tag points to. */
export function taggedObject(bytes: Buffer): string {
  return /^object ([0-9a-f]+)\n/.exec(bytes.toString('latin1', 0, 100))?.[1] ?? '';
}

/** Header lines, one character per byte. */
function headersOf(bytes: Buffer): readonly string[] {
  const end = bytes.indexOf('\n\n');
  return bytes.toString('latin1', 0, end === -1 ? bytes.length : end).split('\n');
}

function headerOf(headers: readonly string[], name: string): string {
  const found = headers.find((line) => line.startsWith(`${name} `));
  return found === undefined ? '' : found.slice(name.length + 1);
}

/** Names and messages are shown, never decided on: what has no meaning becomes U+FFFD. */
function decoderFor(encoding: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(encoding === '' ? 'utf-8' : encoding, { ignoreBOM: true });
  } catch {
    return new TextDecoder('utf-8', { ignoreBOM: true });
  }
}

function person(line: string): Person {
  const open = line.lastIndexOf('<');
  const close = line.lastIndexOf('>');
  if (open === -1 || close < open) return { name: line.trim(), email: '' };
  return { name: line.slice(0, open).trim(), email: line.slice(open + 1, close).trim() };
}
