import type { SimApp, World } from '../world.ts';
import { nodeId, userOrGhost } from './account.ts';

/** `integration`. */
export function appShape(world: World, app: SimApp) {
  const owner = [...world.accounts.values()].find((one) => one.login === app.owner);
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId('A', app.id),
    owner: userOrGhost(world, owner?.id ?? null),
    name: app.slug,
    description: null,
    external_url: `${world.url}/apps/${app.slug}`,
    html_url: `${world.url}/apps/${app.slug}`,
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
    permissions: { metadata: 'read', ...app.permissions },
    events: [],
  };
}
