import type { Account, Review } from '../snapshot/snapshot.ts';
import { holdsAuthority } from './authority.ts';
import type { JudgeContext } from './judge.ts';
import type { Veto } from './judgment.ts';
import { inOrder } from './qualify.ts';
import type { Requirement } from './requirement.ts';

/** No refusal is longer in earnest; the rest stays on the forge. */
const REASON_LIMIT = 2000;

/**
 * A refusal by anybody accountable stands until they withdraw it themselves: by a later review of
 * their own, or by dismissing it. Strangers without write access and bots cannot refuse.
 */
export function findVetoes(
  requirements: readonly Requirement[],
  context: JudgeContext,
): readonly Veto[] {
  const latest = new Map<number, Review>();
  for (const review of inOrder(context.snapshot.reviews))
    if (review.account !== null && review.state !== 'commented' && review.state !== 'pending')
      latest.set(review.account, review);
  const vetoes: Veto[] = [];
  for (const [id, review] of latest) {
    const account = context.register.account(id);
    const stands = refusal(review);
    if (account === undefined || stands === null) continue;
    if (context.register.isAgent(account) || !accountable(account, requirements, context)) continue;
    vetoes.push({ review: review.id, login: account.login, because: stands });
  }
  return vetoes;
}

/** Why a review refuses, or null where it does not. */
function refusal(review: Review): string | null {
  if (review.state === 'changes-requested') return review.body.slice(0, REASON_LIMIT);
  if (review.state !== 'dismissed') return null;
  const { dismissed } = review;
  if (dismissed?.was === 'approved') return null;
  if (dismissed?.was === 'changes-requested')
    return dismissed.by === review.account ? null : 'somebody else dismissed the refusal';
  return 'the review was dismissed, and it could not be read whether it was a refusal';
}

function accountable(
  account: Account,
  requirements: readonly Requirement[],
  context: JudgeContext,
): boolean {
  if (!['none', 'read', 'triage'].includes(account.permission)) return true;
  return requirements.some(
    (requirement) =>
      requirement.authority.kind !== 'different-people' &&
      holdsAuthority(requirement.authority, account.id, context) === 'yes',
  );
}
