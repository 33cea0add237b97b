import type { Scope } from '../inventory/fact.ts';
import type { Change, WeighedPermission } from './change.ts';

/** "get, list secrets named db" – without where, which the change says once. */
export function describePermission(permission: WeighedPermission): string {
  if (permission.unresolved)
    return `everything that ${permission.resource.slice('role:'.length)} holds`;
  const place =
    permission.group === '' || permission.system !== 'kubernetes'
      ? permission.resource
      : `${permission.resource}.${permission.group}`;
  const resource = place.startsWith('url:') ? place.slice('url:'.length) : place;
  const names = permission.names.length === 0 ? '' : ` named ${permission.names.join(', ')}`;
  const until = permission.until === null ? '' : ` until ${permission.until}`;
  return `${permission.actions.join(', ')} ${resource}${names}${until}`;
}

export function describeScope(scope: Scope): string {
  if (scope.kind === 'cluster') return 'in the whole cluster';
  if (scope.kind === 'role') return 'wherever the role is bound';
  if (scope.kind === 'namespace')
    return scope.name === ''
      ? 'in the namespace that is set when it is applied'
      : `in namespace ${scope.name}`;
  return `in ${scope.name}`;
}

/** One sentence on what a change means, without its details. Foreign text is not escaped here. */
export function describeChange(change: Change): string {
  const who = change.subject.holder.name;
  switch (change.kind) {
    case 'grant-added':
      return `${who} gains authority ${describeScope(change.scope)}`;
    case 'grant-widened':
      return `${who} gains wider authority ${describeScope(change.scope)}`;
    case 'grant-narrowed':
      return `${who} keeps only part of its authority ${describeScope(change.scope)}`;
    case 'grant-removed':
      return `${who} loses authority ${describeScope(change.scope)}`;
    case 'identity-created':
      return `${who} is created`;
    case 'identity-deleted':
      return `${who} is deleted`;
    case 'identity-disabled':
      return `${who} is switched off (${change.from ?? ''} to ${change.to ?? ''})`;
    case 'identity-enabled':
      return `${who} is switched on (${change.from ?? ''} to ${change.to ?? ''})`;
    case 'identity-moved':
      return `${who} moves from ${change.from ?? ''} to ${change.to ?? ''}`;
    case 'trust-widened':
      return `${who} can be used by ${change.principal}`;
    case 'trust-narrowed':
      return `${who} can no longer be used by ${change.principal}`;
    case 'credential-issued':
      return `${who} gets the ${change.credentialType} ${change.credential} (${change.to ?? ''})`;
    case 'credential-rotated':
      return `the ${change.credentialType} ${change.credential} of ${who} is replaced`;
    case 'credential-extended':
      return `the ${change.credentialType} ${change.credential} of ${who} lives longer (${change.from ?? ''}; now ${change.to ?? ''})`;
    case 'credential-revoked':
      return `the ${change.credentialType} ${change.credential} of ${who} is revoked`;
    case 'owner-changed':
      return `the owner of ${who} changes from ${change.from ?? 'nobody'} to ${change.to ?? 'nobody'}`;
    case 'environment-changed':
      return `the environment of ${who} changes from ${change.from ?? 'unknown'} to ${change.to ?? 'unknown'}`;
    case 'criticality-changed':
      return `the criticality of ${who} changes from ${change.from ?? 'unknown'} to ${change.to ?? 'unknown'}`;
    case 'dependents-changed':
      return `what depends on ${who} is declared anew`;
    case 'context-changed':
      return `what is declared about ${who} changes: from ${change.from ?? ''} to ${change.to ?? ''}`;
    case 'control-plane-changed':
      return `the gate itself changes: ${change.path} (${change.controls})`;
    case 'unassessable':
      return `${change.path} cannot be assessed: ${change.message}`;
    default:
      change satisfies never;
      return '';
  }
}
