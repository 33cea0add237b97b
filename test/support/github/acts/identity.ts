import type { Identity } from '../commit-files.ts';
import type { SimAccount } from '../world.ts';

/** How an account signs its commits if nothing else is said. */
export function gitIdentity(account: SimAccount): Identity {
  return { name: account.login, email: account.emails[0] ?? 'nobody@example.com' };
}

/** What the web interface commits as. */
export const webFlow: Identity = { name: 'GitHub', email: 'noreply@github.com' };
