import {
  invalid,
  notFound,
  ok,
  onRepository,
  created,
  type Answer,
  type Needs,
  type RepositoryCall,
} from '../answer.ts';
import { pullRequestFiles } from '../changed-files.ts';
import { pullRequestCommits } from '../commits.ts';
import { page } from '../pages.ts';
import { atLeast, permissionOf } from '../permissions.ts';
import { commitShape, fileShape } from '../shapes/commit.ts';
import { fullPullRequest, pullRequestShape } from '../shapes/pull-request.ts';
import { findAccount } from '../sim.ts';
import { testMerge } from '../test-merge.ts';
import type { SimPullRequest } from '../world.ts';

export const readPulls: Needs = [['pull_requests', 'read']];

/** GitHub lists no more than these, whatever there is. */
const mostCommits = 250;
const mostFiles = 3000;

export const pullRequestRoutes = [
  onRepository('GET', '/pulls', readPulls, list),
  onRepository('GET', '/pulls/:number', readPulls, (call) =>
    ofPull(call, (pull) => {
      testMerge(call.sim.world, call.repository, pull);
      return ok(fullPullRequest(call.sim.world, call.repository, pull));
    }),
  ),
  onRepository('GET', '/pulls/:number/files', readPulls, (call) =>
    ofPull(call, (pull) => {
      const files = pullRequestFiles(call.repository, pull).slice(0, mostFiles);
      return page(call, files, (file) =>
        fileShape(call.sim.world, call.repository, pull.headCommit, file),
      );
    }),
  ),
  onRepository('GET', '/pulls/:number/commits', readPulls, (call) =>
    ofPull(call, (pull) => {
      const commits = pullRequestCommits(call.repository, pull).slice(0, mostCommits);
      return page(call, commits, (one) => commitShape(call.sim.world, call.repository, one));
    }),
  ),
  onRepository(
    'POST',
    '/pulls/:number/requested_reviewers',
    [['pull_requests', 'write']],
    requestReviewers,
  ),
];

export function ofPull(call: RepositoryCall, answer: (pull: SimPullRequest) => Answer): Answer {
  const pull = call.repository.pullRequests.get(Number(call.params['number']));
  return pull === undefined ? notFound() : answer(pull);
}

function list(call: RepositoryCall): Answer {
  const { query } = call;
  const state = query.get('state') ?? 'open';
  const head = query.get('head');
  const base = query.get('base');
  const found = [...call.repository.pullRequests.values()].filter(
    (pull) =>
      (state === 'all' || (state === 'open') === (pull.state === 'open')) &&
      (base === null || pull.baseBranch === base) &&
      // Without a colon GitHub takes no notice of it and lists all.
      (head === null || !head.includes(':') || `${pull.headOwner}:${pull.headBranch}` === head),
  );
  const key = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const up = query.get('direction') === 'asc';
  const sorted = found.toSorted((one, other) => {
    const order =
      one[key] < other[key] ? -1 : one[key] > other[key] ? 1 : one.number - other.number;
    return up ? order : -order;
  });
  return page(call, sorted, (pull) => pullRequestShape(call.sim.world, call.repository, pull));
}

/** 422 as a whole if one of them cannot be asked. */
function requestReviewers(call: RepositoryCall): Answer {
  const { world } = call.sim;
  return ofPull(call, (pull) => {
    const people = strings(call.body['reviewers']).map((login) => findAccount(world, login));
    const teams = strings(call.body['team_reviewers']).map((slug) =>
      `${call.repository.owner}/${slug}`.toLowerCase(),
    );
    const ids: number[] = [];
    for (const one of people) {
      if (one === null || !atLeast(permissionOf(world, call.repository, one.id), 'read'))
        return invalid('Reviews may only be requested from collaborators.');
      if (one.id === pull.author)
        return invalid('Review cannot be requested from pull request author.');
      ids.push(one.id);
    }
    if (!teams.every((name) => call.repository.teamPermissions.has(name)))
      return invalid('Reviews may only be requested from collaborators.');
    pull.requested.people.push(...ids.filter((id) => !pull.requested.people.includes(id)));
    pull.requested.teams.push(...teams.filter((one) => !pull.requested.teams.includes(one)));
    return created(pullRequestShape(world, call.repository, pull));
  });
}

export function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
