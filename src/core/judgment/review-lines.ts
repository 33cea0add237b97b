import { sortedBy, sortedUnique } from '../order.ts';
import type { ReachedRule } from './reached-rules.ts';

/** A review line as all policies together ask for it. */
export interface ReviewLine {
  readonly id: string;
  /** Null: the owners by CODEOWNERS. */
  readonly role: string | null;
  readonly count: number;
  /** Ids of `expertise`. */
  readonly expertise: readonly string[];
  readonly overridable: boolean;
}

/**
 * One line of one id and role: the greatest count and all expertise that any policy asks. An
 * override stands in for it only where each of them lets it.
 */
export function joinLines(rules: readonly ReachedRule[]): readonly ReviewLine[] {
  const lines = new Map<string, ReviewLine>();
  for (const { rule, overridable } of rules)
    for (const line of rule.reviews) {
      const key = `${line.id}\u0001${line.role ?? ''}`;
      const known = lines.get(key);
      lines.set(key, {
        id: line.id,
        role: line.role ?? null,
        count: Math.max(known?.count ?? 0, line.count),
        expertise: sortedUnique([...(known?.expertise ?? []), ...line.expertise]),
        overridable: (known?.overridable ?? true) && overridable,
      });
    }
  return sortedBy(lines.entries(), ([key]) => key).map(([, line]) => line);
}
