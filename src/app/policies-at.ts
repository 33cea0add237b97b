import type { LocalReading } from '../core/doctor/local.ts';
import type { BasisSource } from '../core/policy/read-documents.ts';
import { readBasis } from '../core/policy/read-basis.ts';
import type { Repository, RevisionTree } from '../ports.ts';
import { basisSources, readControlPlane } from './control-plane.ts';

/** Whether the policies of a revision can be read, by the reader that the gate uses. */
export async function policiesAt(
  repository: Repository,
  base: RevisionTree,
  shipped: readonly BasisSource[],
): Promise<LocalReading['policies']> {
  const sources = basisSources(await readControlPlane(repository, base.tree), 'base');
  const { diagnostics } = readBasis(shipped, sources);
  const problems = diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ message, location }) => ({
      path: location?.path ?? '.jitl/',
      line: location?.start.line ?? 1,
      message,
    }));
  return { kind: 'read', value: { base: base.name, files: sources.length, problems } };
}
