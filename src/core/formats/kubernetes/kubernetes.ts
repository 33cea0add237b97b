import type { DeclaredObject } from '../../manifest/object.ts';
import type { Extraction, Format } from '../format.ts';
import { extractBinding } from './binding.ts';
import { isRbac, isSecret, isServiceAccount } from './recognise.ts';
import { extractRole } from './role.ts';
import { extractServiceAccount } from './service-account.ts';
import { extractTokenSecret } from './token-secret.ts';

/** ServiceAccount, Role, ClusterRole, RoleBinding, ClusterRoleBinding, and token Secrets. */
export const kubernetes: Format = {
  id: 'kubernetes',
  profile: 'consumer',
  recognises: (group, kind) =>
    isServiceAccount(group, kind) || isRbac(group, kind) || isSecret(group, kind),
  extract,
};

function extract(object: DeclaredObject): Extraction {
  if (isServiceAccount(object.group, object.kind)) return extractServiceAccount(object);
  if (isSecret(object.group, object.kind)) return extractTokenSecret(object);
  return object.kind.endsWith('Binding') ? extractBinding(object) : extractRole(object);
}
