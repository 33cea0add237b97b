import type { ChangeKind } from '../change/change.ts';
import type { ReadyPolicy } from './basis.ts';
import type { Policy } from './documents/policy.ts';

/** What the findings of a policy do: decide, be shown to the reviewer, or only be reported. */
export type PolicyEffect = 'counts' | 'advisory' | 'shadow';

/**
 * Null for a draft, which nobody is to see yet. A deprecated policy still decides: a gate must not
 * open because somebody means to delete a rule.
 */
export function effectOf({ metadata, spec }: Policy): PolicyEffect | null {
  if (metadata.status === 'draft') return null;
  if (metadata.status === 'shadow') return 'shadow';
  return spec.enforcement === 'advisory' ? 'advisory' : 'counts';
}

/** Whether it has a say: its findings count, and what it asks for is asked. */
export function decides(policy: Policy): boolean {
  return effectOf(policy) === 'counts';
}

/** Whether a policy that decides is about a kind of change: what it asks for is then asked. */
export function hasSay({ document }: ReadyPolicy, kind: ChangeKind): boolean {
  return decides(document) && document.spec.appliesTo.changes.includes(kind);
}

/**
 * Whether it also looks at the change itself. One that only asks for people, or only looks at whom
 * a change is about, would claim what nobody has rated.
 */
export function claims(policy: ReadyPolicy, kind: ChangeKind): boolean {
  const { factors } = policy.document.spec;
  return hasSay(policy, kind) && factors.some((factor) => factor.scope === 'item');
}
