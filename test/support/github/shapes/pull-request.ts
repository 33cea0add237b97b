import { pullRequestFiles } from '../changed-files.ts';
import { pullRequestCommits } from '../commits.ts';
import { tip } from '../git.ts';
import { isMemberOf, ownPermission } from '../permissions.ts';
import { findRepository, fullName } from '../sim.ts';
import type { SimPullRequest, SimRepository, World } from '../world.ts';
import { nodeId, simpleUser, userOrGhost } from './account.ts';
import { ownerOf, repositoryShape, repositoryUrl } from './repository.ts';
import { teamShape } from './team.ts';

/** `pull-request-simple`, as a list has it. */
export function pullRequestShape(world: World, repository: SimRepository, pull: SimPullRequest) {
  const url = `${repositoryUrl(world, repository)}/pulls/${pull.number}`;
  const issue = `${repositoryUrl(world, repository)}/issues/${pull.number}`;
  const html = `${world.url}/${fullName(repository)}/pull/${pull.number}`;
  const statuses = `${repositoryUrl(world, repository)}/statuses/${pull.headCommit}`;
  const links = {
    comments: `${issue}/comments`,
    commits: `${url}/commits`,
    statuses,
    html,
    issue,
    review_comments: `${url}/comments`,
    review_comment: `${repositoryUrl(world, repository)}/pulls/comments{/number}`,
    self: url,
  };
  return {
    url,
    id: pull.id,
    node_id: pull.nodeId,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: statuses,
    number: pull.number,
    state: pull.state === 'open' ? 'open' : 'closed',
    locked: false,
    title: pull.title,
    user: userOrGhost(world, pull.author),
    body: pull.body,
    labels: [],
    milestone: null,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.state === 'merged' ? pull.closedAt : null,
    merge_commit_sha: pull.mergeCommit ?? pull.testMerge?.commit ?? null,
    assignee: simpleUser(world, pull.assignees[0] ?? null),
    assignees: pull.assignees.flatMap((id) => simpleUser(world, id) ?? []),
    requested_reviewers: pull.requested.people.flatMap((id) => simpleUser(world, id) ?? []),
    requested_teams: pull.requested.teams.flatMap((name) => teamShape(world, name) ?? []),
    head: headShape(world, pull),
    base: {
      label: `${repository.owner}:${pull.baseBranch}`,
      ref: pull.baseBranch,
      repo: repositoryShape(world, repository),
      sha: pull.landedOn ?? tip(repository, pull.baseBranch) ?? pull.headCommit,
      user: ownerOf(world, repository),
    },
    _links: Object.fromEntries(Object.entries(links).map(([key, href]) => [key, { href }])),
    author_association: associationOf(world, repository, pull.author),
    auto_merge: null,
    draft: pull.draft,
    ...(pull.stack === null ? {} : { stack: stackShape(repository, pull) }),
  };
}

/** `pull-request`: with what only the one itself tells. */
export function fullPullRequest(world: World, repository: SimRepository, pull: SimPullRequest) {
  const shape = pullRequestShape(world, repository, pull);
  const files = pullRequestFiles(repository, pull);
  const conflict = pull.testMerge !== null && pull.testMerge.commit === null;
  return {
    ...shape,
    // The one itself tells less of a team than a list does.
    requested_teams: shape.requested_teams.map((team) => ({ ...team, parent: undefined })),
    merged: pull.state === 'merged',
    mergeable: pull.state === 'open' ? !conflict : null,
    rebaseable: pull.state === 'open' ? !conflict : null,
    mergeable_state: pull.state !== 'open' ? 'unknown' : conflict ? 'dirty' : 'clean',
    merged_by: simpleUser(world, pull.mergedBy),
    comments: pull.comments.length,
    review_comments: 0,
    maintainer_can_modify: pull.headRepository !== fullName(repository),
    commits: pullRequestCommits(repository, pull).length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}

function headShape(world: World, pull: SimPullRequest) {
  const found = pull.headRepository === null ? null : findRepository(world, pull.headRepository);
  const owner = [...world.accounts.values()].find((one) => one.login === pull.headOwner);
  return {
    label: `${pull.headOwner}:${pull.headBranch}`,
    ref: pull.headBranch,
    repo: found === null ? null : repositoryShape(world, found),
    sha: pull.headCommit,
    user: userOrGhost(world, owner?.id ?? null),
  };
}

function stackShape(repository: SimRepository, pull: SimPullRequest) {
  const ref = pull.stack?.base ?? pull.baseBranch;
  return {
    id: pull.id,
    number: pull.number,
    size: 2,
    position: 2,
    base: { ref, sha: tip(repository, ref) ?? pull.headCommit },
  };
}

export function associationOf(world: World, repository: SimRepository, account: number | null) {
  if (account === null) return 'NONE';
  if (world.accounts.get(account)?.login === repository.owner) return 'OWNER';
  if (isMemberOf(world, repository.owner, account)) return 'MEMBER';
  return ownPermission(world, repository, account) === 'none' ? 'NONE' : 'COLLABORATOR';
}

export function pullRequestNodeId(id: number): string {
  return nodeId('PR', id);
}
