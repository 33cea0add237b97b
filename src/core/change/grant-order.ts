import { kubernetesCovers } from '../formats/kubernetes/covers.ts';
import type { Permission, Scope } from '../inventory/fact.ts';
import type { EffectiveGrant } from '../inventory/effective-grants.ts';
import { instant } from '../schema/values.ts';

/** Whether everything that `narrower` allows is allowed by `wider` too, for the same holder. */
export function grantCovers(wider: EffectiveGrant, narrower: EffectiveGrant): boolean {
  return (
    !wider.unresolved &&
    !narrower.unresolved &&
    scopeCovers(wider.scope, narrower.scope) &&
    permissionCovers(wider.permission, narrower.permission)
  );
}

function scopeCovers(wider: Scope, narrower: Scope): boolean {
  if (wider.kind === 'cluster') return narrower.kind === 'cluster' || narrower.kind === 'namespace';
  if (wider.kind !== narrower.kind) return false;
  return !('name' in wider) || !('name' in narrower) || wider.name === narrower.name;
}

function permissionCovers(wider: Permission, narrower: Permission): boolean {
  if (wider.system !== narrower.system || !lastsAsLong(wider.until, narrower.until)) return false;
  if (wider.system === 'kubernetes') return kubernetesCovers(wider, narrower);
  return (
    wider.group === narrower.group &&
    patternCovers(wider.resource, narrower.resource) &&
    patternCovers(wider.action, narrower.action)
  );
}

/** No expiry lasts longest; text that is no date is taken for no expiry. */
function lastsAsLong(wider: string | null, narrower: string | null): boolean {
  const ends = wider === null ? null : instant(wider);
  if (ends === null) return true;
  const needed = narrower === null ? null : instant(narrower);
  return needed !== null && ends >= needed;
}

/** A pattern that ends in `*` covers every text and pattern that starts with the rest of it. */
function patternCovers(wider: string, narrower: string): boolean {
  if (wider === narrower) return true;
  return wider.endsWith('*') && narrower.startsWith(wider.slice(0, -1));
}

/** Whether a permission can cover others that name a different group, resource or action. */
export function hasWildcard(grant: EffectiveGrant): boolean {
  const { group, resource, action } = grant.permission;
  return group === '*' || resource.includes('*') || action.includes('*');
}
