import {
  failure,
  notFound,
  ok,
  onRepository,
  type Answer,
  type Call,
  type RepositoryCall,
  type Route,
} from '../answer.ts';
import { page } from '../pages.ts';
import { ownPermission, permissionOf } from '../permissions.ts';
import { publicUser, userOf } from '../shapes/account.ts';
import { findAccount } from '../sim.ts';
import type { Permission } from '../world.ts';

/** The older scale has no `maintain` and no `triage`. */
const older: Readonly<Record<Permission, string>> = {
  admin: 'admin',
  maintain: 'write',
  write: 'write',
  triage: 'read',
  read: 'read',
  none: 'none',
};

const userRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: '/users/:login',
    needs: null,
    answer: (call) => {
      const found = findAccount(call.sim.world, call.params['login'] ?? '');
      return found === null ? notFound() : ok(publicUser(call.sim.world, found));
    },
  },
  { method: 'GET', pattern: '/user', needs: null, answer: ownUser },
  { method: 'GET', pattern: '/rate_limit', needs: null, answer: rateLimit },
];

export const accountRoutes = [
  ...userRoutes,
  onRepository('GET', '/collaborators', [['metadata', 'read']], collaborators),
  onRepository('GET', '/collaborators/:login/permission', [['metadata', 'read']], permission),
];

/** A person's token alone: an App and a workflow are no user. */
function ownUser(call: Call): Answer {
  const account = call.sim.world.accounts.get(call.token.account);
  if (call.token.kind !== 'pat' || account === undefined)
    return failure(403, 'Resource not accessible by integration');
  return ok(publicUser(call.sim.world, account));
}

function rateLimit(call: Call): Answer {
  const { world } = call.sim;
  const used = world.calls.length;
  const core = {
    limit: 5000,
    remaining: Math.max(0, 5000 - used),
    reset: Math.floor(world.now / 1000) + 3600,
    used,
  };
  const search = { ...core, limit: 30, remaining: 30, used: 0 };
  return ok({ resources: { core, search, graphql: core }, rate: core });
}

/** What an account may do by any way, also by being anybody on a public repository. */
function permission(call: RepositoryCall): Answer {
  const { world } = call.sim;
  const account = findAccount(world, call.params['login'] ?? '');
  if (account === null) return failure(404, `${call.params['login']} is not a user`);
  const role = permissionOf(world, call.repository, account.id);
  return ok({
    permission: older[role],
    role_name: role,
    user: { ...userOf(world, account), role_name: role, permissions: flags(role) },
  });
}

function collaborators(call: RepositoryCall): Answer {
  const { world } = call.sim;
  const all = [...world.accounts.values()].filter(
    (one) =>
      !one.deleted &&
      one.type === 'User' &&
      ownPermission(world, call.repository, one.id) !== 'none',
  );
  return page(call, all, (one) => {
    const role = permissionOf(world, call.repository, one.id);
    return { ...userOf(world, one), role_name: role, permissions: flags(role) };
  });
}

function flags(role: Permission) {
  const order: readonly Permission[] = ['read', 'triage', 'write', 'maintain', 'admin'];
  const [pull, triage, push, maintain, admin] = order.map(
    (one) => order.indexOf(role) >= order.indexOf(one),
  );
  return { pull, triage, push, maintain, admin };
}
