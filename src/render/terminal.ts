import type { Diagnostic } from '../core/diagnostic.ts';
import { boundLines, nextSteps } from '../core/next-steps.ts';
import type { JudgedVerdict, Verdict } from '../core/verdict.ts';
import { escapeTerminal } from './escape.ts';
import { otherFindings } from './other-findings.ts';
import { snippet } from './snippet.ts';
import type { Style } from './style.ts';
import { changesBlock } from './terminal-changes.ts';
import { judgmentBlocks, reviewsBlock } from './terminal-judgment.ts';
import { whatIfBlock } from './terminal-what-if.ts';
import { count, wrap } from './wrap.ts';

/** The verdict and what to do next first; then why; then how each review fared. */
export function renderTerminal(verdict: Verdict, style: Style): string {
  if (verdict.kind === 'none') return renderNone(verdict.diagnostics, style);
  const parts = [
    headline(verdict, style),
    whatIfBlock(verdict, style),
    nextBlock(verdict, style),
    reviewsBlock(verdict, style),
    changesBlock(verdict, style),
    otherBlock(verdict, style),
    ...judgmentBlocks(verdict, style),
    diagnosticsBlock(verdict, style),
    footer(verdict, style),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

export function renderNone(diagnostics: readonly Diagnostic[], style: Style): string {
  const problems = diagnostics.map((problem) => renderDiagnostic(problem, style));
  return `${style.bad('fatal: no verdict was reached')}\n\n${problems.join('\n\n')}\n`;
}

/** A problem of any family of ids. */
type Problem = Omit<Diagnostic, 'code'> & { readonly code: string };

export function renderDiagnostic(problem: Problem, style: Style): string {
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
  const { paint, word } = {
    allowed: { paint: style.good, word: 'ALLOWED' },
    pending: { paint: style.wait, word: 'PENDING' },
    unknown: { paint: style.bad, word: 'NO VERDICT' },
    denied: { paint: style.bad, word: 'DENIED' },
  }[verdict.kind];
  const parts = [paint(style.strong(word)), ...summary(verdict)];
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
  const unread = verdict.kind === 'unknown' ? ['something could not be read'] : [];
  const override = verdict.override === null ? [] : ['by an emergency override'];
  const agent = verdict.agents.length > 0 ? ['written by an agent'] : [];
  return [...unread, `${assessment.tier} risk`, what, ...agent, ...override];
}

function nextBlock(verdict: JudgedVerdict, style: Style): string {
  const steps = nextSteps(verdict);
  const lines = steps.map((step, index) =>
    wrap(escapeTerminal(step), style.width, index === 0 ? 'next  ' : '      ', '      '),
  );
  const open = verdict.kind === 'pending' || verdict.kind === 'unknown';
  if (open && verdict.requirements.length > 0) {
    lines.push('', ...boundLines(verdict).map((line) => style.strong(line)));
    for (const question of verdict.brief.questions)
      lines.push(wrap(`${question.id}: ${escapeTerminal(question.text)}`, style.width, '', '  '));
    for (const section of verdict.demands.sections)
      lines.push(`${section}: (a section of the rationale)`);
  }
  if (verdict.kind === 'denied')
    lines.unshift(
      ...verdict.denials.map((denial) =>
        wrap(escapeTerminal(denial.message), style.width, 'why   ', '      '),
      ),
    );
  return lines.join('\n');
}

/** How many findings that decide nothing are shown; `--format json` lists all. */
const OTHERS = 6;

function otherBlock(verdict: JudgedVerdict, style: Style): string {
  const found = otherFindings(verdict);
  const lines = found
    .slice(0, OTHERS)
    .map(({ label, text }) =>
      wrap(escapeTerminal(text), style.width, label.padEnd(10), ' '.repeat(10)),
    );
  if (found.length > OTHERS)
    lines.push(style.faint(`${' '.repeat(10)}and ${found.length - OTHERS} more`));
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
