import { digestText } from '../../../src/core/digest.ts';
import {
  readChangedFile,
  type ChangedManifest,
  type FileContent,
} from '../../../src/core/manifest/changed-files.ts';
import type { Tier } from '../../../src/core/policy/documents/tiers.ts';

/** One content of the change, and what the safety property must know of it. */
export interface Content {
  readonly tier: Tier;
  readonly paths: readonly Path[];
  /** The login that can do more after it. */
  readonly gains: string | null;
  /** The login that is declared to own an identity that gains. */
  readonly declaredOwner: string | null;
  /** What it does; contents that share something make the same change beside others. */
  readonly does: readonly string[];
  /** Whether it gives authority without an end. */
  readonly endless: boolean;
  /** How many of its factors ask something. */
  readonly questions: number;
  readonly changed: readonly ChangedManifest[];
}

export type Path = 'pay/a.yaml' | 'bank/b.yaml';

const encoder = new TextEncoder();

function side(text: string | null): FileContent | null {
  if (text === null) return null;
  return {
    mode: '100644',
    oid: digestText(text).slice('sha256:'.length),
    content: { kind: 'bytes', bytes: encoder.encode(text) },
  };
}

export function changedFile(
  path: string,
  base: string | null,
  head: string | null,
): ChangedManifest {
  return readChangedFile({ path, decodable: true, base: side(base), head: side(head) });
}

export function identity(name: string, environment: string, owner = 'team:pay'): string {
  return `apiVersion: jitl.dev/v1
kind: NonHumanIdentity
metadata: {name: ${name}}
spec:
  type: service-account
  owner: {accountable: '${owner}'}
  criticality: tier-4
  environment: ${environment}
`;
}

export function grant(action: string, scope: string): string {
  return `  grants: [{id: one, system: ledger, actions: ['${action}'], scope: ['${scope}']}]\n`;
}

const TRUST = `  trust: [{principal: 'user:hal', conditions: {ref: main}}]\n`;
const ACCOUNT = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: pay, namespace: pay}\n';
const A: readonly Path[] = ['pay/a.yaml'];
const PLAIN = { paths: A, gains: null, declaredOwner: null, endless: false, questions: 0 };

function oneFile(base: string | null, head: string): readonly ChangedManifest[] {
  return [changedFile('pay/a.yaml', base, head)];
}

function given(environment: string, action: string, scope: string, owner?: string) {
  const base = identity('pay', environment, owner);
  return {
    ...PLAIN,
    endless: true,
    questions: 2,
    changed: oneFile(base, base + grant(action, scope)),
  };
}

function both(action: string, scope: string) {
  const [pay, bank] = [identity('pay', 'production'), identity('bank', 'production')];
  return {
    ...PLAIN,
    paths: ['pay/a.yaml', 'bank/b.yaml'] as const,
    endless: true,
    questions: 2,
    changed: [
      ...oneFile(pay, pay + grant(action, scope)),
      changedFile('bank/b.yaml', bank, bank + grant(action, scope)),
    ],
  };
}

const OWNED = identity('pay', 'production');

export const CONTENTS = {
  low: { does: ['low'], ...PLAIN, tier: 'low', changed: oneFile(null, ACCOUNT) },
  moderate: { does: ['moderate'], ...given('development', 'write', 'x'), tier: 'moderate' },
  declared: {
    does: ['declared'],
    ...given('development', 'write', 'x', 'user:bea'),
    tier: 'moderate',
    declaredOwner: 'bea',
  },
  trust: {
    does: ['trust'],
    ...PLAIN,
    tier: 'moderate',
    gains: 'hal',
    questions: 1,
    changed: oneFile(OWNED, OWNED + TRUST),
  },
  owner: {
    does: ['owner'],
    ...PLAIN,
    tier: 'moderate',
    gains: 'hal',
    changed: oneFile(OWNED, identity('pay', 'production', 'user:hal')),
  },
  high: { does: ['pay-x'], ...given('production', 'write', 'x'), tier: 'high' },
  'other-high': { does: ['pay-y'], ...given('production', 'write', 'y'), tier: 'high' },
  critical: { does: ['pay-all'], ...given('production', '*', '*'), tier: 'critical' },
  two: { does: ['pay-x', 'bank-x'], ...both('write', 'x'), tier: 'high' },
  'two-critical': { does: ['pay-all', 'bank-all'], ...both('*', '*'), tier: 'critical' },
} as const satisfies Readonly<Record<string, Content>>;

export type ContentName = keyof typeof CONTENTS;

export function contentOf(name: ContentName): Content {
  return CONTENTS[name];
}

/** Whether two contents have a change in common. */
export function overlap(a: ContentName, b: ContentName): boolean {
  return contentOf(a).does.some((one) => contentOf(b).does.includes(one));
}
