import { readShippedPolicies } from '../adapters/fs/shipped-policies.ts';
import { openRepository } from '../adapters/git/repository.ts';
import { gitVersion } from '../adapters/git/version.ts';
import { policiesAt } from '../app/policies-at.ts';
import type { LocalReading } from '../core/doctor/local.ts';
import { asking } from '../asking.ts';
import { JitlError } from '../errors.ts';
import type { Repository, RevisionTree } from '../ports.ts';

/** What of a set-up can be read without a network. `branch`: of the checkout; null: the default one. */
export async function readLocal(directory: string, branch: string | null): Promise<LocalReading> {
  const [git, policies] = await Promise.all([
    asking(gitVersion),
    asking(() => readPolicies(directory, branch)),
  ]);
  return { git, policies: policies.kind === 'read' ? policies.value : policies };
}

async function readPolicies(
  directory: string,
  branch: string | null,
): Promise<LocalReading['policies']> {
  const repository = await openRepository(directory, { start: 'anywhere' });
  try {
    const base = await findBase(repository, branch);
    return await policiesAt(repository, base, await readShippedPolicies());
  } finally {
    await repository.close();
  }
}

/** As the remote has it, which is what changes land on; else the local branch. */
async function findBase(repository: Repository, branch: string | null): Promise<RevisionTree> {
  if (branch === null) return repository.resolveTree();
  try {
    return await repository.resolveTree(`refs/remotes/origin/${branch}`);
  } catch (error) {
    if (!(error instanceof JitlError) || error.code !== 'revision-unknown') throw error;
    return repository.resolveTree(`refs/heads/${branch}`);
  }
}
