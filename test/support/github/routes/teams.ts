import { forbidden } from '../access.ts';
import { failure, notFound, ok, type Answer, type Call, type Route } from '../answer.ts';
import { page } from '../pages.ts';
import { isMemberOf, teamMembers } from '../permissions.ts';
import { nodeId, userOf } from '../shapes/account.ts';
import { findAccount } from '../sim.ts';
import type { SimTeam } from '../world.ts';

export const teamRoutes: readonly Route[] = [
  route('/members', members),
  route('/invitations', invitations),
  route('/memberships/:login', membership),
];

/** A token of Actions reads no teams at all; an App needs `members: read` where it is installed. */
function route(
  pattern: string,
  answer: (call: Call, team: SimTeam, name: string) => Answer,
): Route {
  return {
    method: 'GET',
    pattern: `/orgs/:org/teams/:team${pattern}`,
    needs: null,
    answer: (call) => {
      const organisation = (call.params['org'] ?? '').toLowerCase();
      const name = `${organisation}/${(call.params['team'] ?? '').toLowerCase()}`;
      const team = call.sim.world.teams.get(name);
      if (call.token.kind === 'actions') return failure(403, forbidden(call.token));
      if (team === undefined || !reaches(call, organisation)) return notFound();
      const { permissions } = call.token;
      if (permissions !== null && permissions['members'] === undefined)
        return failure(403, forbidden(call.token));
      return answer(call, team, name);
    },
  };
}

function reaches(call: Call, organisation: string): boolean {
  const { world } = call.sim;
  if (call.token.kind === 'pat') return isMemberOf(world, organisation, call.token.account);
  const app = call.token.app === null ? undefined : world.apps.get(call.token.app);
  return app?.installations.some((one) => one.owner.toLowerCase() === organisation) ?? false;
}

/** Of child teams as well; the invited are not in it. */
function members(call: Call, _: SimTeam, name: string): Answer {
  const { world } = call.sim;
  const all = [...teamMembers(world, name)].flatMap((id) => world.accounts.get(id) ?? []);
  const sorted = all.toSorted((one, other) => one.id - other.id);
  return page(call, sorted, (one) => userOf(world, one));
}

function invitations(call: Call, team: SimTeam): Answer {
  const { world } = call.sim;
  const pending = team.members.filter((one) => one.state === 'pending');
  return page(call, pending, ({ account }) => {
    const found = world.accounts.get(account);
    const inviter = findAccount(world, team.organisation);
    return {
      id: account,
      node_id: nodeId('OI', account),
      login: found?.login ?? null,
      email: null,
      role: 'direct_member',
      created_at: '2026-01-01T00:00:00Z',
      inviter: inviter === null ? null : userOf(world, inviter),
      team_count: 1,
      invitation_teams_url: `${world.url}/organizations/1/invitations/${account}/teams`,
      failed_at: null,
      failed_reason: null,
    };
  });
}

function membership(call: Call, team: SimTeam, name: string): Answer {
  const { world } = call.sim;
  const account = findAccount(world, call.params['login'] ?? '');
  if (account === null) return notFound();
  const direct = team.members.find((one) => one.account === account.id);
  const state = teamMembers(world, name).has(account.id) ? 'active' : direct?.state;
  const url = `${world.url}/organizations/1/team/${team.id}/memberships/${account.login}`;
  return state === undefined ? notFound() : ok({ url, role: 'member', state });
}
