import type { Account, Review } from '../snapshot/snapshot.ts';
import { holdsAuthority, type AuthorityContext } from './authority.ts';
import type { Veto } from './judgment.ts';
import { countsOthers, type Requirement } from './requirement.ts';
import { decidingReviews, inOrder } from './review-state.ts';

/** No refusal is longer in earnest; the rest stays on the forge. */
const REASON_LIMIT = 2000;

/**
 * A refusal by anybody accountable stands until they withdraw it themselves: by a later review of
 * their own, or by dismissing it. Strangers without write access and bots cannot refuse.
 */
export function findVetoes(
  requirements: readonly Requirement[],
  context: AuthorityContext,
): readonly Veto[] {
  const vetoes: Veto[] = [];
  for (const [id, review] of decidingReviews(inOrder(context.snapshot.reviews))) {
    const refused = refusal(review);
    const account = context.register.account(id);
    if (refused === null || !mayRefuse(account, requirements, context)) continue;
    vetoes.push({ review: review.id, login: account?.login ?? `account ${id}`, ...refused });
  }
  return vetoes;
}

/** How and why a review refuses, or null where it does not. */
function refusal(review: Review): Pick<Veto, 'how' | 'because'> | null {
  const because = review.body.slice(0, REASON_LIMIT);
  if (review.state === 'changes-requested') return { how: 'requested changes', because };
  if (review.state !== 'dismissed') return null;
  const { dismissed } = review;
  if (dismissed?.was === 'approved') return null;
  if (dismissed?.was === 'changes-requested')
    return dismissed.by === review.account
      ? null
      : { how: 'requested changes, and somebody else dismissed that', because };
  return { how: 'may have requested changes: what was dismissed could not be read', because };
}

/** In doubt about who somebody is, the refusal stands. */
function mayRefuse(
  account: Account | undefined,
  requirements: readonly Requirement[],
  context: AuthorityContext,
): boolean {
  if (account === undefined) return true;
  if (account.type !== 'unknown' && context.register.isAgent(account)) return false;
  if (!['none', 'read', 'triage'].includes(account.permission)) return true;
  return requirements.some(
    (requirement) =>
      !countsOthers(requirement) &&
      holdsAuthority(requirement.authority, account.id, context) !== 'no',
  );
}
