import { codeownersPaths, jitlDirectory } from '../core/control-plane.ts';
import type { ControlPlaneFile } from '../core/control-plane.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { OwnershipBasis } from '../core/judgment/owner-lines.ts';
import { parseCodeowners } from '../core/ownership/codeowners-parse.ts';
import { readBasis } from '../core/policy/read-basis.ts';
import type { BasisSource } from '../core/policy/read-documents.ts';
import type { Repository, TreeEntry } from '../ports.ts';
import { MANIFEST_LIMIT } from './limits.ts';

export interface ControlFile {
  readonly entry: TreeEntry;
  readonly bytes: Uint8Array;
}

/** The policy files and CODEOWNERS of one tree. */
export async function readControlPlane(
  repository: Repository,
  tree: string,
): Promise<readonly ControlFile[]> {
  const entries = await repository.listTree(tree, [jitlDirectory, ...codeownersPaths]);
  const blobs = await repository.readBlobs(
    entries.filter((entry) => entry.mode !== '160000').map((entry) => entry.oid),
    MANIFEST_LIMIT,
  );
  return entries.map((entry) => {
    const content = blobs.get(entry.oid);
    // Bytes that cannot be policy: what is not a small regular file is refused by whoever reads it.
    const usable = content?.kind === 'bytes' && entry.mode.startsWith('100');
    return { entry, bytes: usable ? content.bytes : UNREADABLE };
  });
}

/** Not UTF-8, so that every reader refuses it. */
const UNREADABLE = Uint8Array.of(0xff);

const BASIS_NAME = /^\.jitl\/(?:[^/]+\/)*[^/]+\.ya?ml$/;

export function basisSources(
  files: readonly ControlFile[],
  side: 'base' | 'head',
): readonly BasisSource[] {
  return files
    .filter(({ entry }) => BASIS_NAME.test(entry.path))
    .map(({ entry, bytes }) => ({ path: entry.path, side, bytes }));
}

/** The first CODEOWNERS that GitHub would find; nothing is merged. */
export function ownershipOf(
  files: readonly ControlFile[],
): (OwnershipBasis & { readonly bytes: Uint8Array }) | null {
  for (const path of codeownersPaths) {
    const found = files.find(({ entry }) => entry.path === path);
    if (found === undefined) continue;
    const { mode } = found.entry;
    const codeowners = mode.startsWith('100')
      ? parseCodeowners(found.bytes)
      : { rules: [], skipped: [], unusable: notRegular(mode) };
    return { path, codeowners, bytes: found.bytes };
  }
  return null;
}

/** Nobody knows what GitHub makes of such a CODEOWNERS, so it decides nothing. */
export function notRegular(mode: string): string {
  return mode === '120000' ? 'it is a symbolic link' : 'it is a submodule';
}

/** A policy that does not parse blocks the change that brings it, not every later one. */
export function controlPlaneProblems(
  files: readonly ControlFile[],
  changed: readonly ControlPlaneFile[],
  shipped: readonly BasisSource[],
): readonly Diagnostic[] {
  const problems = [...readBasis(shipped, basisSources(files, 'head')).diagnostics];
  const ownership = ownershipOf(files);
  const touched = changed.some((file) => file.controls === 'ownership');
  if (touched && ownership !== null && ownership.codeowners.unusable !== null)
    problems.push({
      code: 'codeowners-unusable',
      severity: 'error',
      message: `${ownership.path} could not be used: ${ownership.codeowners.unusable}`,
      help: 'repair it in this change',
    });
  for (const line of touched ? (ownership?.codeowners.skipped ?? []) : [])
    problems.push({
      code: 'codeowners-line-skipped',
      severity: 'note',
      message: `line ${line.line} of ${ownership?.path ?? 'CODEOWNERS'} has no effect: ${line.reason}`,
    });
  return problems;
}
