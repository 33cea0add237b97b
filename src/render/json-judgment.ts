import type { Judgment, ReviewOutcome } from '../core/judgment/judgment.ts';
import type { Demands } from '../core/judgment/requirement.ts';
import type { JudgedVerdict } from '../core/verdict.ts';
import type { VerdictDocument } from './verdict-schema.ts';

export function projectDemands(demands: Demands): VerdictDocument['demands'] {
  const { breakGlass, followUps, ...rest } = demands;
  return {
    ...rest,
    sections: [...rest.sections],
    exclude: [...rest.exclude],
    breakGlass:
      breakGlass === null
        ? null
        : {
            roles: breakGlass.roles.map((role) => role.role),
            followUpWithin: breakGlass.followUpWithin,
          },
    followUps: followUps.map(({ id, actions, within }) => ({ id, actions: [...actions], within })),
  };
}

export function projectReview(
  { review, login, outcome }: ReviewOutcome,
  judgments: readonly Judgment[],
): VerdictDocument['reviews'][number] {
  const approval = outcome.kind === 'approval' ? outcome : null;
  const refusal = outcome.kind === 'disqualified' ? outcome : null;
  return {
    id: review,
    login,
    counts: approval !== null,
    satisfies: judgments
      .filter((judgment) => judgment.reviews.includes(review))
      .map((judgment) => judgment.requirement.id),
    carriedFrom: approval?.carriedFrom ?? null,
    editedAt: approval?.editedAt ?? null,
    resembles: approval?.resembles ?? null,
    code: refusal?.code ?? null,
    message: refusal?.message ?? null,
    help: refusal?.help ?? null,
  };
}

export function projectWhatIf(verdict: JudgedVerdict): VerdictDocument['whatIf'] {
  const { whatIf } = verdict;
  if (whatIf === null) return null;
  return {
    logins: [...whatIf.logins],
    verdict: whatIf.kind === 'unknown' ? 'none' : whatIf.kind,
    next: [...whatIf.next],
    reviews: whatIf.reviews.map((review) => projectReview(review, whatIf.judgments)),
    requirements: whatIf.judgments.map(({ requirement, status, missing }) => ({
      id: requirement.id,
      status,
      missing,
    })),
  };
}

export function projectJudgment(
  judgment: Judgment,
  demands: Demands,
): VerdictDocument['requirements'][number] {
  const { requirement } = judgment;
  const { authority } = requirement;
  const decidedBy =
    authority.kind === 'code-owners'
      ? `${authority.file}:${authority.line} ${authority.text}`
      : authority.kind === 'role'
        ? `role ${authority.role}`
        : null;
  return {
    id: requirement.id,
    status: judgment.status,
    tier: requirement.tier,
    authority: authority.kind,
    decidedBy,
    expertise: requirement.expertise.map(({ id }) => id),
    count: requirement.count,
    overridable: requirement.overridable,
    bindTo: demands.bindTo,
    paths: [...requirement.paths],
    because: requirement.because,
    approvedBy: [...judgment.approvedBy],
    missing: judgment.missing,
    candidates: judgment.candidates.map((candidate) => ({ ...candidate })),
  };
}
