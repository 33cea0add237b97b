import { git } from '../git.ts';
import { fullName } from '../sim.ts';
import type { SimPullRequest, SimRepository } from '../world.ts';
import { associated } from './associated.ts';
import { commit } from './commits.ts';
import { connection } from './connection.ts';
import { mergeQueue } from './merge-queue.ts';
import { field, mistake, refusal, type Arguments, type Node } from './node.ts';
import { pullRequest, ref } from './pull-request.ts';
import { mustRead, type View } from './view.ts';

export function repositoryNode(view: View, repository: SimRepository): Node {
  return {
    databaseId: repository.id,
    nameWithOwner: fullName(repository),
    isPrivate: repository.visibility === 'private',
    mergeCommitAllowed: repository.mergeMethods.merge,
    squashMergeAllowed: repository.mergeMethods.squash,
    rebaseMergeAllowed: repository.mergeMethods.rebase,
    defaultBranchRef: () => {
      mustRead(view, 'contents');
      return ref(view, repository, `refs/heads/${repository.defaultBranch}`);
    },
    ref: field(['qualifiedName'], ({ qualifiedName }) => {
      mustRead(view, 'contents');
      const name = String(qualifiedName);
      return ref(view, repository, name.startsWith('refs/') ? name : `refs/heads/${name}`);
    }),
    object: field(['oid'], ({ oid }) => {
      mustRead(view, 'contents');
      return object(view, repository, String(oid));
    }),
    pullRequest: field(['number'], ({ number }) => {
      mustRead(view, 'pull_requests');
      const found = repository.pullRequests.get(number as number);
      if (found === undefined)
        throw refusal(
          'NOT_FOUND',
          `Could not resolve to a PullRequest with the number of ${String(number)}.`,
        );
      return pullRequest(view, repository, found);
    }),
    pullRequests: connection(
      { kind: 'pullRequests', takes: ['states', 'headRefName', 'baseRefName', 'orderBy'] },
      (args) => {
        mustRead(view, 'pull_requests');
        return chosen(repository, args);
      },
      (one) => pullRequest(view, repository, one),
    ),
    mergeQueue: field(['branch'], ({ branch }) => {
      mustRead(view, 'pull_requests');
      return mergeQueue(
        view,
        repository,
        (branch as string | null | undefined) ?? repository.defaultBranch,
      );
    }),
  };
}

/** Null: there is no object of that id. */
function object(view: View, repository: SimRepository, oid: string): Node | null {
  const { exitCode, output } = git(repository.directory, ['cat-file', '-t', oid], {
    answers: [128],
  });
  if (exitCode !== 0) return null;
  if (output.trim() !== 'commit') throw mistake(`the simulator shows commits, and ${oid} is none`);
  return {
    ...commit(view, repository, oid),
    associatedPullRequests: connection(
      { kind: 'associatedPullRequests' },
      () => {
        mustRead(view, 'pull_requests');
        return associated(repository, oid);
      },
      (pull) => pullRequest(view, repository, pull),
    ),
  };
}

/** The oldest first, unless the query says otherwise. */
function chosen(repository: SimRepository, args: Arguments): readonly SimPullRequest[] {
  const { states, headRefName, baseRefName } = args;
  const order = (args['orderBy'] ?? {}) as { field?: string; direction?: string };
  const key = (one: SimPullRequest) =>
    order.field === 'UPDATED_AT' ? Date.parse(one.updatedAt) : one.number;
  const sign = order.direction === 'DESC' ? -1 : 1;
  return [...repository.pullRequests.values()]
    .filter((one) => !Array.isArray(states) || states.includes(one.state.toUpperCase()))
    .filter((one) => typeof headRefName !== 'string' || one.headBranch === headRefName)
    .filter((one) => typeof baseRefName !== 'string' || one.baseBranch === baseRefName)
    .sort((one, other) => sign * (key(one) - key(other) || one.number - other.number));
}
