import { notFound, ok, onRepository, type Answer, type RepositoryCall } from '../answer.ts';
import { readCommit } from '../commits.ts';
import { isAncestor, readRef } from '../git.ts';
import { cursorPage, page } from '../pages.ts';
import { nodeId, simpleUser } from '../shapes/account.ts';
import { gitCommitShape } from '../shapes/commit.ts';
import { pullRequestShape } from '../shapes/pull-request.ts';
import { repositoryUrl } from '../shapes/repository.ts';
import { fullName } from '../sim.ts';
import type { SimActivity, SimPullRequest } from '../world.ts';

export const commitRoutes = [
  onRepository('GET', '/git/ref/:ref*', [['contents', 'read']], ref),
  onRepository('GET', '/git/commits/:sha', [['contents', 'read']], (call) => {
    const sha = call.params['sha'] ?? '';
    const commit = /^[0-9a-f]{40}$/.test(sha) ? readCommit(call.repository, sha) : null;
    return commit === null
      ? notFound()
      : ok(gitCommitShape(call.sim.world, call.repository, commit));
  }),
  onRepository(
    'GET',
    '/commits/:sha/pulls',
    [
      ['contents', 'read'],
      ['pull_requests', 'read'],
    ],
    pulls,
  ),
  onRepository('GET', '/activity', [['contents', 'read']], activity),
];

function ref(call: RepositoryCall): Answer {
  const name = `refs/${call.params['ref'] ?? ''}`;
  const sha = readRef(call.repository.directory, name);
  if (sha === null) return notFound();
  const api = repositoryUrl(call.sim.world, call.repository);
  return ok({
    ref: name,
    node_id: nodeId('REF', call.repository.id),
    url: `${api}/git/${name}`,
    object: { type: 'commit', sha, url: `${api}/git/commits/${sha}` },
  });
}

/** Nothing for the head of a fork, however open its pull request is. */
function pulls(call: RepositoryCall): Answer {
  const commit = readCommit(call.repository, call.params['sha'] ?? '');
  if (commit === null) return notFound();
  const found = [...call.repository.pullRequests.values()].filter((pull) =>
    isOf(call, pull, commit.oid),
  );
  return page(call, found, (pull) => pullRequestShape(call.sim.world, call.repository, pull));
}

function isOf(call: RepositoryCall, pull: SimPullRequest, commit: string): boolean {
  if (pull.state === 'merged' && pull.mergeCommit === commit) return true;
  if (pull.headRepository !== fullName(call.repository)) return false;
  if (pull.headCommit === commit) return true;
  const { directory } = call.repository;
  const base = readRef(directory, `refs/heads/${pull.baseBranch}`);
  const landed = pull.landedOn ?? base;
  return (
    landed !== null &&
    isAncestor(call.repository, commit, pull.headCommit) &&
    !isAncestor(call.repository, commit, landed)
  );
}

/** The newest first, by cursors. */
function activity(call: RepositoryCall): Answer {
  const { query } = call;
  const wanted = query.get('ref');
  const full = wanted === null || wanted.startsWith('refs/') ? wanted : `refs/heads/${wanted}`;
  const type = query.get('activity_type');
  const actor = query.get('actor')?.toLowerCase();
  const { world } = call.sim;
  const found = call.repository.activity.filter(
    (one) =>
      (full === null || one.ref === full) &&
      (type === null || one.type === type) &&
      (actor === undefined ||
        (one.actor !== null && world.accounts.get(one.actor)?.login.toLowerCase() === actor)),
  );
  const sorted = query.get('direction') === 'asc' ? found : found.toReversed();
  return cursorPage(call, sorted, (one) => activityShape(call, one));
}

function activityShape(call: RepositoryCall, one: SimActivity) {
  return {
    id: one.id,
    node_id: nodeId('PSH', one.id),
    before: one.before,
    after: one.after,
    ref: one.ref,
    timestamp: one.at,
    activity_type: one.type,
    actor: simpleUser(call.sim.world, one.actor),
  };
}
