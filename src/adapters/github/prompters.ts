import type { ForgeAccount } from '../../forge.ts';
import type { RawReview } from './reviews.ts';

/** What somebody wrote on a pull request. */
export interface Saying {
  /** Null: a deleted account, which can approve nothing. */
  readonly account: number | null;
  readonly body: string;
}

/** Whether this account is an agent that could have been asked; only a bot is known to be one here. */
export function mayBePrompted(opener: ForgeAccount | undefined): opener is ForgeAccount {
  return opener?.type === 'bot';
}

/**
 * Who asked a bot for its pull request. No field of GitHub says it, so everybody counts who addresses
 * the bot there by `@login`. Bots do not: they answer each other all the time.
 */
export function promptersOf(
  opener: ForgeAccount,
  sayings: readonly Saying[],
  met: readonly ForgeAccount[],
): number[] {
  const name = opener.login.replace(/\[bot\]$/, '').toLowerCase();
  const bots = new Set(met.flatMap(({ id, type }) => (type === 'bot' ? [id] : [])));
  const found = sayings.flatMap(({ account, body }) =>
    account !== null && !bots.has(account) && mentions(body.toLowerCase(), name) ? [account] : [],
  );
  return [...new Set(found)];
}

/** Reviews that could ask for something; whoever approves asks for nothing more. */
export function requesting(reviews: readonly RawReview[]): readonly Saying[] {
  return reviews.filter(({ state }) => state === 'COMMENTED' || state === 'CHANGES_REQUESTED');
}

/** `@name` that is not the beginning of a longer login, nor the end of an address. */
function mentions(text: string, name: string): boolean {
  const wanted = `@${name}`;
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    const [before, after] = [text[at - 1] ?? ' ', text[at + wanted.length] ?? ' '];
    if (!/[a-z0-9_]/.test(before) && !/[a-z0-9-]/.test(after)) return true;
  }
  return false;
}
