import type { Diagnostic } from '../core/diagnostic.ts';
import type { Judgment } from '../core/judgment/judgment.ts';
import { briefLine, nextSteps } from '../core/next-steps.ts';
import type { JudgedVerdict, Verdict } from '../core/verdict.ts';
import { escapeTerminal } from './escape.ts';
import { snippet } from './snippet.ts';
import type { Style } from './style.ts';
import { changesBlock } from './terminal-changes.ts';
import { count, wrap } from './wrap.ts';

/** The verdict and what to do next first; then why; then how each review fared. */
export function renderTerminal(verdict: Verdict, style: Style): string {
  if (verdict.kind === 'none') return renderNone(verdict.diagnostics, style);
  const parts = [
    headline(verdict, style),
    nextBlock(verdict, style),
    reviewsBlock(verdict, style),
    changesBlock(verdict, style),
    requirementsBlock(verdict, style),
    diagnosticsBlock(verdict, style),
    footer(verdict, style),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

export function renderNone(diagnostics: readonly Diagnostic[], style: Style): string {
  const problems = diagnostics.map((problem) => renderDiagnostic(problem, style));
  return `${style.bad('fatal: no verdict was reached')}\n\n${problems.join('\n\n')}\n`;
}

export function renderDiagnostic(problem: Diagnostic, style: Style): string {
  const paint = problem.severity === 'error' ? style.bad : style.wait;
  const lines = [
    wrap(
      `${problem.severity}[${problem.code}]: ${escapeTerminal(problem.message)}`,
      style.width,
      '',
      '  ',
    ).replace(/^[a-z]+\[[a-z-]+\]/, (label) => paint(label)),
  ];
  if (problem.location !== undefined) lines.push(snippet(problem.location, style, ''));
  if (problem.help !== undefined)
    lines.push(wrap(`= help: ${escapeTerminal(problem.help)}`, style.width, '  ', '    '));
  return lines.join('\n');
}

function headline(verdict: JudgedVerdict, style: Style): string {
  const paint = { allowed: style.good, pending: style.wait, denied: style.bad }[verdict.kind];
  const parts = [paint(style.strong(verdict.kind.toUpperCase())), ...summary(verdict)];
  return parts.join('  ');
}

function summary(verdict: JudgedVerdict): readonly string[] {
  const { changes, assessment, coverage } = verdict;
  if (verdict.kind === 'denied') return [verdict.denials.map((one) => one.code).join(', ')];
  if (changes.length === 0)
    return [
      coverage.gatedFiles > 0
        ? `no change in meaning in ${count(coverage.gatedFiles, 'gated file')}`
        : `nothing to gate in ${count(coverage.changedFiles, 'changed file')}`,
    ];
  const holders = new Set(changes.map((change) => change.subject.holder.id)).size;
  const what = `${count(changes.length, 'change')} to ${holders === 1 ? 'one subject' : `${holders} subjects`}`;
  const agent = verdict.agents.length > 0 ? ['written by an agent'] : [];
  return [`${assessment.tier} risk`, what, ...agent];
}

function nextBlock(verdict: JudgedVerdict, style: Style): string {
  const steps = nextSteps(verdict);
  const lines = steps.map((step, index) =>
    wrap(escapeTerminal(step), style.width, index === 0 ? 'next  ' : '      ', '      '),
  );
  if (verdict.kind === 'pending' && verdict.requirements.length > 0) {
    const line = briefLine(verdict);
    lines.push('');
    if (line !== null) lines.push(style.strong(line));
    for (const question of verdict.assessment.questions)
      lines.push(wrap(`${question.id}: ${escapeTerminal(question.text)}`, style.width, '', '  '));
  }
  if (verdict.kind === 'denied')
    lines.unshift(
      ...verdict.denials.map((denial) =>
        wrap(escapeTerminal(denial.message), style.width, 'why   ', '      '),
      ),
    );
  return lines.join('\n');
}

function requirementsBlock(verdict: JudgedVerdict, style: Style): string {
  if (verdict.judgments.length === 0) return '';
  return verdict.judgments.map((judgment) => requirementLine(judgment, style)).join('\n');
}

function requirementLine(judgment: Judgment, style: Style): string {
  const { requirement, status } = judgment;
  const mark = {
    satisfied: style.good('ok'),
    unsatisfied: style.wait('--'),
    unknown: style.bad('??'),
  };
  const who =
    judgment.approvedBy.length > 0
      ? `approved by ${judgment.approvedBy.map((login) => `@${login}`).join(', ')}`
      : '';
  const text = [who, judgment.missing].filter((part) => part !== '').join('; ');
  const lines = [
    `${mark[status]}    ${wrap(`${requirement.id}: ${escapeTerminal(text)}`, style.width - 6, '', '      ')}`,
  ];
  const { authority } = requirement;
  if (authority.kind === 'code-owners')
    lines.push(
      style.faint(
        `      ${escapeTerminal(`${authority.file}:${authority.line}  ${authority.text}`)}`,
      ),
    );
  if (authority.kind === 'different-people')
    lines.push(style.faint(wrap(requirement.because, style.width, '      ', '      ')));
  for (const candidate of authority.kind === 'different-people' ? [] : judgment.candidates)
    if (candidate.excluded !== null && status !== 'satisfied')
      lines.push(
        wrap(
          escapeTerminal(`${candidate.name} cannot: ${candidate.excluded}`),
          style.width,
          '      ',
          '        ',
        ),
      );
  return lines.join('\n');
}

function reviewsBlock(verdict: JudgedVerdict, style: Style): string {
  const lines = verdict.reviews.flatMap((review) => {
    const { outcome } = review;
    if (outcome.kind === 'approval')
      return [
        `${style.good('counts')}  review ${review.review} by @${escapeTerminal(review.login)}`,
      ];
    if (outcome.code === 'superseded') return [];
    const help = outcome.help === null ? '' : `; ${outcome.help}`;
    return [
      wrap(
        escapeTerminal(
          `review ${review.review} by @${review.login}: ${outcome.message} [${outcome.code}]${help}`,
        ),
        style.width,
        'void    ',
        '        ',
      ),
    ];
  });
  return lines.join('\n');
}

function diagnosticsBlock(verdict: JudgedVerdict, style: Style): string {
  return verdict.diagnostics
    .slice(0, 10)
    .map((problem) => renderDiagnostic(problem, style))
    .join('\n\n');
}

function footer(verdict: JudgedVerdict, style: Style): string {
  const { base, head } = verdict.subject;
  const { changedFiles, gatedFiles, contextFiles } = verdict.coverage;
  const headName = head.workingTree ? 'the working tree' : head.name;
  const lines = [
    `compared ${headName} with ${base.name} (${base.commit.slice(0, 12)}): ${count(changedFiles, 'changed file')}, ${gatedFiles} gated, ${contextFiles} read for context`,
    ...verdict.notes,
  ];
  return lines
    .map((line) => style.faint(wrap(escapeTerminal(line), style.width, '', '  ')))
    .join('\n');
}
