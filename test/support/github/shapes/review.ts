import { fullName } from '../sim.ts';
import type { SimComment, SimPullRequest, SimRepository, SimReview, World } from '../world.ts';
import { nodeId, simpleUser } from './account.ts';
import { appShape } from './app.ts';
import { associationOf } from './pull-request.ts';
import { repositoryUrl } from './repository.ts';

/** `pull-request-review`. There is nothing in it about edits. */
export function reviewShape(
  world: World,
  repository: SimRepository,
  pull: SimPullRequest,
  review: SimReview,
) {
  const html = `${world.url}/${fullName(repository)}/pull/${pull.number}`;
  const api = `${repositoryUrl(world, repository)}/pulls/${pull.number}`;
  return {
    id: review.id,
    node_id: nodeId('PRR', review.id),
    user: simpleUser(world, review.account),
    body: review.body,
    state: review.state,
    html_url: `${html}#pullrequestreview-${review.id}`,
    pull_request_url: api,
    author_association: associationOf(world, repository, review.account),
    _links: {
      html: { href: `${html}#pullrequestreview-${review.id}` },
      pull_request: { href: api },
    },
    ...(review.state === 'PENDING' ? {} : { submitted_at: review.submittedAt }),
    commit_id: review.commit,
  };
}

/** `issue-comment`. */
export function commentShape(
  world: World,
  repository: SimRepository,
  pull: SimPullRequest,
  comment: SimComment,
) {
  const api = repositoryUrl(world, repository);
  const app = comment.app === null ? undefined : world.apps.get(comment.app);
  return {
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    url: `${api}/issues/comments/${comment.id}`,
    html_url: `${world.url}/${fullName(repository)}/pull/${pull.number}#issuecomment-${comment.id}`,
    issue_url: `${api}/issues/${pull.number}`,
    user: simpleUser(world, comment.account),
    created_at: comment.createdAt,
    updated_at: comment.edits.at(-1)?.at ?? comment.createdAt,
    body: comment.body,
    author_association: associationOf(world, repository, comment.account),
    performed_via_github_app: app === undefined ? null : appShape(world, app),
  };
}
