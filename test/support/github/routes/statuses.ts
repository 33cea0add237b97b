import {
  created,
  invalid,
  notFound,
  onRepository,
  textOf,
  type Answer,
  type RepositoryCall,
} from '../answer.ts';
import { readCommit } from '../commits.ts';
import { page } from '../pages.ts';
import { nodeId, simpleUser } from '../shapes/account.ts';
import { repositoryShape, repositoryUrl } from '../shapes/repository.ts';
import { newId, tick } from '../sim.ts';
import type { SimRepository, SimStatus, SimToken, World } from '../world.ts';

const states: readonly SimStatus['state'][] = ['error', 'failure', 'pending', 'success'];

export const statusRoutes = [
  onRepository('POST', '/statuses/:sha', [['statuses', 'write']], (call) => {
    const sha = call.params['sha'] ?? '';
    const state = states.find((one) => one === textOf(call.body, 'state'));
    if (state === undefined)
      return invalid('Validation Failed', [{ code: 'custom', field: 'state' }]);
    const posted = postStatus(call.sim.world, call.repository, {
      commit: sha,
      state,
      context: textOf(call.body, 'context') ?? 'default',
      description: textOf(call.body, 'description') ?? '',
      token: call.token,
    });
    return typeof posted === 'string' ? invalid(posted) : created(shape(call, posted, true));
  }),
  onRepository('GET', '/commits/:ref*/statuses', [['statuses', 'read']], (call) => {
    const commit = readCommit(call.repository, call.params['ref'] ?? '');
    if (commit === null) return notFound();
    return page(call, statusesOf(call.repository, commit.oid), (one) => shape(call, one, true));
  }),
  onRepository('GET', '/commits/:ref*/status', [['statuses', 'read']], combined),
];

export interface NewStatus {
  readonly commit: string;
  readonly context: string;
  readonly state: SimStatus['state'];
  readonly description?: string;
  readonly token: SimToken;
}

/** A text instead of a status is why it was refused. */
export function postStatus(
  world: World,
  repository: SimRepository,
  wanted: NewStatus,
): SimStatus | string {
  if (readCommit(repository, wanted.commit) === null)
    return `No commit found for SHA: ${wanted.commit}`;
  const description = wanted.description ?? '';
  if (description.length > 140)
    return 'Validation Failed: description is too long (maximum is 140 characters)';
  const same = repository.statuses.filter(
    (one) => one.commit === wanted.commit && one.context === wanted.context,
  );
  if (same.length >= 1000)
    return 'Validation Failed: This SHA and context has reached the maximum number of statuses.';
  const posted: SimStatus = {
    id: newId(world),
    commit: wanted.commit,
    context: wanted.context,
    state: wanted.state,
    description,
    creator: wanted.token.account,
    app: wanted.token.app,
    createdAt: tick(world),
  };
  repository.statuses.push(posted);
  return posted;
}

/** The newest first. */
export function statusesOf(repository: SimRepository, commit: string): readonly SimStatus[] {
  return repository.statuses.filter((one) => one.commit === commit).toReversed();
}

function combined(call: RepositoryCall): Answer {
  const commit = readCommit(call.repository, call.params['ref'] ?? '');
  if (commit === null) return notFound();
  const latest = new Map<string, SimStatus>();
  for (const one of statusesOf(call.repository, commit.oid))
    if (!latest.has(one.context)) latest.set(one.context, one);
  const all = [...latest.values()];
  const { world } = call.sim;
  const api = repositoryUrl(world, call.repository);
  return page(
    call,
    all,
    (one) => shape(call, one, false),
    (statuses) => ({
      state: overall(all),
      statuses,
      sha: commit.oid,
      total_count: all.length,
      repository: repositoryShape(world, call.repository),
      commit_url: `${api}/commits/${commit.oid}`,
      url: `${api}/commits/${commit.oid}/status`,
    }),
  );
}

function overall(statuses: readonly SimStatus[]): string {
  if (statuses.some((one) => one.state === 'failure' || one.state === 'error')) return 'failure';
  return statuses.length === 0 || statuses.some((one) => one.state === 'pending')
    ? 'pending'
    : 'success';
}

function shape(call: RepositoryCall, status: SimStatus, withCreator: boolean) {
  const { world } = call.sim;
  return {
    url: `${repositoryUrl(world, call.repository)}/statuses/${status.commit}`,
    avatar_url: `${world.url}/avatars/${status.creator}`,
    id: status.id,
    node_id: nodeId('SC', status.id),
    state: status.state,
    description: status.description,
    target_url: null,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    ...(withCreator ? { creator: simpleUser(world, status.creator) } : {}),
  };
}
