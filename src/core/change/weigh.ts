import { groupBreadth } from '../formats/kubernetes/holders.ts';
import type { PrivilegeLevel } from '../formats/kubernetes/escalation.ts';
import { weighKubernetes } from '../formats/kubernetes/weigh.ts';
import { isControlNamespace } from '../inventory/environment.ts';
import type { EffectiveGrant } from '../inventory/effective-grants.ts';
import type { Permission } from '../inventory/fact.ts';
import { reaches, type Reach } from './change.ts';

export interface GrantWeight {
  readonly level: PrivilegeLevel;
  readonly reach: Reach;
  readonly primitives: readonly string[];
}

/** What one effective grant is worth: privilege by what it allows, reach by where and for how many. */
export function weighGrant(grant: EffectiveGrant): GrantWeight {
  if (grant.unresolved)
    return { level: 'admin', reach: reachOf(grant, false), primitives: ['unresolved-role'] };
  const { permission } = grant;
  if (permission.system === 'cloud')
    return { level: 'write', reach: 'scoped', primitives: ['cloud-identity'] };
  if (permission.system === 'native') return weighNative(grant);
  const namespace = grant.scope.kind === 'namespace' ? grant.scope.name : null;
  const { level, primitives } = weighKubernetes(permission, namespace);
  return { level, primitives, reach: reachOf(grant, isEverything(permission)) };
}

/** `*` of one API group is broad; only `*` of every group is everything. */
function isEverything(permission: Permission): boolean {
  return permission.resource === '*' && permission.group === '*';
}

function reachOf(grant: EffectiveGrant, everyResource: boolean): Reach {
  const { scope, permission, holder } = grant;
  const found: Reach[] = [permission.name === null ? 'scoped' : 'single'];
  if (scope.kind === 'cluster') found.push(permission.name === null ? 'broad' : 'scoped');
  if (scope.kind === 'cluster' && everyResource) found.push('wildcard');
  if (scope.kind === 'namespace' && isControlNamespace(scope.name)) found.push('broad');
  const breadth = groupBreadth(holder);
  if (breadth === 'namespace') found.push('broad');
  if (breadth === 'everyone') found.push('wildcard');
  return furthest(found);
}

const NATIVE_READ = /^(?:[a-z0-9-]+[:.])?(?:get|list|read|describe|view|watch)/i;
const NATIVE_ADMIN = /(?:admin|owner|delete|passrole|setiampolicy|policy|createaccesskey)/i;
const NATIVE_IDENTITY = /^(?:iam|sts)[:.]/i;

/** Whether the name of an action speaks of reading only. */
export function readsByName(action: string): boolean {
  return NATIVE_READ.test(action);
}

/**
 * Actions of systems that jitl has no table for are weighed by their names: a verb that reads is
 * read, a name that speaks of identities or of everything is more, and the rest is write.
 */
function weighNative(grant: EffectiveGrant): GrantWeight {
  const { action, resource } = grant.permission;
  const reach: Reach = resource === '*' ? 'wildcard' : resource.endsWith('*') ? 'broad' : 'scoped';
  if (action === '*' || action.endsWith(':*')) return { level: 'admin', reach, primitives: [] };
  if (NATIVE_IDENTITY.test(action) && !readsByName(action))
    return { level: 'identity', reach, primitives: ['identity-plane'] };
  if (readsByName(action)) return { level: 'read', reach, primitives: [] };
  return { level: NATIVE_ADMIN.test(action) ? 'admin' : 'write', reach, primitives: [] };
}

export function furthest(found: Iterable<Reach>): Reach {
  let best = 0;
  for (const reach of found) best = Math.max(best, reaches.indexOf(reach));
  return reaches[best] ?? 'single';
}
