import { readRef } from '../git.ts';
import { findRepository, fullName } from '../sim.ts';
import type { SimAccount, SimPullRequest, SimRepository } from '../world.ts';
import { actor, owner, user } from './actors.ts';
import { commit, listedCommits } from './commits.ts';
import { connection } from './connection.ts';
import { comments, reviews } from './feedback.ts';
import type { Field, Node } from './node.ts';
import { timeline } from './timeline.ts';
import { mayRead, type View } from './view.ts';

export function pullRequest(view: View, repository: SimRepository, pull: SimPullRequest): Node {
  const { world } = view;
  const head = pull.headRepository === null ? null : findRepository(world, pull.headRepository);
  return {
    __typename: 'PullRequest',
    number: pull.number,
    title: pull.title,
    body: pull.body,
    state: pull.state.toUpperCase(),
    isDraft: pull.draft,
    isCrossRepository: pull.headRepository !== fullName(repository),
    createdAt: pull.createdAt,
    updatedAt: pull.updatedAt,
    author: () => actor(world, pull.author),
    assignees: connection({ kind: 'assignees' }, () => people(view, pull.assignees), user),
    baseRefName: pull.baseBranch,
    baseRef: () => ref(view, repository, `refs/heads/${pull.baseBranch}`),
    headRefName: pull.headBranch,
    headRefOid: pull.headCommit,
    headRepository: head === null ? null : { nameWithOwner: fullName(head) },
    headRepositoryOwner: () => owner(world, head?.owner ?? pull.headOwner),
    mergeCommit: () =>
      pull.state === 'merged' && pull.mergeCommit !== null
        ? commit(view, repository, pull.mergeCommit)
        : null,
    reviewRequests: reviewRequests(view, pull),
    reviews: reviews(view, repository, pull),
    comments: comments(view, pull),
    commits: listedCommits(view, repository, pull),
    timelineItems: timeline(view, repository, pull),
  };
}

/** `refs/heads/main`, as it is now; null: there is none. */
export function ref(view: View, repository: SimRepository, name: string): Node | null {
  const oid = readRef(repository.directory, name);
  if (oid === null) return null;
  const short = name.replace(/^refs\/(?:heads|tags)\//, '');
  return { name: short, target: commit(view, repository, oid) };
}

/** People first, then teams. Who may not read an organisation gets null for its team. */
function reviewRequests(view: View, pull: SimPullRequest): Field {
  const requests: (() => Node | null)[] = [
    ...pull.requested.people.map((id) => () => actor(view.world, id)),
    ...pull.requested.teams.map((name) => () => team(view, name)),
  ];
  return connection(
    { kind: 'reviewRequests' },
    () => requests,
    (requestedReviewer) => ({ requestedReviewer }),
  );
}

function team(view: View, name: string): Node | null {
  if (view.token.kind === 'actions' || !mayRead(view, 'members')) return null;
  return { __typename: 'Team', combinedSlug: name };
}

function people({ world }: View, ids: readonly number[]): readonly SimAccount[] {
  const accounts = ids.flatMap((id) => world.accounts.get(id) ?? []);
  return accounts.filter((one) => one.type === 'User' && !one.deleted);
}
