import { describeChange, describePermission } from '../core/change/describe.ts';
import type { Change } from '../core/change/change.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Judgment } from '../core/judgment/judgment.ts';
import { briefLine, nextSteps } from '../core/next-steps.ts';
import type { ChangeTier, Factor } from '../core/risk/assessment.ts';
import type { JudgedVerdict, Verdict } from '../core/verdict.ts';
import { escapeTerminal } from './escape.ts';
import { placeText, snippet } from './snippet.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

/** Changes shown in full before the rest is counted. */
const SHOWN_CHANGES = 8;
const SHOWN_FACTORS = 3;
const SHOWN_PERMISSIONS = 6;

/** The verdict and what to do next first; then why; then how each review fared. */
export function renderTerminal(verdict: Verdict, style: Style): string {
  if (verdict.kind === 'none') return renderNone(verdict.diagnostics, style);
  const parts = [
    headline(verdict, style),
    nextBlock(verdict, style),
    changesBlock(verdict, style),
    requirementsBlock(verdict, style),
    reviewsBlock(verdict, style),
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

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function nextBlock(verdict: JudgedVerdict, style: Style): string {
  const steps = nextSteps(verdict);
  const lines = steps.map((step, index) =>
    wrap(escapeTerminal(step), style.width, index === 0 ? 'next  ' : '      ', '      '),
  );
  if (verdict.kind === 'pending' && verdict.requirements.length > 0) {
    lines.push('', `      ${style.strong(briefLine(verdict))}`);
    for (const question of verdict.assessment.questions)
      lines.push(wrap(`${question.id}: ${escapeTerminal(question.text)}`, style.width, '      ', '        '));
  }
  if (verdict.kind === 'denied')
    lines.unshift(
      ...verdict.denials.map((denial) => wrap(escapeTerminal(denial.message), style.width, 'why   ', '      ')),
    );
  return lines.join('\n');
}

function changesBlock(verdict: JudgedVerdict, style: Style): string {
  const tiers = new Map(verdict.assessment.tiers.map((entry) => [entry.change, entry]));
  const ranked = [...verdict.changes].sort((a, b) => rank(tiers.get(b.id)) - rank(tiers.get(a.id)));
  const shown = ranked.slice(0, SHOWN_CHANGES).map((change) =>
    changeBlock(change, tiers.get(change.id), verdict, style),
  );
  const rest = ranked.slice(SHOWN_CHANGES);
  if (rest.length > 0) shown.push(style.faint(`and ${count(rest.length, 'more change')}, none of a higher tier (--format json lists all)`));
  return shown.join('\n\n');
}

const TIERS = ['low', 'moderate', 'high', 'critical'];

function rank(tier: ChangeTier | undefined): number {
  return TIERS.indexOf(tier?.tier ?? 'low');
}

function changeBlock(
  change: Change,
  tier: ChangeTier | undefined,
  verdict: JudgedVerdict,
  style: Style,
): string {
  const label = tier?.tier ?? 'low';
  const paint = label === 'low' ? style.faint : label === 'moderate' ? style.wait : style.bad;
  const lines = [
    wrap(escapeTerminal(describeChange(change)), style.width, `${label.padEnd(10)}`, ' '.repeat(10)).replace(
      label,
      () => paint(label),
    ),
  ];
  if ('permissions' in change) lines.push(...permissionLines(change, style));
  lines.push(...contextLines(change, style));
  const factors = topFactors(verdict.assessment.factors.filter((one) => one.change === change.id));
  for (const factor of factors)
    lines.push(
      wrap(`${factor.id}: ${escapeTerminal(factor.message)}`, style.width, '          * ', '            '),
    );
  if (label !== 'low' && tier !== undefined)
    lines.push(wrap(`${label}, because ${tier.because}`, style.width, '          = ', '            '));
  const location = change.head ?? change.base;
  if (location !== null) lines.push(snippet(location, style, '          '));
  const other = change.head === null ? null : change.base;
  if (other !== null) lines.push(`          ${style.faint('was')} ${placeText(other)}`);
  return lines.join('\n');
}

function permissionLines(
  change: Extract<Change, { readonly permissions: unknown }>,
  style: Style,
): readonly string[] {
  const gains = change.kind === 'grant-added' || change.kind === 'grant-widened';
  const sign = gains ? '+' : '-';
  const lines = change.permissions
    .slice(0, SHOWN_PERMISSIONS)
    .map((permission) =>
      wrap(escapeTerminal(describePermission(permission)), style.width, `          ${sign} `, '            '),
    );
  const more = change.permissions.length - SHOWN_PERMISSIONS;
  if (more > 0) lines.push(`          ${sign} and ${count(more, 'more resource')}`);
  if (change.via.length > 0)
    lines.push(wrap(`by ${escapeTerminal(change.via.slice(0, 3).join('; '))}`, style.width, '            ', '            '));
  return lines;
}

function contextLines(change: Change, style: Style): readonly string[] {
  const { environment, criticality, owner, dependents } = change.subject;
  const facts = [
    environment === 'unknown' ? null : environment,
    criticality,
    owner === null ? null : `owned by ${owner}`,
  ].filter((fact) => fact !== null);
  const lines =
    facts.length === 0
      ? []
      : [style.faint(`          ${escapeTerminal(facts.join(', '))}`)];
  for (const dependent of dependents.slice(0, 3)) {
    const failover =
      dependent.failover === 'none'
        ? 'no failover'
        : `${dependent.failover} failover, tested ${dependent.failoverTested ?? 'never'}`;
    lines.push(
      wrap(
        escapeTerminal(`${dependent.id} depends on it: ${dependent.impact}, ${failover}`),
        style.width,
        '          ',
        '            ',
      ),
    );
  }
  return lines;
}

/** The heaviest first, and only those that say more than the level of a dimension. */
function topFactors(factors: readonly Factor[]): readonly Factor[] {
  const telling = factors.filter((factor) => factor.question !== null || factor.floor !== null);
  return (telling.length > 0 ? telling : factors).slice(0, SHOWN_FACTORS);
}

function requirementsBlock(verdict: JudgedVerdict, style: Style): string {
  if (verdict.judgments.length === 0) return '';
  return verdict.judgments.map((judgment) => requirementLine(judgment, style)).join('\n');
}

function requirementLine(judgment: Judgment, style: Style): string {
  const { requirement, status } = judgment;
  const mark = { satisfied: style.good('ok'), unsatisfied: style.wait('--'), unknown: style.bad('??') };
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
      style.faint(`      ${escapeTerminal(`${authority.file}:${authority.line}  ${authority.text}`)}`),
    );
  for (const candidate of judgment.candidates)
    if (candidate.excluded !== null && status !== 'satisfied')
      lines.push(
        wrap(escapeTerminal(`${candidate.name} cannot: ${candidate.excluded}`), style.width, '      ', '        '),
      );
  return lines.join('\n');
}

function reviewsBlock(verdict: JudgedVerdict, style: Style): string {
  const lines = verdict.reviews.flatMap((review) => {
    const { outcome } = review;
    if (outcome.kind === 'approval') return [`${style.good('counts')}  review ${review.review} by @${escapeTerminal(review.login)}`];
    if (outcome.code === 'superseded') return [];
    const help = outcome.help === null ? '' : `; ${outcome.help}`;
    return [
      wrap(
        escapeTerminal(`review ${review.review} by @${review.login}: ${outcome.message} [${outcome.code}]${help}`),
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
