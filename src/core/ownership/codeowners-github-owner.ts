import type { Owner } from './codeowners-model.ts';

/** An owner token as GitHub reads it. */
type OwnerReading =
  | { readonly kind: 'owner'; readonly owner: Owner }
  | { readonly kind: 'invalid'; readonly reason: string }
  | { readonly kind: 'doubtful'; readonly reason: string };

/**
 * Reads one owner. Two shapes are known to be "Invalid owner", which skips the line: a token
 * without `@` (`* user`) and one whose only `@` is its end (`*.txt docs@`): both are the examples
 * of GitHub's REST documentation for `codeowners/errors` (D). Any other odd token makes the line
 * ambiguous (?), for if GitHub takes it for an unknown owner the line still wins: it reports no
 * error for `@one@two` (https://github.com/InternationalColorConsortium/iccDEV/issues/2431).
 */
export function readGithubOwner(token: string): OwnerReading {
  const at = token.indexOf('@');
  if (at === -1 || (at > 0 && at === token.length - 1)) {
    return {
      kind: 'invalid',
      reason: `\`${token}\` is not @user, @organisation/team or an e-mail address`,
    };
  }
  const owner = at === 0 ? accountOrTeam(token) : email(token, at);
  if (owner !== null) return { kind: 'owner', owner };
  return { kind: 'doubtful', reason: `GitHub does not say whether \`${token}\` is an owner` };
}

function accountOrTeam(text: string): Owner | null {
  const [first = '', second, ...more] = text.slice(1).split('/');
  if (!isName(first)) return null;
  const folded = text.toLowerCase();
  if (second === undefined) return { kind: 'account', text, folded, login: first };
  if (more.length > 0 || !isName(second)) return null;
  return { kind: 'team', text, folded, organisation: first, slug: second };
}

function email(text: string, at: number): Owner | null {
  const labels = text.slice(at + 1).split('.');
  if (labels.length < 2 || !labels.every((label) => consistsOf(label, '-'))) return null;
  if (!consistsOf(text.slice(0, at), '._%+-')) return null;
  return { kind: 'email', text, folded: text, address: text };
}

/** Underscores occur in the logins of managed users and in team slugs. */
function isName(text: string): boolean {
  return consistsOf(text, '-_');
}

function consistsOf(text: string, others: string): boolean {
  if (text === '') return false;
  for (const character of text) {
    const letter = character.toLowerCase();
    const ordinary = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    if (!ordinary && !others.includes(character)) return false;
    // U+212A, the Kelvin sign, folds to `k`: a look-alike must not become somebody's login.
    if (character > '~') return false;
  }
  return true;
}
