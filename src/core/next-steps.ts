import type { Candidate, Judgment } from './judgment/judgment.ts';
import type { JudgedVerdict, Verdict } from './verdict.ts';

/** Who must do what next, in the order in which it helps. Foreign text is not escaped here. */
export function nextSteps(verdict: Verdict): readonly string[] {
  switch (verdict.kind) {
    case 'allowed':
      return [];
    case 'none':
      if (verdict.failure !== null) return [verdict.failure.help ?? verdict.failure.message];
      return verdict.diagnostics
        .filter((problem) => problem.severity === 'error')
        .slice(0, 3)
        .flatMap((problem) => problem.help ?? problem.message);
    case 'denied':
      return verdict.denials.map((denial) => denial.help);
    case 'pending':
      return pendingSteps(verdict);
    default:
      verdict satisfies never;
      return [];
  }
}

function pendingSteps(verdict: JudgedVerdict): readonly string[] {
  const steps = verdict.vetoes.map(
    (veto) => `@${veto.login} requested changes: settle it with them; only they can clear it`,
  );
  const open = verdict.judgments.filter((judgment) => judgment.status !== 'satisfied');
  const helpless = open.some((judgment) => judgment.requirement.authority.kind === 'nobody');
  for (const judgment of open)
    // Counting people helps nobody as long as there is nobody to count.
    if (!helpless || judgment.requirement.authority.kind !== 'different-people')
      steps.push(judgmentStep(judgment, verdict));
  if (verdict.judgments.length > 0)
    steps.push(...verdict.incomplete.map((entry) => `have the forge read again: ${entry}`));
  return [...new Set(steps)];
}

function judgmentStep(judgment: Judgment, verdict: JudgedVerdict): string {
  if (judgment.status === 'unknown') return `find out what could not be read: ${judgment.missing}`;
  const { authority } = judgment.requirement;
  if (authority.kind === 'nobody') return `${authority.remedy}: ${authority.why}`;
  if (authority.kind === 'different-people')
    return `${judgment.requirement.because}: ${judgment.missing}`;
  const able = judgment.candidates.filter((candidate) => candidate.excluded === null);
  const left = judgment.requirement.count - judgment.approvedBy.length;
  if (able.length < left) return judgment.missing;
  const waiting = able.filter((one) => !judgment.approvedBy.includes(one.name.replace(/^@/, '')));
  return `${whoActs(waiting, left)} ${left === 1 && waiting.length === 1 ? 'approves' : 'approve'}${asked(verdict)}`;
}

function whoActs(able: readonly Candidate[], left: number): string {
  const names = able.slice(0, 4).map((candidate) => candidate.name);
  const rest = able.length > 4 ? ` or ${able.length - 4} others` : '';
  if (left === 1) return `${names.join(' or ')}${rest}`;
  return `${left} of ${names.join(', ')}${rest}`;
}

function asked(verdict: JudgedVerdict): string {
  const { length } = verdict.assessment.questions;
  const questions =
    length === 0
      ? ''
      : length === 1
        ? ', an answer to 1 question'
        : `, answers to ${length} questions`;
  return ` with a reason${questions} and the line of the brief`;
}

/**
 * The line that a review quotes, so that it counts for exactly this brief. Null where no pull request
 * is known: the brief of the pull request will have another digest, since it covers which one it is.
 */
export function briefLine(verdict: JudgedVerdict): string | null {
  return verdict.subject.pullRequest === null ? null : `Brief: ${verdict.brief.digest}`;
}
