import type { Candidate, Judgment } from './judgment/judgment.ts';
import { leftByOverride } from './judgment/override-reach.ts';
import { countsOthers } from './judgment/requirement.ts';
import type { JudgedVerdict, Verdict } from './verdict.ts';

/** Who must do what next, in the order in which it helps. Foreign text is not escaped here. */
export function nextSteps(verdict: Verdict): readonly string[] {
  switch (verdict.kind) {
    case 'allowed':
      return verdict.override === null
        ? []
        : [
            `have the change judged in the ordinary way by ${verdict.override.followUpBy}: it lands on an emergency override`,
          ];
    case 'none':
      if (verdict.failure !== null) return [verdict.failure.help ?? verdict.failure.message];
      return verdict.diagnostics
        .filter((problem) => problem.severity === 'error')
        .slice(0, 3)
        .flatMap((problem) => problem.help ?? problem.message);
    case 'denied':
      return verdict.denials.map((denial) => denial.help);
    case 'pending':
    case 'unknown':
      return openSteps(verdict);
    default:
      verdict satisfies never;
      return [];
  }
}

function openSteps(verdict: JudgedVerdict): readonly string[] {
  const { override } = verdict;
  const left = override === null ? verdict : leftByOverride(verdict);
  const holds = verdict.holds.map((hold) => hold.help);
  const vetoes = left.vetoes.map(
    (veto) => `@${veto.login} ${veto.how}: settle it with them; only they can clear it`,
  );
  const steps: string[] = [];
  const open = left.judgments.filter((judgment) => judgment.status !== 'satisfied');
  const helpless = open.some((judgment) => judgment.requirement.authority.kind === 'nobody');
  for (const judgment of open)
    // Counting people helps nobody as long as there is nobody to count.
    if (!helpless || !countsOthers(judgment.requirement))
      steps.push(`${judgmentStep(judgment, verdict)}${beside(judgment, verdict)}`);
  // Before anybody approves: what is read changes who may, and another head voids what is bound to it.
  return [...new Set([...vetoes, ...holds, ...steps])];
}

/** Whoever sees an override in force must be told why somebody is asked all the same. */
function beside({ requirement }: Judgment, { override }: JudgedVerdict): string {
  return override === null ? '' : `; no override stands in for \`${requirement.id}\``;
}

function judgmentStep(judgment: Judgment, verdict: JudgedVerdict): string {
  if (judgment.status === 'unknown') return `find out what could not be read: ${judgment.missing}`;
  const { authority } = judgment.requirement;
  if (authority.kind === 'nobody') return `${authority.remedy}: ${authority.why}`;
  if (countsOthers(judgment.requirement))
    return `${judgment.requirement.because}: ${judgment.missing}${whoElse(judgment, verdict)}`;
  const waiting = whoCanStill(judgment);
  const left = judgment.requirement.count - judgment.approvedBy.length;
  if (waiting.length < left) return judgment.missing;
  return `${whoActs(waiting, left)} ${left === 1 && waiting.length === 1 ? 'approves' : 'approve'}${asked(verdict)}`;
}

/** Whose approval would be another person's, where some have approved and nobody else is asked. */
function whoElse(judgment: Judgment, verdict: JudgedVerdict): string {
  const counted = new Set(
    verdict.reviews.flatMap(({ login, outcome }) =>
      outcome.kind === 'approval' ? [`@${login}`] : [],
    ),
  );
  const able = whoCanStill(judgment).filter(({ name }) => !counted.has(name));
  return counted.size === 0 || able.length === 0 ? '' : `; ${whoActs(able, 1)} may still approve`;
}

/** Who may satisfy a requirement and has not approved yet. */
export function whoCanStill(judgment: Judgment): readonly Candidate[] {
  return judgment.candidates.filter(
    (candidate) =>
      candidate.excluded === null &&
      !judgment.approvedBy.includes(candidate.name.replace(/^@/, '')),
  );
}

function whoActs(able: readonly Candidate[], left: number): string {
  const names = able.slice(0, 4).map((candidate) => candidate.name);
  const rest = able.length > 4 ? ` or ${able.length - 4} others` : '';
  if (left === 1) return `${names.join(' or ')}${rest}`;
  return `${left} of ${names.join(', ')}${rest}`;
}

function asked(verdict: JudgedVerdict): string {
  const answers = verdict.brief.questions.length;
  const sections = verdict.demands.sections.length;
  const parts = [
    'a reason',
    ...(answers === 0
      ? []
      : [answers === 1 ? 'an answer to 1 question' : `answers to ${answers} questions`]),
    ...(sections === 0 ? [] : [sections === 1 ? '1 section' : `${sections} sections`]),
    verdict.demands.bindTo === 'head' ? 'the lines of brief and head' : 'the line of the brief',
  ];
  return ` with ${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

/**
 * The lines that a review quotes, so that it counts for exactly this brief, and for this head where
 * the tier binds to it. None where no pull request is known: the brief of the pull request will have
 * another digest, since it covers which one it is.
 */
export function boundLines(verdict: JudgedVerdict): readonly string[] {
  if (verdict.subject.pullRequest === null) return [];
  const brief = `Brief: ${verdict.brief.digest}`;
  const head = verdict.headCommit;
  return verdict.demands.bindTo === 'head' && head !== null ? [brief, `Head: ${head}`] : [brief];
}
