import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';

import { askOnce, tip, writeRef } from './git.ts';
import { webFlow } from './acts/identity.ts';
import type { SimPullRequest, SimRepository, World } from './world.ts';

/**
 * Merges the head into the base as `refs/pull/N/merge` has it, if either moved since. Null: they
 * conflict, and the ref stays where it was.
 */
export function testMerge(
  world: World,
  repository: SimRepository,
  pull: SimPullRequest,
): string | null {
  const base = tip(repository, pull.baseBranch);
  const head = pull.headCommit;
  if (pull.state !== 'open' || base === null) return pull.testMerge?.commit ?? null;
  if (pull.testMerge?.base === base && pull.testMerge.head === head) return pull.testMerge.commit;
  const tree = mergedTree(repository, base, head);
  const message = `Merge ${head} into ${base}`;
  const commit =
    tree === null ? null : commitTree(world, repository, { tree, parents: [base, head], message });
  pull.testMerge = { base, head, commit };
  if (commit !== null) writeRef(repository.directory, `refs/pull/${pull.number}/merge`, commit);
  return commit;
}

/** Null: a conflict. */
export function mergedTree(repository: SimRepository, base: string, head: string): string | null {
  const args = ['merge-tree', '--write-tree', '--allow-unrelated-histories', base, head];
  const { exitCode, output } = askOnce(repository, args, { answers: [1] });
  return exitCode === 0 ? output.trim() : null;
}

export interface TreeCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author?: { readonly name: string; readonly email: string };
}

/** A commit that GitHub itself makes, for somebody. Written as git would, without a process. */
export function commitTree(world: World, repository: SimRepository, commit: TreeCommit): string {
  const date = `${Math.floor(world.now / 1000)} +0000`;
  const author = commit.author ?? webFlow;
  const body = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${author.name} <${author.email}> ${date}`,
    `committer ${webFlow.name} <${webFlow.email}> ${date}`,
    '',
    `${commit.message}\n`,
  ].join('\n');
  const object = Buffer.from(`commit ${Buffer.byteLength(body)}\0${body}`);
  const oid = createHash('sha1').update(object).digest('hex');
  const file = join(repository.directory, 'objects', oid.slice(0, 2), oid.slice(2));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, deflateSync(object));
  return oid;
}
