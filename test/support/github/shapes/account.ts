import type { SimAccount, World } from '../world.ts';

/** GitHub's stand-in for an account that is gone, where its answer must name one. */
const ghost: SimAccount = { id: 10137, login: 'ghost', type: 'User', emails: [], deleted: false };

/** `simple-user`; a deleted account is null. */
export function simpleUser(world: World, id: number | null) {
  const account = id === null ? undefined : world.accounts.get(id);
  return account === undefined || account.deleted ? null : userOf(world, account);
}

export function userOrGhost(world: World, id: number | null) {
  return simpleUser(world, id) ?? userOf(world, ghost);
}

export function userOf(world: World, account: SimAccount) {
  const url = `${world.url}/users/${encodeURIComponent(account.login)}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId('U', account.id),
    avatar_url: `${world.url}/avatars/${account.id}`,
    gravatar_id: '',
    url,
    html_url: `${world.url}/${encodeURIComponent(account.login)}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: 'public',
    site_admin: false,
  };
}

/** `public-user`. */
export function publicUser(world: World, account: SimAccount) {
  return {
    ...userOf(world, account),
    name: account.login,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: '2020-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
  };
}

/** An opaque id in the manner of GitHub's. */
export function nodeId(kind: string, id: number): string {
  return `${kind}_${Buffer.from(String(id)).toString('base64url')}`;
}

/** The account that an address of a commit belongs to. */
export function accountByEmail(world: World, email: string): SimAccount | null {
  const wanted = email.toLowerCase();
  const all = [...world.accounts.values()].filter((one) => !one.deleted);
  return all.find((one) => one.emails.some((known) => known.toLowerCase() === wanted)) ?? null;
}
