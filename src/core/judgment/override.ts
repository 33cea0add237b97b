import { instant } from '../schema/values.ts';
import type { Review } from '../snapshot/snapshot.ts';
import { holdsAuthority } from './authority.ts';
import type { Override, RefusedOverride } from './judgment.ts';
import { breakGlassIncidents } from './rationale-lines.ts';
import { ownLines } from './own-lines.ts';
import type { QualifyContext } from './qualify.ts';
import { refuseAccount } from './refuse-account.ts';
import { refuseBinding } from './refuse-binding.ts';
import { refuseText } from './refuse-text.ts';
import type { BreakGlass } from './requirement.ts';
import { decidingReviews, inOrder, judgedAt } from './review-state.ts';

export interface OverrideSearch {
  readonly override: Override | null;
  readonly refused: readonly RefusedOverride[];
}

/** A line that begins like an override, whatever follows: whoever writes it is told what is missing. */
const ATTEMPT = /^[ \t*_`-]*break-glass[*_`]*[ \t]*:/i;

/**
 * The emergency path: an approving review of its own on exactly this head, by an independent person
 * with the role, with a reason and the line `Break-glass: INCIDENT`. A word in passing is none.
 */
export function findOverride(context: QualifyContext): OverrideSearch {
  const refused: RefusedOverride[] = [];
  let override: Override | null = null;
  for (const review of decidingReviews(inOrder(context.snapshot.reviews)).values()) {
    const incidents = breakGlassIncidents(review.body);
    if (review.state !== 'approved' || !ownLines(review.body).some(isAttempt)) continue;
    const login = context.register.account(review.account ?? 0)?.login ?? `${review.account}`;
    const found = judgeOverride(review, incidents, context);
    if (typeof found === 'string') refused.push({ review: review.id, login, message: found });
    else override ??= { review: review.id, login, ...found };
  }
  return { override, refused };
}

function isAttempt({ text }: { readonly text: string }): boolean {
  return ATTEMPT.test(text);
}

type Granted = Pick<Override, 'incident' | 'followUpBy'>;

/** What the override leaves to be done, or why it does not count. */
function judgeOverride(
  review: Review,
  incidents: readonly string[],
  context: QualifyContext,
): Granted | string {
  const { breakGlass } = context.demands;
  const [incident, ...more] = incidents;
  if (breakGlass === null) return 'no policy that applies has an emergency path';
  if (incident === undefined)
    return 'its line names no incident; write `Break-glass: INCIDENT` and nothing else on it';
  if (more.length > 0) return 'it names more than one incident';
  const account = context.register.account(review.account ?? 0);
  if (account === undefined) return 'nothing is known about the account';
  const emergency = {
    ...context.demands,
    bindTo: 'head' as const,
    unknownEdits: 'refuse' as const,
    sections: [],
    maxAge: breakGlass.followUpWithin,
  };
  const [refusal] = [
    ...refuseAccount(account, context),
    ...refuseBinding(review, { ...context, demands: emergency }),
    ...refuseText(review, { demands: emergency, questions: [] }),
  ];
  if (refusal !== undefined) return refusal.message;
  const lacking = missingRole(account.id, breakGlass, context);
  if (lacking !== null) return lacking;
  const overdue = context.snapshot.followUps.find(
    (one) => !one.judged && (instant(one.dueAt) ?? 0) < context.now,
  );
  if (overdue !== undefined)
    return `the override of #${overdue.pullRequest} has still not been judged, and was due ${overdue.dueAt}`;
  const followUpBy = new Date((judgedAt(review) ?? context.now) + breakGlass.followUpWithin);
  return { incident, followUpBy: followUpBy.toISOString() };
}

function missingRole(
  account: number,
  breakGlass: BreakGlass,
  context: QualifyContext,
): string | null {
  for (const role of breakGlass.roles) {
    const holding = holdsAuthority(role, account, context);
    if (typeof holding === 'object') return holding.unknown;
    if (holding === 'no') return `the account does not hold the role \`${role.role}\``;
  }
  return null;
}
