import type { Change } from '../core/change/change.ts';
import { describeChange, describePermission } from '../core/change/describe.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Judgment, ReviewOutcome } from '../core/judgment/judgment.ts';
import { openBeside } from '../core/judgment/override-reach.ts';
import { spokenDuration } from '../core/judgment/spoken-duration.ts';
import { boundLines, nextSteps } from '../core/next-steps.ts';
import type { JudgedVerdict, Verdict } from '../core/verdict.ts';
import { markdownCell, markdownCode } from './escape.ts';
import { otherFindings } from './other-findings.ts';

/** GitHub refuses a comment beyond 65,536 characters; whole changes are left out from the end. */
const LENGTH_LIMIT = 60_000;

/** The brief as a reviewer reads it on the pull request. Foreign text stands in code spans only. */
export function renderMarkdown(verdict: Verdict): string {
  if (verdict.kind === 'none')
    return [
      '## jitl: no verdict was reached',
      '',
      ...verdict.diagnostics.map(diagnosticItem),
      '',
    ].join('\n');
  const before = [title(verdict), ...nextSection(verdict)].join('\n');
  const after = [
    ...otherSection(verdict),
    ...requirementSection(verdict),
    ...reviewSection(verdict),
    ...followUpSection(verdict),
    ...diagnosticSection(verdict),
    '',
    `Compared ${markdownCode(verdict.subject.head.workingTree ? 'working tree' : verdict.subject.head.name)} with ${markdownCode(verdict.subject.base.name)} at ${markdownCode(verdict.subject.base.commit.slice(0, 12))}: ${verdict.coverage.changedFiles} changed files, ${verdict.coverage.gatedFiles} gated.`,
    '',
  ].join('\n');
  return [before, changeSection(verdict, LENGTH_LIMIT - before.length - after.length), after].join(
    '\n',
  );
}

export function title(verdict: JudgedVerdict): string {
  const tier = verdict.changes.length === 0 ? 'nothing to gate' : `${verdict.assessment.tier} risk`;
  const word = verdict.kind === 'unknown' ? 'no verdict' : verdict.kind;
  const override = verdict.override === null ? '' : ', by an emergency override';
  return `## jitl: ${word} (${tier}${override})`;
}

function nextSection(verdict: JudgedVerdict): readonly string[] {
  const denials =
    verdict.kind === 'denied' ? verdict.denials.map((one) => `- ${markdownCode(one.message)}`) : [];
  const steps = nextSteps(verdict).map((step) => `- ${markdownCode(step)}`);
  const lines = ['', ...denials, ...steps];
  const open = verdict.kind === 'pending' || verdict.kind === 'unknown';
  if (!open || verdict.requirements.length === 0) return lines;
  const quoted = boundLines(verdict);
  if (quoted.length > 0)
    lines.push('', 'An approval counts when its review quotes this:', '', '```', ...quoted, '```');
  const answers = [
    ...verdict.brief.questions.map(({ id, text }) => `- **${id}**: ${markdownCode(text)}`),
    ...verdict.demands.sections.map((id) => `- **${id}**: a section of the rationale`),
  ];
  if (answers.length > 0) lines.push('', 'It answers, each on a line of its own:', '', ...answers);
  return lines;
}

export function otherSection(verdict: JudgedVerdict): readonly string[] {
  const found = otherFindings(verdict);
  if (found.length === 0) return [];
  const shown = found.slice(0, 20).map(({ label, text }) => `- **${label}** ${markdownCode(text)}`);
  const more = found.length > 20 ? [`- and ${found.length - 20} more`] : [];
  return ['', '### What does not decide', '', ...shown, ...more];
}

export function changeSection(verdict: JudgedVerdict, room: number): string {
  if (verdict.changes.length === 0) return '';
  const tiers = new Map(verdict.assessment.tiers.map((entry) => [entry.change, entry]));
  const order = ['low', 'moderate', 'high', 'critical'];
  const ranked = [...verdict.changes].sort(
    (a, b) =>
      order.indexOf(tiers.get(b.id)?.tier ?? 'low') - order.indexOf(tiers.get(a.id)?.tier ?? 'low'),
  );
  let text = '\n### What changes\n';
  for (const [index, change] of ranked.entries()) {
    const block = changeBlock(change, verdict);
    if (text.length + block.length > room)
      return `${text}\n**${ranked.length - index} more changes are not shown here**, none of a higher tier; \`jitl check --format json\` lists all.\n`;
    text += block;
  }
  return text;
}

function changeBlock(change: Change, verdict: JudgedVerdict): string {
  const rated = verdict.assessment.tiers.find((entry) => entry.change === change.id);
  const lines = ['', `**${rated?.tier ?? 'low'}** ${markdownCode(describeChange(change))}`, ''];
  if ('permissions' in change) {
    const gains = change.kind === 'grant-added' || change.kind === 'grant-widened';
    for (const permission of change.permissions.slice(0, 20))
      lines.push(`- ${gains ? 'gains' : 'loses'} ${markdownCode(describePermission(permission))}`);
    if (change.permissions.length > 20) lines.push(`- and ${change.permissions.length - 20} more`);
    if (change.via.length > 0)
      lines.push(`- by ${markdownCode(change.via.slice(0, 5).join('; '))}`);
  }
  for (const dependent of change.subject.dependents.slice(0, 5))
    lines.push(
      `- ${markdownCode(dependent.id)} depends on it: ${dependent.impact}, failover ${dependent.failover}, tested ${markdownCode(dependent.failoverTested ?? 'never')}`,
    );
  const telling = verdict.assessment.factors.filter(
    (factor) =>
      factor.effect === 'counts' &&
      factor.change === change.id &&
      (factor.question !== null || factor.floor !== null),
  );
  for (const factor of telling.slice(0, 5))
    lines.push(`- **${factor.id}**: ${markdownCode(factor.message)}`);
  if (rated !== undefined && rated.tier !== 'low')
    lines.push(`- ${rated.tier}, because ${markdownCode(rated.because)}`);
  for (const location of [change.head, change.base])
    if (location !== null)
      lines.push(
        `- ${location.side}: ${markdownCode(`${location.path}:${location.start.line}:${location.start.column}`)}`,
      );
  return `${lines.join('\n')}\n`;
}

export function requirementSection(verdict: JudgedVerdict): readonly string[] {
  if (verdict.judgments.length === 0) return [];
  return [
    '',
    '### Who decides',
    '',
    '| requirement | status | approved by | missing | who may |',
    '| --- | --- | --- | --- | --- |',
    ...verdict.judgments.map(requirementRow),
  ];
}

function requirementRow(judgment: Judgment): string {
  const may = judgment.candidates.map((candidate) =>
    candidate.excluded === null ? candidate.name : `${candidate.name} (not: ${candidate.excluded})`,
  );
  const cell = (texts: readonly string[]): string => texts.map(markdownCell).join(', ');
  const { id, expertise } = judgment.requirement;
  const known = expertise.length === 0 ? '' : ` with ${cell(expertise.map((one) => one.id))}`;
  return `| ${id}${known} | ${judgment.status} | ${cell(judgment.approvedBy)} | ${judgment.missing === '' ? '' : markdownCell(judgment.missing)} | ${cell(may)} |`;
}

export function reviewSection(verdict: JudgedVerdict): readonly string[] {
  const holds = verdict.holds.map((hold) => `- **${hold.code}**: ${markdownCode(hold.message)}`);
  const refused = verdict.earlierRefusals.map(
    (one) =>
      `- refused before in #${one.pullRequest} by ${markdownCode(one.login)}: ${markdownCode(one.because)}`,
  );
  const reviews = verdict.reviews.map((review) => reviewItem(review, verdict));
  const override =
    verdict.override === null
      ? []
      : [
          `- **emergency override** by ${markdownCode(verdict.override.login)} for ${markdownCode(verdict.override.incident)}, to be judged by ${verdict.override.followUpBy}${unmoved(verdict)}`,
        ];
  const noOverride = verdict.refusedOverrides.map(
    (one) => `- review ${one.review} is no override: ${markdownCode(one.message)}`,
  );
  const besides = [...holds, ...refused];
  const lines = [...reviews, ...override, ...noOverride];
  return [
    ...(besides.length === 0 ? [] : ['', '### What else matters', '', ...besides]),
    ...(lines.length === 0 ? [] : ['', '### Reviews', '', ...lines]),
  ];
}

/** What the override in force does not stand in for. */
function unmoved(verdict: JudgedVerdict): string {
  const left = openBeside(verdict);
  return left.length === 0 ? '' : `; it does not stand in for ${left.map(markdownCode).join(', ')}`;
}

export function followUpSection({ demands }: JudgedVerdict): readonly string[] {
  if (demands.followUps.length === 0) return [];
  return [
    '',
    '### After the merge',
    '',
    ...demands.followUps.map(
      ({ id, actions, within }) =>
        `- **${id}**, within ${spokenDuration(within)}: ${actions.map(markdownCode).join(' ')}`,
    ),
  ];
}

function reviewItem({ review, login, outcome }: ReviewOutcome, verdict: JudgedVerdict): string {
  const who = `review ${review} by ${markdownCode(login)}`;
  if (outcome.kind === 'disqualified')
    return `- ${who} does not count: ${markdownCode(outcome.message)} (${outcome.code})`;
  const wanted = verdict.judgments
    .filter((judgment) => judgment.reviews.includes(review))
    .map((judgment) => judgment.requirement.id);
  const carried =
    outcome.carriedFrom === null
      ? ''
      : `, carried from ${markdownCode(outcome.carriedFrom.slice(0, 12))}`;
  return `- ${who} counts${wanted.length === 0 ? '' : ` for ${wanted.join(', ')}`}${carried}`;
}

export function diagnosticSection(verdict: JudgedVerdict): readonly string[] {
  if (verdict.diagnostics.length === 0) return [];
  return ['', '### Problems', '', ...verdict.diagnostics.slice(0, 20).map(diagnosticItem)];
}

export function diagnosticItem(problem: Diagnostic): string {
  const place =
    problem.location === undefined
      ? ''
      : ` at ${markdownCode(`${problem.location.path}:${problem.location.start.line}:${problem.location.start.column}`)}`;
  const help = problem.help === undefined ? '' : `; ${markdownCode(problem.help)}`;
  return `- **${problem.code}**${place}: ${markdownCode(problem.message)}${help}`;
}
