import type { Judgment, Override, ReviewOutcome } from '../core/judgment/judgment.ts';
import { openBeside } from '../core/judgment/override-reach.ts';
import { countsOthers } from '../core/judgment/requirement.ts';
import { spokenDuration } from '../core/judgment/spoken-duration.ts';
import type { JudgedVerdict } from '../core/verdict.ts';
import { escapeTerminal } from './escape.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

/** Names that are shown of those who may approve; `--format json` lists everybody. */
const NAMES = 8;

/** How each requirement fared and who can satisfy it, and what else keeps the gate shut. */
export function judgmentBlocks(verdict: JudgedVerdict, style: Style): readonly string[] {
  const requirements = verdict.judgments.map((judgment) => requirementLines(judgment, style));
  return [
    requirements.join('\n'),
    holdLines(verdict, style).join('\n'),
    refusalLines(verdict, style).join('\n'),
    followUpLines(verdict, style).join('\n'),
  ];
}

function requirementLines(judgment: Judgment, style: Style): string {
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
  if (requirement.expertise.length > 0) {
    const wanted = requirement.expertise.map(({ id }) => id).join(', ');
    lines.push(style.faint(`      with the expertise ${escapeTerminal(wanted)}`));
  }
  if (countsOthers(requirement))
    lines.push(style.faint(wrap(requirement.because, style.width, '      ', '      ')));
  if (authority.kind !== 'different-people' && status !== 'satisfied')
    lines.push(...candidateLines(judgment, style));
  return lines.join('\n');
}

/** People by name, with the team that they are in, and those who cannot with the reason. */
function candidateLines(judgment: Judgment, style: Style): readonly string[] {
  const able = judgment.candidates.filter(
    (one) => one.excluded === null && !judgment.approvedBy.includes(one.name.replace(/^@/, '')),
  );
  const names = able
    .slice(0, NAMES)
    .map((one) =>
      one.team === null || one.team === one.name ? one.name : `${one.name} (${one.team})`,
    );
  if (able.length > NAMES) names.push(`${able.length - NAMES} more`);
  const may = names.length === 0 ? [] : [`may approve: ${names.join(', ')}`];
  const cannot = judgment.candidates
    .filter((one) => one.excluded !== null)
    .slice(0, NAMES)
    .map((one) => `${one.name} cannot: ${one.excluded ?? ''}`);
  return [...may, ...cannot].map((line) =>
    wrap(escapeTerminal(line), style.width, '      ', '        '),
  );
}

function holdLines(verdict: JudgedVerdict, style: Style): readonly string[] {
  return verdict.holds.slice(0, NAMES).map((hold) => {
    const mark = hold.status === 'unknown' ? style.bad('??') : style.wait('--');
    return `${mark}    ${wrap(`${hold.code}: ${escapeTerminal(hold.message)}`, style.width - 6, '', '      ')}`;
  });
}

function refusalLines(verdict: JudgedVerdict, style: Style): readonly string[] {
  return verdict.earlierRefusals.map((refusal) =>
    wrap(
      escapeTerminal(
        `refused before in #${refusal.pullRequest} by @${refusal.login}: ${refusal.because}`,
      ),
      style.width,
      '',
      '  ',
    ),
  );
}

/** What remains to be done once it has landed. */
function followUpLines(verdict: JudgedVerdict, style: Style): readonly string[] {
  return verdict.demands.followUps.map(({ id, actions, within }) =>
    wrap(
      escapeTerminal(`${id}: within ${spokenDuration(within)} of the merge: ${actions.join(' ')}`),
      style.width,
      'after   ',
      '        ',
    ),
  );
}

/** For each review, what it counts for, or why it does not count and what to do. */
export function reviewsBlock(verdict: JudgedVerdict, style: Style): string {
  const { override } = verdict;
  // What an ordinary review would lack says nothing of an override.
  const overrides = new Set([override, ...verdict.refusedOverrides].map((one) => one?.review));
  const lines = verdict.reviews
    .filter((one) => one.outcome.kind === 'approval' || !overrides.has(one.review))
    .flatMap((review) => reviewLine(review, verdict, style));
  if (override !== null) lines.push(overrideLine(override, verdict, style));
  for (const { review, login, message } of verdict.refusedOverrides)
    lines.push(
      wrap(
        escapeTerminal(`review ${review} by @${login} is no override: ${message}`),
        style.width,
        'void    ',
        '        ',
      ),
    );
  return lines.join('\n');
}

function overrideLine(
  { review, login, incident }: Override,
  verdict: JudgedVerdict,
  style: Style,
): string {
  const left = openBeside(verdict);
  const but = left.length === 0 ? '' : `; it does not stand in for ${left.join(', ')}`;
  const text = `review ${review} by @${login}, incident ${incident}${but}`;
  return `${style.bad('override')}  ${wrap(escapeTerminal(text), style.width - 10, '', '          ')}`;
}

function reviewLine(
  review: ReviewOutcome,
  verdict: JudgedVerdict,
  style: Style,
): readonly string[] {
  const { outcome } = review;
  if (outcome.kind === 'disqualified') {
    if (outcome.code === 'superseded') return [];
    const help = outcome.help === null ? '' : `; ${outcome.help}`;
    const text = `review ${review.review} by @${review.login}: ${outcome.message} [${outcome.code}]${help}`;
    return [wrap(escapeTerminal(text), style.width, 'void    ', '        ')];
  }
  const wanted = verdict.judgments
    .filter((judgment) => judgment.reviews.includes(review.review))
    .map((judgment) => judgment.requirement.id);
  const what = [
    `review ${review.review} by @${review.login}`,
    ...(wanted.length === 0 ? [] : [`for ${wanted.join(', ')}`]),
    ...(outcome.carriedFrom === null
      ? []
      : [`carried from ${outcome.carriedFrom.slice(0, 12)}: the brief is the same`]),
    ...(outcome.editedAt === null ? [] : [`edited ${outcome.editedAt}`]),
    ...(outcome.resembles === null ? [] : [outcome.resembles]),
  ];
  const text = wrap(escapeTerminal(what.join(', ')), style.width - 8, '', '        ');
  return [`${style.good('counts')}  ${text}`];
}
