import { addComment, changeComment, findComment } from '../acts/comments.ts';
import { may } from '../access.ts';
import {
  created,
  failure,
  invalid,
  notFound,
  ok,
  onRepository,
  textOf,
  type Answer,
  type Needs,
  type RepositoryCall,
} from '../answer.ts';
import { page } from '../pages.ts';
import { atLeast, permissionOf } from '../permissions.ts';
import { nodeId, simpleUser } from '../shapes/account.ts';
import { commentShape } from '../shapes/review.ts';
import { newId, tick } from '../sim.ts';
import type { SimComment } from '../world.ts';
import { ofPull } from './pull-requests.ts';

/** For a comment on a pull request either will do. */
const read: Needs = [
  ['issues', 'read'],
  ['pull_requests', 'read'],
];
const write: Needs = [
  ['issues', 'write'],
  ['pull_requests', 'write'],
];

const longest = 65_536;

export const commentRoutes = [
  onRepository('GET', '/issues/:number/comments', read, (call) =>
    ofPull(call, (pull) =>
      page(call, pull.comments, (one) => commentShape(call.sim.world, call.repository, pull, one)),
    ),
  ),
  onRepository('POST', '/issues/:number/comments', write, (call) =>
    ofPull(call, (pull) => {
      const body = textOf(call.body, 'body') ?? '';
      const wrong = refuseBody(body);
      if (wrong !== null) return wrong;
      const actor = { account: call.token.account, token: call.token };
      const added = addComment(call.sim, call.repository, pull, { actor, body });
      return created(commentShape(call.sim.world, call.repository, pull, added));
    }),
  ),
  onRepository('PATCH', '/issues/comments/:comment', write, (call) =>
    ofComment(call, (found) => {
      if (!mayEdit(call, found)) return failure(403, 'Must have admin rights to Repository.');
      const body = textOf(call.body, 'body') ?? '';
      const wrong = refuseBody(body);
      if (wrong !== null) return wrong;
      changeComment(call.sim, found.id, {
        actor: { account: call.token.account, token: call.token },
        body,
      });
      const { pull } = findComment(call.sim, found.id);
      return ok(commentShape(call.sim.world, call.repository, pull, found));
    }),
  ),
  onRepository('POST', '/issues/comments/:comment/reactions', write, (call) =>
    ofComment(call, (found) => react(call, found)),
  ),
];

function ofComment(call: RepositoryCall, answer: (found: SimComment) => Answer): Answer {
  const id = Number(call.params['comment']);
  const all = [...call.repository.pullRequests.values()].flatMap((pull) => pull.comments);
  const found = all.find((one) => one.id === id);
  return found === undefined ? notFound() : answer(found);
}

function refuseBody(body: string): Answer | null {
  if (body.trim() === '')
    return invalid('Validation Failed', [{ code: 'missing_field', field: 'body' }]);
  return body.length > longest ? invalid('Body is too long (maximum is 65536 characters)') : null;
}

/** One's own, or with write on the repository. */
function mayEdit(call: RepositoryCall, comment: SimComment): boolean {
  if (comment.account === call.token.account) return true;
  const { world } = call.sim;
  if (call.token.kind !== 'pat')
    return may(world, call.token, call.repository, ['issues', 'write']);
  return atLeast(permissionOf(world, call.repository, call.token.account), 'write');
}

function react(call: RepositoryCall, comment: SimComment): Answer {
  const { world } = call.sim;
  const content = textOf(call.body, 'content') ?? '';
  const known = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes'];
  if (!known.includes(content)) return invalid('Validation Failed');
  const before = comment.reactions.some(
    (one) => one.account === call.token.account && one.content === content,
  );
  if (!before) comment.reactions.push({ account: call.token.account, content });
  const id = newId(world);
  const body = {
    id,
    node_id: nodeId('REA', id),
    user: simpleUser(world, call.token.account),
    content,
    created_at: tick(world),
  };
  return before ? ok(body) : created(body);
}
