import type { ChangeKind } from '../../change/change.ts';

/** What is sure about the inputs of the changes of one kind, beyond what is declared for all. */
export interface Carried {
  /**
   * Fields of `item` that such a change has nothing for: no text, no element, 0, false. A field that
   * is not named can be anything, so that a new one is never taken for empty by mistake.
   */
  readonly empty: readonly string[];
  /** Fields of `item` that are never so. */
  readonly filled: readonly string[];
  /** Fields of `subject` that have one value only. */
  readonly subject: Readonly<Record<string, string>>;
}

const worth = ['mutates', 'level', 'reach', 'primitives', 'unresolved'];
const place = ['scope', 'namespace', 'control_namespace'];
const permission = ['system', 'group', 'actions', 'names', ...worth, ...place];
const lifetime = ['can_expire', 'standing', 'ttl_hours'];
const unread = ['reason', 'mentions_identity', 'recognised'];
const sides = ['from', 'to'];

const grant: Carried = {
  empty: [...unread, ...sides, 'controls', 'credential_type'],
  filled: ['scope'],
  subject: {},
};

/** One text that is replaced by another. */
const replaced: Carried = {
  empty: [...permission, 'resource', ...lifetime, ...unread, 'controls', 'credential_type'],
  filled: [],
  subject: {},
};

/** The principal is the resource. */
const trust: Carried = {
  empty: [...permission, ...lifetime, ...unread, 'controls', 'credential_type'],
  filled: [],
  subject: {},
};

const credential: Carried = {
  empty: [...permission, 'resource', ...unread, 'controls'],
  filled: ['can_expire'],
  subject: {},
};

/** What is about no identity is about a file, which has no namespace. */
const file = { kind: 'identity', namespace: '' };

/**
 * By what `itemInputs` of `inputs.ts` puts into the input of each kind, and by the subjects that
 * `compare.ts` makes for what is about a file.
 */
export const whatKindsCarry = {
  'identity-created': replaced,
  'identity-enabled': replaced,
  'identity-disabled': replaced,
  'identity-deleted': replaced,
  'identity-moved': replaced,
  'grant-added': grant,
  'grant-widened': grant,
  'grant-narrowed': grant,
  'grant-removed': grant,
  'trust-widened': trust,
  'trust-narrowed': trust,
  'credential-issued': credential,
  'credential-rotated': credential,
  'credential-extended': credential,
  'credential-revoked': credential,
  'owner-changed': replaced,
  'environment-changed': replaced,
  'criticality-changed': replaced,
  'dependents-changed': replaced,
  'context-changed': replaced,
  'control-plane-changed': {
    empty: [...permission, 'resource', ...lifetime, ...unread, ...sides, 'credential_type'],
    filled: ['controls'],
    subject: { ...file, type: 'control-plane' },
  },
  unassessable: {
    empty: [...permission, 'resource', ...lifetime, ...sides, 'controls', 'credential_type'],
    filled: ['reason'],
    subject: { ...file, type: 'file' },
  },
} as const satisfies Readonly<Record<ChangeKind, Carried>>;
