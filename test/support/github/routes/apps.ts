import {
  created,
  failure,
  invalid,
  notFound,
  ok,
  type Answer,
  type Call,
  type Route,
} from '../answer.ts';
import { isRecord } from '../events/seed.ts';
import { userOf } from '../shapes/account.ts';
import { appShape } from '../shapes/app.ts';
import { repositoryShape } from '../shapes/repository.ts';
import { findAccount, findRepository, fullName } from '../sim.ts';
import { storeToken } from '../tokens.ts';
import type { SimApp } from '../world.ts';
import { strings } from './pull-requests.ts';

export const appRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: '/app',
    needs: null,
    answer: (call) => ofApp(call, (app) => ok(appShape(call.sim.world, app))),
  },
  {
    method: 'GET',
    pattern: '/repos/:owner/:repo/installation',
    needs: null,
    answer: (call) =>
      ofApp(call, (app) => {
        const name = `${call.params['owner']}/${call.params['repo']}`;
        const repository = findRepository(call.sim.world, name);
        const found = app.installations.find((one) => one.owner === repository?.owner);
        return found === undefined ? notFound() : ok(installation(call, app, found));
      }),
  },
  {
    method: 'POST',
    pattern: '/app/installations/:id/access_tokens',
    needs: null,
    answer: (call) => ofApp(call, (app) => mint(call, app)),
  },
];

function ofApp(call: Call, answer: (app: SimApp) => Answer): Answer {
  const app = call.token.app === null ? undefined : call.sim.world.apps.get(call.token.app);
  if (call.token.kind !== 'app-jwt' || app === undefined)
    return failure(401, 'A JSON web token could not be decoded');
  return answer(app);
}

function installation(call: Call, app: SimApp, found: SimApp['installations'][number]) {
  const { world } = call.sim;
  const owner = findAccount(world, found.owner);
  const url = `${world.url}/app/installations/${found.id}`;
  return {
    id: found.id,
    account: owner === null ? null : userOf(world, owner),
    repository_selection: 'all',
    access_tokens_url: `${url}/access_tokens`,
    repositories_url: `${world.url}/installation/repositories`,
    html_url: url,
    app_id: app.id,
    app_slug: app.slug,
    target_id: owner?.id ?? 0,
    target_type: owner?.type ?? 'Organization',
    permissions: { metadata: 'read', ...app.permissions },
    events: [],
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
    single_file_name: null,
    suspended_by: null,
    suspended_at: null,
  };
}

/** No more than the App has, and only for what is named: repositories by name or by id. */
function mint(call: Call, app: SimApp): Answer {
  const { world } = call.sim;
  const found = app.installations.find((one) => one.id === Number(call.params['id']));
  if (found === undefined) return notFound();
  const ids = call.body['repository_ids'];
  const own = [...world.repositories.values()].filter((one) => one.owner === found.owner);
  const wanted = [
    ...strings(call.body['repositories']).map((name) => own.find((one) => one.name === name)),
    ...(Array.isArray(ids) ? ids.map((id: unknown) => own.find((one) => one.id === id)) : []),
  ];
  if (wanted.length > 1) return invalid('the simulator knows tokens for one repository or for all');
  const repository = wanted[0] ?? null;
  if (wanted.length === 1 && repository === null)
    return invalid(
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    );
  const asked = isRecord(call.body['permissions']) ? call.body['permissions'] : app.permissions;
  const permissions: Record<string, 'read' | 'write'> = {};
  for (const [name, level] of Object.entries(asked)) {
    const has = name === 'metadata' ? 'read' : app.permissions[name];
    if (level !== 'read' && level !== 'write') return invalid('Validation Failed');
    if (has === undefined || (level === 'write' && has === 'read'))
      return invalid('The permissions requested are not granted to this installation.');
    permissions[name] = level;
  }
  const token = storeToken(world, {
    kind: 'installation',
    account: app.account,
    repository: repository === null ? null : fullName(repository),
    permissions,
    app: app.id,
  });
  return created({
    token,
    // A client compares it with the clock of this machine.
    expires_at: new Date(new Date().getTime() + 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z'),
    permissions: { metadata: 'read', ...permissions },
    repository_selection: repository === null ? 'all' : 'selected',
    ...(repository === null ? {} : { repositories: [repositoryShape(world, repository)] }),
  });
}
