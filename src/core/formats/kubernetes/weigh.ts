import type { Permission } from '../../inventory/fact.ts';
import { primitives, privilegeLevels, type Primitive, type PrivilegeLevel } from './escalation.ts';

/** Configuration whose owner decides who may log in to the cluster, by name. */
const LOGIN_CONFIGURATION = new Set(['aws-auth', 'coredns']);

export interface Weight {
  readonly level: PrivilegeLevel;
  /** Ids of the primitives that the permission holds. */
  readonly primitives: readonly string[];
}

const CHANGING = new Set(['update', 'patch']);
const READING = new Set(['get', 'list', 'watch', 'head', 'options']);

/** What one Kubernetes permission is worth, before where it is in force. */
export function weighKubernetes(permission: Permission, namespace: string | null): Weight {
  const held = primitives.filter((primitive) => holds(permission, primitive));
  const levels = held.map((primitive) =>
    permission.name === null ? primitive.level : (primitive.namedLevel ?? primitive.level),
  );
  const ids = held.map((primitive) => primitive.id);
  levels.push(ordinaryLevel(permission));
  if (isLoginConfiguration(permission, namespace)) {
    levels.push('identity');
    ids.push('login-configuration');
  }
  return { level: highest(levels), primitives: ids };
}

function ordinaryLevel(permission: Permission): PrivilegeLevel {
  if (permission.action === '*')
    return permission.resource === '*' && permission.group === '*' ? 'identity' : 'write';
  return READING.has(permission.action) ? 'read' : 'write';
}

export function highest(levels: Iterable<PrivilegeLevel>): PrivilegeLevel {
  let best = 0;
  for (const level of levels) best = Math.max(best, privilegeLevels.indexOf(level));
  return privilegeLevels[best] ?? 'none';
}

function holds(permission: Permission, primitive: Primitive): boolean {
  return primitive.matches.some(
    (pattern) =>
      (permission.group === '*' || pattern.groups.includes(permission.group)) &&
      (permission.action === '*' || pattern.verbs.includes(permission.action)) &&
      pattern.resources.some((resource) => covers(permission.resource, resource)),
  );
}

function covers(held: string, resource: string): boolean {
  if (held === resource || held === '*') return true;
  // `*` in the table is every resource of the group; `*/finalizers` holds none of them itself.
  if (resource === '*') return !held.includes('/') && !held.startsWith('url:');
  const slash = resource.indexOf('/');
  if (held.startsWith('*/') && slash !== -1) return resource.slice(slash) === held.slice(1);
  // `userextras/<key>` is a resource per key.
  return resource === 'userextras' && held.startsWith('userextras/');
}

function isLoginConfiguration(permission: Permission, namespace: string | null): boolean {
  const write = permission.action === '*' || CHANGING.has(permission.action);
  const configMaps =
    (permission.group === '' || permission.group === '*') &&
    (permission.resource === 'configmaps' || permission.resource === '*');
  const place = namespace === null || namespace === 'kube-system';
  const named = permission.name === null || LOGIN_CONFIGURATION.has(permission.name);
  return write && configMaps && place && named && (namespace !== null || permission.name !== null);
}
