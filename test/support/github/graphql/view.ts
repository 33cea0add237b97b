import { atLeast, permissionOf } from '../permissions.ts';
import { fullName } from '../sim.ts';
import type { SimRepository, SimToken, World } from '../world.ts';
import { refusal } from './node.ts';

/** Who looks at what. */
export interface View {
  readonly world: World;
  readonly token: SimToken;
}

/** Whether the repository exists for this token at all. */
export function reaches({ world, token }: View, repository: SimRepository): boolean {
  const wanted = fullName(repository).toLowerCase();
  if (token.repository !== null && token.repository.toLowerCase() !== wanted) return false;
  if (token.kind === 'actions' || token.kind === 'installation') return true;
  return atLeast(permissionOf(world, repository, token.account), 'read');
}

/** As `permissions:` of a workflow writes it (`pull-requests`) or as an App does (`pull_requests`). */
export function mayRead({ token }: View, what: string): boolean {
  if (token.permissions === null) return true;
  const names = [what, what.replaceAll('_', '-')];
  return names.some((name) => token.permissions?.[name] !== undefined);
}

/** Throws as GitHub does where the repository is seen and this part of it is not. */
export function mustRead(view: View, what: string): void {
  if (mayRead(view, what)) return;
  const who = view.token.kind === 'pat' ? 'personal access token' : 'integration';
  throw refusal('FORBIDDEN', `Resource not accessible by ${who}`);
}
