import {
  groups,
  type BrokenSide,
  type PolicySide,
  type ReplayCounts,
  type ReplayReport,
} from '../core/replay/replay-report.ts';
import { escapeTerminal } from './escape.ts';
import { commitLine, groupBlock } from './replay-commits.ts';
import type { Style } from './style.ts';
import { renderDiagnostic } from './terminal.ts';
import { count, wrap } from './wrap.ts';

/** The effect first, then the commits with what is looser before all else, then what was left out. */
export function renderReplayTerminal(report: ReplayReport, style: Style): string {
  const parts = [
    headline(report, style),
    ...groups.map((group) =>
      groupBlock(
        group,
        report.commits.filter(({ direction }) => direction === group),
        style,
      ),
    ),
    unreadBlock(report, style),
    footer(report, style),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Policy files that cannot be used, with the places. */
export function renderBrokenTerminal(sides: readonly BrokenSide[], style: Style): string {
  const blocks = sides.flatMap(({ side, policies, diagnostics }) => [
    style.bad(`fatal: the policies of \`--${side}\` cannot be used (${sideText(policies)})`),
    ...diagnostics.map((problem) => renderDiagnostic(problem, style)),
  ]);
  return `${blocks.join('\n\n')}\n`;
}

function headline({ counts }: ReplayReport, style: Style): string {
  if (counts === null) return style.strong('no difference between the policies');
  const { looser, differently, stricter } = counts;
  const all = looser + differently + stricter;
  const told = style.strong(
    `${all} of ${count(counts.changes, 'change')} would be judged differently`,
  );
  const parts = [
    looser > 0 ? style.bad(`${looser} looser`) : '',
    differently > 0 ? style.wait(`${differently} otherwise`) : '',
    stricter > 0 ? style.good(`${stricter} stricter`) : '',
  ];
  const which = parts.filter((part) => part !== '').join(', ');
  const unread = counts.unread > 0 ? style.bad(`, ${counts.unread} could not be read`) : '';
  return `${told}${which === '' ? '' : `: ${which}`}${unread}`;
}

function unreadBlock({ unread }: ReplayReport, style: Style): string {
  if (unread.length === 0) return '';
  const lines = unread.flatMap((one) => [
    commitLine(one, style),
    wrap(escapeTerminal(`${one.code}: ${one.reason}`), style.width, '  ', '  '),
  ]);
  return [style.bad('NOT READ  nothing is known about these'), lines.join('\n')].join('\n\n');
}

function footer({ counts, range, policies }: ReplayReport, style: Style): string {
  const { base, head } = range;
  const lines = [
    ...(counts === null ? ['the history was not read'] : [countsText(counts)]),
    `changes of ${head.name} (${short(head.commit)}) since ${base.name} (${short(base.commit)}), along first parents`,
    `policies of ${sideText(policies.from)} against those of ${sideText(policies.to)}, for all commits alike: what policies said at the time is not looked at`,
  ];
  return lines
    .map((line) => style.faint(wrap(escapeTerminal(line), style.width, '', '  ')))
    .join('\n');
}

function countsText({ same, ungated, unread }: ReplayCounts): string {
  return `${same} judged alike, ${ungated} without a gated change, ${unread} could not be read`;
}

function sideText({ name, commit }: PolicySide): string {
  return commit === null ? `${name}, not committed` : `${name} (${short(commit)})`;
}

function short(commit: string): string {
  return commit.slice(0, 12);
}
