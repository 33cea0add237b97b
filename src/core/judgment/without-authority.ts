import type { AuthorityContext } from './authority.ts';
import { holdsAuthority } from './authority.ts';
import type { Refusal, ReviewOutcome } from './judgment.ts';
import { lackingExpertise, mayFill } from './may-fill.ts';
import { countsOthers, type Requirement } from './requirement.ts';

/** An approval by somebody whom no requirement asks for does not count, and is told so. */
export function withoutAuthority(
  outcome: ReviewOutcome,
  requirements: readonly Requirement[],
  context: AuthorityContext,
): ReviewOutcome {
  const asking = requirements.filter((one) => !countsOthers(one));
  const review = context.snapshot.reviews.find((entry) => entry.id === outcome.review);
  const account = review?.account ?? null;
  if (outcome.outcome.kind !== 'approval' || asking.length === 0 || account === null)
    return outcome;
  const holdings = asking.map((one) => mayFill(one, account, context));
  if (holdings.includes('yes')) return outcome;
  const unread = holdings.find((holding) => typeof holding === 'object');
  const refusal: Refusal =
    unread === undefined
      ? refusalOf(asking, account, context)
      : {
          code: 'unknown',
          message: `it could not be read whether it counts: ${unread.unknown}`,
          help: null,
        };
  return { ...outcome, outcome: { kind: 'disqualified', ...refusal, also: [] } };
}

function refusalOf(
  asking: readonly Requirement[],
  account: number,
  context: AuthorityContext,
): Refusal {
  const held = asking.find((one) => holdsAuthority(one.authority, account, context) === 'yes');
  const lacking = held === undefined ? null : lackingExpertise(held, account, context);
  if (held !== undefined && lacking !== null)
    return {
      code: 'no-expertise',
      message: `the reviewer does not have the expertise \`${lacking}\` that \`${held.id}\` asks for`,
      help: 'have somebody review who has it, as `.jitl/people.yaml` at the base names them',
    };
  return {
    code: 'no-authority',
    message: 'the reviewer has no authority over what is changed',
    help: 'have an owner of the changed paths review, as CODEOWNERS at the base names them',
  };
}
