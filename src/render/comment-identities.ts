import type { Change } from '../core/change/change.ts';
import { describeChange, describePermission } from '../core/change/describe.ts';
import { tiers, type Tier } from '../core/policy/documents/tiers.ts';
import type { JudgedVerdict } from '../core/verdict.ts';

/** A change with its tier. */
export interface RatedChange {
  readonly change: Change;
  readonly tier: Tier;
}

/** One holder and what happens to it, the riskiest first. */
export interface ChangedIdentity {
  readonly id: string;
  readonly name: string;
  readonly tier: Tier;
  readonly changes: readonly [RatedChange, ...RatedChange[]];
}

/** How much a grant may do, the least first. */
const LEVELS = ['none', 'read', 'write', 'admin', 'identity'];

/** Every change with its tier, the riskiest first; those of one tier in the order of the verdict. */
export function rateChanges(verdict: JudgedVerdict): readonly RatedChange[] {
  const known = new Map(verdict.assessment.tiers.map((one) => [one.change, one.tier] as const));
  return verdict.changes
    .map((change) => ({ change, tier: known.get(change.id) ?? 'low' }))
    .sort((a, b) => tiers.indexOf(b.tier) - tiers.indexOf(a.tier));
}

/** Who changes, the one with the riskiest change first. */
export function changedIdentities(verdict: JudgedVerdict): readonly ChangedIdentity[] {
  const found = new Map<string, [RatedChange, ...RatedChange[]]>();
  for (const rated of rateChanges(verdict)) {
    const known = found.get(rated.change.subject.holder.id);
    if (known === undefined) found.set(rated.change.subject.holder.id, [rated]);
    else known.push(rated);
  }
  return [...found].map(([id, changes]) => ({
    id,
    name: changes[0].change.subject.holder.name,
    tier: changes[0].tier,
    changes,
  }));
}

/** The worst of what happens to one, in a sentence; the rest counted. Foreign text, not escaped. */
export function identitySentence({ changes }: ChangedIdentity): string {
  const [{ change }] = changes;
  const more = changes.length - 1;
  const rest = more === 0 ? '' : `; and ${more} more ${more === 1 ? 'change' : 'changes'} of it`;
  return `${describeChange(change)}${detail(change)}${dependentsOf(change)}${rest}`;
}

function detail(change: Change): string {
  if (!('permissions' in change) || change.permissions.length === 0) return '';
  const ranked = rankPermissions(change);
  const more = ranked.length > 2 ? `; ${ranked.length - 2} more` : '';
  return `: ${ranked.slice(0, 2).map(describePermission).join('; ')}${more}`;
}

function dependentsOf({ subject: { dependents } }: Change): string {
  const [first] = dependents;
  if (first === undefined) return '';
  if (dependents.length === 1) return `; ${first.id} depends on it`;
  return `; ${dependents.length} depend on it`;
}

/** What weighs most comes first, so that it is not among what is cut off. */
export function rankPermissions(change: Extract<Change, { readonly permissions: unknown }>) {
  return [...change.permissions].sort((a, b) => LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level));
}
