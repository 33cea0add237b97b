import type { World } from '../world.ts';
import { nodeId } from './account.ts';

/** `team`, by `organisation/slug`; null: there is none. */
export function teamShape(world: World, name: string) {
  const team = world.teams.get(name.toLowerCase());
  if (team === undefined) return null;
  const url = `${world.url}/organizations/${team.organisation}/team/${team.id}`;
  return {
    id: team.id,
    node_id: nodeId('T', team.id),
    name: team.slug,
    slug: team.slug,
    description: null,
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    url,
    html_url: `${world.url}/orgs/${team.organisation}/teams/${team.slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: 'organization',
    parent: null,
  };
}
