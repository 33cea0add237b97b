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

/** Whether it has a say: what it asks for is asked, and the changes it applies to are claimed. */
export function decides(policy: Policy): boolean {
  return effectOf(policy) === 'counts';
}

export function claims({ document }: ReadyPolicy, kind: ChangeKind): boolean {
  return decides(document) && document.spec.appliesTo.changes.includes(kind);
}
