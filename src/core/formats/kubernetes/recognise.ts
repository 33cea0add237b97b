const RBAC = 'rbac.authorization.k8s.io';

export const rbacKinds = ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'] as const;

export function isRbac(group: string, kind: string): boolean {
  return group === RBAC && rbacKinds.some((known) => known === kind);
}

export function isServiceAccount(group: string, kind: string): boolean {
  return group === '' && kind === 'ServiceAccount';
}

export function isSecret(group: string, kind: string): boolean {
  return group === '' && kind === 'Secret';
}
