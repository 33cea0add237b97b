import { failure, notFound, type Answer, type Level, type Needs } from './answer.ts';
import { atLeast, permissionOf } from './permissions.ts';
import { fullName } from './sim.ts';
import type { SimRepository, SimToken, World } from './world.ts';

/** What a person must be to do this with a token that is not limited. */
const roleFor: Readonly<Record<string, 'read' | 'write' | 'admin'>> = {
  metadata: 'read',
  pull_requests: 'read',
  issues: 'read',
  administration: 'admin',
};

/** Null: let through. 404 hides what a token does not reach, 403 what it may not do there. */
export function refuse(
  world: World,
  token: SimToken,
  repository: SimRepository,
  needs: Needs,
): Answer | null {
  const onlyRead = needs.some(([, level]) => level === 'read');
  const free = repository.visibility === 'public' && onlyRead && !needs.some(isClosed);
  if (!reaches(world, token, repository)) return free ? null : notFound();
  if (free || needs.some((need) => may(world, token, repository, need))) return null;
  return failure(403, forbidden(token));
}

export function forbidden(token: SimToken): string {
  return token.kind === 'pat'
    ? 'Resource not accessible by personal access token'
    : 'Resource not accessible by integration';
}

/** Never readable by everybody, not even on a public repository. */
function isClosed([permission]: readonly [string, Level]): boolean {
  return permission === 'administration';
}

function reaches(world: World, token: SimToken, repository: SimRepository): boolean {
  if (token.repository !== null && token.repository !== fullName(repository)) return false;
  if (token.kind === 'actions') return true;
  if (token.kind === 'installation') {
    const app = token.app === null ? undefined : world.apps.get(token.app);
    return app?.installations.some((one) => one.owner === repository.owner) ?? false;
  }
  return atLeast(permissionOf(world, repository, token.account), 'read');
}

export function may(
  world: World,
  token: SimToken,
  repository: SimRepository,
  [permission, level]: readonly [string, Level],
): boolean {
  const granted = token.permissions?.[permission];
  const limited =
    token.permissions === null ||
    granted === 'write' ||
    (level === 'read' && (granted === 'read' || permission === 'metadata'));
  if (!limited) return false;
  if (token.kind !== 'pat') return true;
  const role = level === 'read' && permission !== 'administration' ? 'read' : null;
  return atLeast(
    permissionOf(world, repository, token.account),
    role ?? roleFor[permission] ?? 'write',
  );
}
