import { accountNamed, fullName, repositoryNamed } from './sim.ts';
import { ACTIONS_APP, ACTIONS_BOT, type SimToken, type World } from './world.ts';

export interface TokenOptions {
  readonly kind: 'actions' | 'pat';
  /** Whose it is; a token of Actions is the bot's. */
  readonly as?: string;
  /** Left out for `pat`: everything that the person reaches. */
  readonly repository?: string;
  /** As in a workflow or of a fine-grained token. Left out for `pat`: what the person may. */
  readonly permissions?: Readonly<Record<string, 'read' | 'write' | 'none'>>;
}

export function mintToken(world: World, options: TokenOptions): string {
  const actions = options.kind === 'actions';
  const bound = actions || options.repository !== undefined;
  return storeToken(world, {
    kind: options.kind,
    account: actions ? ACTIONS_BOT : accountNamed(world, options.as ?? '').id,
    repository: bound ? fullName(repositoryNamed(world, options.repository)) : null,
    permissions:
      options.permissions === undefined && !actions ? null : normalised(options.permissions ?? {}),
    app: actions ? ACTIONS_APP : null,
  });
}

export function storeToken(world: World, token: Omit<SimToken, 'value' | 'expired'>): string {
  const prefix = { actions: 'ghs', installation: 'ghs', pat: 'ghp', 'app-jwt': 'jwt' }[token.kind];
  const value = `${prefix}_simulated${String(world.tokens.size + 1).padStart(6, '0')}`;
  world.tokens.set(value, { ...token, value, expired: false });
  return value;
}

/** `pull-requests` of a workflow is `pull_requests` of an App. */
export function normalised(
  permissions: Readonly<Record<string, 'read' | 'write' | 'none'>>,
): Readonly<Record<string, 'read' | 'write'>> {
  return Object.fromEntries(
    Object.entries(permissions).flatMap(([name, level]) =>
      level === 'none' ? [] : [[name.replaceAll('-', '_'), level] as const],
    ),
  );
}
