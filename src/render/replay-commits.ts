import type { IdentityDifference, TierMove } from '../core/replay/compare-past.ts';
import type { Direction } from '../core/replay/point.ts';
import type { PastCommit, ReplayedCommit } from '../core/replay/replay-report.ts';
import { escapeTerminal } from './escape.ts';
import { describeAsked } from './replay-words.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

/** What is shown before the rest is counted; `--format json` lists everything. */
const SHOWN = { commits: 20, identities: 4, asked: 6, factors: 4 };
const INDENT = '  ';

const TITLES: Readonly<Record<Direction, string>> = {
  looser: 'LOOSER',
  differently: 'OTHERWISE  neither looser nor stricter as a whole',
  stricter: 'STRICTER',
};

export function groupBlock(
  direction: Direction,
  commits: readonly ReplayedCommit[],
  style: Style,
): string {
  if (commits.length === 0) return '';
  const paint = { looser: style.bad, differently: style.wait, stricter: style.good }[direction];
  const blocks = commits.slice(0, SHOWN.commits).map((one) => commitBlock(one, style));
  const left = commits.length - SHOWN.commits;
  if (left > 0) blocks.push(style.faint(`and ${left} more`));
  return [paint(TITLES[direction]), ...blocks].join('\n\n');
}

/** "4f2c9a1b03de  2026-10-01  Give the deployer its secrets" */
export function commitLine({ commit, time, subject }: PastCommit, style: Style): string {
  const start = `${commit.slice(0, 12)}  ${dateOf(time)}  `;
  return wrap(escapeTerminal(subject), style.width, start, INDENT);
}

function commitBlock(one: ReplayedCommit, style: Style): string {
  const lines = [style.strong(commitLine(one, style)), INDENT + moveText(one.tier)];
  const more = (left: number, what: string): void => {
    if (left > 0) lines.push(style.faint(`${INDENT}and ${left} more ${what}`));
  };
  for (const difference of one.asked.slice(0, SHOWN.asked))
    lines.push(paragraph(describeAsked(difference), style));
  more(one.asked.length - SHOWN.asked, 'of what is asked');
  for (const identity of one.identities.slice(0, SHOWN.identities))
    lines.push(paragraph(identityText(identity), style));
  more(one.identities.length - SHOWN.identities, 'affected');
  return lines.join('\n');
}

function paragraph(text: string, style: Style): string {
  return wrap(escapeTerminal(text), style.width, `${INDENT}* `, `${INDENT}  `);
}

function moveText({ from, to }: TierMove): string {
  return from === to ? `${to} as before` : `${from} → ${to}`;
}

function identityText({ name, tier, gained, lost }: IdentityDifference): string {
  const parts = [moveText(tier)];
  if (lost.length > 0) parts.push(`without ${factorList(lost)}`);
  if (gained.length > 0) parts.push(`with ${factorList(gained)}`);
  return `${name}: ${parts.join(', ')}`;
}

function factorList(ids: readonly string[]): string {
  const shown = ids.slice(0, SHOWN.factors).join(', ');
  const left = ids.length - SHOWN.factors;
  return left > 0 ? `${shown} and ${left} more` : shown;
}

/** In UTC. A claim of the committer can be any number, also none that is a date. */
function dateOf(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? 'no date   ' : date.toISOString().slice(0, 10);
}
