import type { Change } from '../change/change.ts';
import { foldLogin, type Register } from './register.ts';
import type { Demands } from './requirement.ts';

const GAINS = new Set<Change['kind']>([
  'grant-added',
  'grant-widened',
  'trust-widened',
  'credential-issued',
  'credential-extended',
  'identity-enabled',
]);

/**
 * By person: who gains by the change, and how. Names in manifests are matched with accounts by
 * login, e-mail address, the part of an address before `@`, and the aliases of `.jitl/people.yaml`.
 */
export function findBeneficiaries(
  changes: readonly Change[],
  demands: Demands,
  register: Register,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const take = (name: string, how: string): void => {
    for (const account of accountsNamed(name, register)) {
      const person = register.personOf(account.id);
      if (!found.has(person)) found.set(person, how);
    }
  };
  for (const change of changes) {
    if (demands.exclude.includes('beneficiary'))
      for (const name of gaining(change)) take(name, `gains access by the change (as ${name})`);
    const owner = personOwner(change.subject.owner);
    if (demands.exclude.includes('declared-owner') && owner !== null && GAINS.has(change.kind))
      take(owner, `is the declared owner of ${change.subject.holder.name}, which gains`);
  }
  return found;
}

/** Names of people who can do more after the change than before. */
function gaining(change: Change): readonly string[] {
  if (change.kind === 'owner-changed') {
    const owner = personOwner(change.to);
    return owner === null ? [] : [owner];
  }
  if (!GAINS.has(change.kind)) return [];
  const { holder } = change.subject;
  const held = holder.kind === 'person' ? [holder.id.replace(/^user:/, '')] : [];
  return change.kind === 'trust-widened' ? [...held, ...namesIn(change.principal)] : held;
}

function personOwner(owner: string | null): string | null {
  return owner?.startsWith('user:') === true ? owner.slice('user:'.length) : null;
}

/** A principal may carry a prefix or a path before the name of a person. */
function namesIn(principal: string): readonly string[] {
  const parts = principal.slice(0, 500).split(/[\s:/,]+/);
  return [principal, ...parts].filter((part) => part.length > 1);
}

function accountsNamed(name: string, register: Register) {
  const direct = register.byName(name);
  if (direct.length > 0) return direct;
  const at = name.indexOf('@');
  return at <= 0 ? [] : register.byName(foldLogin(name.slice(0, at)));
}
