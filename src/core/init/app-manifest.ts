/** What the App of the hardened tier may do: nothing in it reaches another repository. */
export const appPermissions = {
  checks: 'write',
  contents: 'read',
  members: 'read',
  metadata: 'read',
  pull_requests: 'write',
} as const;

/**
 * What GitHub's "Register an App from a manifest" takes. No events are sent anywhere: the gate is run by
 * workflows. `homepage` is where GitHub goes back to, with a code that is the key's ticket for one hour.
 */
export interface AppManifest {
  readonly name: string;
  readonly url: string;
  readonly redirect_url: string;
  readonly public: false;
  readonly hook_attributes: { readonly url: string; readonly active: false };
  readonly default_permissions: typeof appPermissions;
  readonly default_events: readonly [];
}

/** Longest name that GitHub takes. */
const NAME_LIMIT = 34;

export function appManifest(owner: string, homepage: string): AppManifest {
  return {
    name: `jitl gate ${owner}`.slice(0, NAME_LIMIT).trim(),
    url: homepage,
    redirect_url: homepage,
    public: false,
    hook_attributes: { url: homepage, active: false },
    default_permissions: appPermissions,
    default_events: [],
  };
}

/** The page on which the same App can be registered by hand, filled in; `organisation` or an account. */
export function appPage(
  server: string,
  organisation: string | null,
  manifest: AppManifest,
): string {
  const page =
    organisation === null ? 'settings/apps/new' : `organizations/${organisation}/settings/apps/new`;
  const { metadata: _, ...permissions } = manifest.default_permissions;
  const fields = Object.entries({
    name: manifest.name,
    url: manifest.url,
    public: 'false',
    webhook_active: 'false',
    ...permissions,
  });
  const query = fields.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return `${server}/${page}?${query}`;
}
