import type { Account } from '../snapshot/snapshot.ts';
import type { Contributors } from './contributors.ts';
import type { Refusal } from './judgment.ts';
import { foldLogin, type Register } from './register.ts';

/** Who the reviewer is held against. */
export interface Independence {
  readonly register: Register;
  readonly contributors: Contributors;
  /** By person: who gains by the change, where the policies exclude that. */
  readonly beneficiaries: ReadonlyMap<string, string>;
}

/** `because` says the same of the account, as in "@ada opened the pull request". */
export interface AccountRefusal extends Refusal {
  readonly because: string;
}

const WRITERS: ReadonlySet<string> = new Set(['admin', 'maintain', 'write']);

/** Every reason why an account cannot judge this change, the telling ones first. */
export function refuseAccount(account: Account, context: Independence): readonly AccountRefusal[] {
  return [
    notHuman(account, context),
    impostor(account, context),
    involved(account, context),
    beneficiary(account, context),
    withoutWrite(account),
  ].filter((refusal) => refusal !== null);
}

function notHuman(account: Account, { register }: Independence): AccountRefusal | null {
  if (account.type === 'unknown')
    return {
      code: 'unknown',
      message: 'it could not be read whether the account is a person',
      because: 'may be no person: the kind of account could not be read',
      help: null,
    };
  if (!register.isAgent(account)) return null;
  return {
    code: 'not-human',
    message: 'only a person can judge',
    because: 'is no person',
    help: 'have a person review the change',
  };
}

/** A login can be renamed and then registered by somebody else; ids cannot. */
function impostor(account: Account, { register }: Independence): AccountRefusal | null {
  const registered = register.mismatch(account);
  if (registered === null) return null;
  return {
    code: 'account-mismatch',
    message: `\`${account.login}\` is registered as account ${registered}, and this is account ${account.id}`,
    because: `is not the account ${registered} that .jitl/people.yaml registers for the login`,
    help: 'find out whose account it is, and correct `.jitl/people.yaml` on the base branch',
  };
}

function involved(
  account: Account,
  { register, contributors }: Independence,
): AccountRefusal | null {
  const how = contributors.involved.get(register.personOf(account.id));
  if (how === undefined) return null;
  return {
    code: 'own-change',
    message: `the reviewer is not independent: ${foldLogin(account.login)} ${how}`,
    because: how,
    help: 'have somebody review who took no part in the change',
  };
}

function beneficiary(
  account: Account,
  { register, beneficiaries }: Independence,
): AccountRefusal | null {
  const how = beneficiaries.get(register.personOf(account.id));
  if (how === undefined) return null;
  return {
    code: 'beneficiary',
    message: `the reviewer is not independent: ${foldLogin(account.login)} ${how}`,
    because: how,
    help: 'have somebody review who gains nothing by the change',
  };
}

function withoutWrite(account: Account): AccountRefusal | null {
  if (WRITERS.has(account.permission)) return null;
  if (account.permission === 'unknown')
    return {
      code: 'unknown',
      message: "the account's permission could not be read",
      because: 'may lack write access: the permission could not be read',
      help: null,
    };
  return {
    code: 'no-write',
    message: `the account has \`${account.permission}\` on the repository, not write`,
    because: 'has no write access',
    help: 'have somebody with write access review',
  };
}
