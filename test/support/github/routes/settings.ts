import { gunzipSync } from 'node:zlib';

import {
  failure,
  invalid,
  notFound,
  ok,
  onRepository,
  textOf,
  type Answer,
  type RepositoryCall,
} from '../answer.ts';
import { codeownersErrors } from '../codeowners-errors.ts';
import { readCommit } from '../commits.ts';
import { page } from '../pages.ts';
import { nodeId } from '../shapes/account.ts';
import { repositoryUrl } from '../shapes/repository.ts';
import { newId } from '../sim.ts';

export const settingRoutes = [
  onRepository('GET', '/codeowners/errors', [['contents', 'read']], (call) => {
    const errors = codeownersErrors(call.sim.world, call.repository, call.query.get('ref'));
    return errors === null ? notFound() : ok({ errors });
  }),
  onRepository(
    'GET',
    '/environments/:name/deployment-branch-policies',
    [['actions', 'read']],
    policies,
  ),
  onRepository('GET', '/environments/:name', [['actions', 'read']], environment),
  onRepository('GET', '/actions/permissions/workflow', [['administration', 'read']], (call) =>
    ok({
      default_workflow_permissions: call.repository.settings.workflowPermissions,
      can_approve_pull_request_reviews: call.repository.settings.actionsMayApprove,
    }),
  ),
  onRepository('GET', '/actions/policies', [['administration', 'read']], (call) => {
    const { actionsPolicies } = call.repository.settings;
    return actionsPolicies === null
      ? notFound()
      : ok({ total_count: actionsPolicies.length, policies: actionsPolicies });
  }),
  onRepository('POST', '/code-scanning/sarifs', [['security_events', 'write']], sarif),
];

function environment(call: RepositoryCall): Answer {
  const name = call.params['name'] ?? '';
  const found = call.repository.environments.get(name);
  if (found === undefined) return notFound();
  const api = repositoryUrl(call.sim.world, call.repository);
  return ok({
    id: call.repository.id,
    node_id: nodeId('EN', call.repository.id),
    name,
    url: `${api}/environments/${encodeURIComponent(name)}`,
    html_url: `${call.sim.world.url}/deployments/${encodeURIComponent(name)}`,
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
    can_admins_bypass: found.adminBypass,
    protection_rules:
      found.branches.length === 0
        ? []
        : [
            {
              id: call.repository.id,
              node_id: nodeId('GA', call.repository.id),
              type: 'branch_policy',
            },
          ],
    deployment_branch_policy:
      found.branches.length === 0
        ? null
        : { protected_branches: false, custom_branch_policies: true },
  });
}

function policies(call: RepositoryCall): Answer {
  const found = call.repository.environments.get(call.params['name'] ?? '');
  if (found === undefined) return notFound();
  const all = found.branches.map((name, at) => ({
    id: at + 1,
    node_id: nodeId('DBP', at + 1),
    name,
    type: 'branch',
  }));
  return page(
    call,
    all,
    (one) => one,
    (branch_policies) => ({ total_count: all.length, branch_policies }),
  );
}

/** Kept as the text that was sent, unpacked. */
function sarif(call: RepositoryCall): Answer {
  const commit = textOf(call.body, 'commit_sha') ?? '';
  const ref = textOf(call.body, 'ref') ?? '';
  const packed = Buffer.from(textOf(call.body, 'sarif') ?? '', 'base64');
  if (readCommit(call.repository, commit) === null) return failure(404, 'commit not found');
  if (!/^refs\/(heads|tags)\/.+$|^refs\/pull\/\d+\/(head|merge)$/.test(ref))
    return invalid('ref is no reference');
  if (packed[0] !== 0x1f || packed[1] !== 0x8b) return invalid('sarif is not gzip');
  call.repository.sarifs.push({ commit, ref, sarif: gunzipSync(packed).toString() });
  const id = `sarif-${newId(call.sim.world)}`;
  const url = `${repositoryUrl(call.sim.world, call.repository)}/code-scanning/sarifs/${id}`;
  return { status: 202, body: { id, url } };
}
