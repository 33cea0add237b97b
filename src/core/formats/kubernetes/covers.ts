import type { Permission } from '../../inventory/fact.ts';

/**
 * Whether a Kubernetes rule's resource covers another. `*` covers every resource and subresource;
 * `*` followed by `/sub` covers that subresource of every resource; `pods/*` is no wildcard and
 * covers only itself (Kubernetes documentation and the RBAC authorizer's `ResourceMatches`).
 */
export function resourceCovers(wider: string, narrower: string): boolean {
  if (wider === narrower) return true;
  if (wider.startsWith('url:')) return urlCovers(wider, narrower);
  if (narrower.startsWith('url:')) return false;
  if (wider === '*') return true;
  if (!wider.startsWith('*/')) return false;
  const slash = narrower.indexOf('/');
  return slash !== -1 && narrower.slice(slash) === wider.slice(1);
}

/** A non-resource URL may end in one `*`, which covers every longer path. */
function urlCovers(wider: string, narrower: string): boolean {
  return (
    wider.endsWith('*') && narrower.startsWith('url:') && narrower.startsWith(wider.slice(0, -1))
  );
}

export function kubernetesCovers(wider: Permission, narrower: Permission): boolean {
  return (
    (wider.group === '*' || wider.group === narrower.group) &&
    resourceCovers(wider.resource, narrower.resource) &&
    (wider.action === '*' || wider.action === narrower.action) &&
    (wider.name === null || wider.name === narrower.name)
  );
}
