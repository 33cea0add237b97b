import type { Basis } from '../core/policy/basis.ts';
import { readBasis } from '../core/policy/read-basis.ts';
import type { BasisSource } from '../core/policy/read-documents.ts';
import type { BrokenSide, PolicySide } from '../core/replay/replay-report.ts';
import { JitlError } from '../errors.ts';
import type { Repository, RevisionTree } from '../ports.ts';
import { basisSources, readControlPlane } from './control-plane.ts';

/** Where the policies of one side are. */
export interface PolicyTree {
  readonly side: PolicySide;
  readonly tree: string;
}

export function policiesOf({ name, commit, tree }: RevisionTree): PolicyTree {
  return { side: { name, commit }, tree };
}

/** The working tree as it is on disk, with what is not committed. */
export async function policiesOnDisk(repository: Repository): Promise<PolicyTree> {
  const otherwise = { help: 'name the policies with `--to REV`' };
  if (repository.workTree === null)
    throw new JitlError('usage', 'a bare repository has no working tree', otherwise);
  try {
    const { merge, head } = await repository.compare({ base: 'HEAD' });
    if (merge.kind !== 'clean')
      throw new JitlError('internal', 'a working tree conflicts with its own commit', otherwise);
    return { side: { name: 'the working tree', commit: head.commit }, tree: merge.tree };
  } catch (error) {
    if (!(error instanceof JitlError) || error.code !== 'worktree-unmerged') throw error;
    throw new JitlError(error.code, error.message, {
      help: 'finish or abort the merge first, or name the policies with `--to REV`',
      cause: error,
    });
  }
}

export interface ReadSide {
  readonly basis: Basis | null;
  readonly broken: BrokenSide | null;
}

/** Reads the policy files of one tree with those that ship. */
export async function readSide(
  repository: Repository,
  shipped: readonly BasisSource[],
  name: 'from' | 'to',
  { side, tree }: PolicyTree,
): Promise<ReadSide> {
  const files = await readControlPlane(repository, tree);
  const { basis, diagnostics } = readBasis(shipped, basisSources(files, 'head'));
  return { basis, broken: basis === null ? { side: name, policies: side, diagnostics } : null };
}

/** Whether two sides have the same files in force, byte for byte. */
export function samePolicies(a: Basis, b: Basis): boolean {
  return (
    a.sources.length === b.sources.length &&
    a.sources.every(({ path, digest }, at) => {
      const other = b.sources[at];
      return other?.path === path && other.digest === digest;
    })
  );
}
