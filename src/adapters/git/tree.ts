import { JitlError } from '../../errors.ts';
import type { FileMode } from '../../ports.ts';
import type { BytePath } from './byte-path.ts';
import { idBytes, type ObjectFormat } from './object-format.ts';
import { quoted } from './printable.ts';

/** One line of a tree object. */
export interface RawTreeEntry {
  readonly name: BytePath;
  readonly mode: FileMode | 'tree';
  readonly oid: string;
}

/**
 * Takes a tree object apart. `git mktree` writes trees that no checkout could hold: two entries of
 * one name, or a name with a slash that poses as another path. Tools disagree about what these
 * mean, so there is no verdict on them.
 */
export function parseTree(
  format: ObjectFormat,
  oid: string,
  bytes: Buffer,
): readonly RawTreeEntry[] {
  const entries: RawTreeEntry[] = [];
  let before = '';
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at);
    const nul = bytes.indexOf(0, at);
    const next = nul + 1 + idBytes(format);
    if (space === -1 || nul < space || next > bytes.length) throw malformed(oid, 'is cut off');
    const mode = canonicalMode(bytes.toString('latin1', at, space), oid);
    const name = bytes.toString('latin1', space + 1, nul);
    if (name === '' || name.includes('/')) throw malformed(oid, `has an entry ${quoted(name)}`);
    const key = mode === 'tree' ? `${name}/` : name;
    if (entries.length > 0 && key <= before)
      throw malformed(oid, `has ${quoted(name)} out of order`);
    before = key;
    entries.push({ name, mode, oid: bytes.toString('hex', nul + 1, next) });
    at = next;
  }
  // Order does not bring a file and a directory of one name together: `a`, `a.b`, `a/`.
  if (new Set(entries.map((entry) => entry.name)).size < entries.length) {
    throw malformed(oid, 'has two entries of one name');
  }
  return entries;
}

/** As git itself reads modes: old trees hold 100664, and anything odd is taken for a submodule. */
function canonicalMode(text: string, oid: string): FileMode | 'tree' {
  if (!/^[0-7]{1,7}$/.test(text)) throw malformed(oid, `has a mode ${quoted(text)}`);
  const mode = Number.parseInt(text, 8);
  const type = mode & 0o170000;
  if (type === 0o100000) return (mode & 0o100) === 0 ? '100644' : '100755';
  if (type === 0o120000) return '120000';
  return type === 0o040000 ? 'tree' : '160000';
}

function malformed(oid: string, what: string): JitlError {
  return new JitlError('input-invalid', `tree ${quoted(oid)} ${what}`, {
    help: 'rebuild the commit that holds it: `git fsck` names it',
  });
}
