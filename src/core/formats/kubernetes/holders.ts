import type { Holder } from '../../inventory/fact.ts';

/** The one id of a service account, wherever it is declared or named. */
export function serviceAccount(namespace: string, name: string): Holder {
  const place = namespace === '' ? name : `${namespace}/${name}`;
  return {
    kind: 'identity',
    id: `service-account:${namespace}/${name}`,
    name: `ServiceAccount ${place}`,
    namespace,
  };
}

const ACCOUNT_USER = /^system:serviceaccount:([^:]+):([^:]+)$/;

/**
 * A subject of a binding. The API server knows a service account also as a user named
 * `system:serviceaccount:NAMESPACE:NAME`, so both spellings are one holder.
 */
export function subjectHolder(kind: string, namespace: string, name: string): Holder | null {
  if (kind === 'ServiceAccount') return serviceAccount(namespace, name);
  if (kind === 'Group')
    return { kind: 'group', id: `group:${name}`, name: `Group ${name}`, namespace: '' };
  if (kind !== 'User') return null;
  const account = ACCOUNT_USER.exec(name);
  if (account?.[1] !== undefined && account[2] !== undefined)
    return serviceAccount(account[1], account[2]);
  const machine = name.startsWith('system:');
  return {
    kind: machine ? 'identity' : 'person',
    id: `user:${name}`,
    name: `User ${name}`,
    namespace: '',
  };
}

/** Groups that hold more than one workload's identity: a grant to them reaches that far. */
export function groupBreadth(holder: Holder): 'one' | 'namespace' | 'everyone' {
  if (holder.kind !== 'group') return 'one';
  const name = holder.id.slice('group:'.length);
  if (name === 'system:authenticated' || name === 'system:unauthenticated') return 'everyone';
  if (name === 'system:serviceaccounts') return 'everyone';
  return name.startsWith('system:serviceaccounts:') ? 'namespace' : 'one';
}
