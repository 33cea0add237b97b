import type { OwnersAnswer, OwnersReport, PathAnswer } from '../core/ownership/owners-report.ts';
import { escapeTerminal } from './escape.ts';
import type { Style } from './style.ts';
import { count, wrap } from './wrap.ts';

/** Each path with who may approve it and the line that says so; then what the file does not say. */
export function renderOwnersTerminal(report: OwnersReport, style: Style): string {
  // Most paths share their answer with others: what stands below them is written once.
  const written = new Map<OwnersAnswer, string>();
  const blocks = report.paths.map((one) => {
    const { answer } = one;
    const below = written.get(answer) ?? answerLines(report.file, answer, style);
    written.set(answer, below);
    return `${label(answer.status, style)}${escapeTerminal(one.path)}\n${below}${submoduleLines(report.file, one, style)}`;
  });
  const parts = [blocks.join('\n'), skippedBlock(report, style), footer(report, style)];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** As wide as the longest status and two blanks. */
const INDENT = ' '.repeat(11);

function label(status: OwnersAnswer['status'], style: Style): string {
  const paint = status === 'owned' ? style.good : status === 'ambiguous' ? style.wait : style.bad;
  return `${paint(status)}${INDENT.slice(status.length)}`;
}

function answerLines(file: string, answer: OwnersAnswer, style: Style): string {
  const lines: string[] = [];
  if (answer.owners.length > 0) lines.push(INDENT + escapeTerminal(answer.owners.join(' ')));
  if (answer.reason !== null)
    lines.push(wrap(escapeTerminal(answer.reason), style.width, INDENT, INDENT));
  if (answer.line !== null) lines.push(style.faint(INDENT + place(file, answer)));
  if (answer.help !== null)
    lines.push(wrap(`= help: ${escapeTerminal(answer.help)}`, style.width, INDENT, `${INDENT}  `));
  return lines.join('\n');
}

function submoduleLines(file: string, { submodule }: PathAnswer, style: Style): string {
  if (submodule === null) return '';
  return [submodule.entry, submodule.inside]
    .filter((answer) => answer.line !== null)
    .map((answer) => `\n${style.faint(INDENT + place(file, answer))}`)
    .join('');
}

function place(file: string, { line, text }: OwnersAnswer): string {
  return escapeTerminal(`${file}:${line}  ${(text ?? '').trim()}`);
}

function skippedBlock({ file, skipped }: OwnersReport, style: Style): string {
  if (skipped.length === 0) return '';
  const lines = skipped.flatMap(({ line, text, reason }) => [
    style.faint(escapeTerminal(`  ${file}:${line}  ${text.trim()}`)),
    wrap(escapeTerminal(reason), style.width, '    ', '    '),
  ]);
  return [`${count(skipped.length, 'line')} without effect on GitHub`, ...lines].join('\n');
}

function footer({ base, file, paths }: OwnersReport, style: Style): string {
  const where =
    base === null
      ? `${file}; no repository was looked at, so directories and submodules count as files`
      : `${file}, with ${base.name} (${base.commit.slice(0, 12)}) as the base`;
  const statuses = ['owned', 'unowned', 'unmatched', 'ambiguous'] as const;
  const counts = statuses
    .map((status) => ({
      status,
      number: paths.filter(({ answer }) => answer.status === status).length,
    }))
    .filter(({ number }) => number > 0)
    .map(({ status, number }) => `${number} ${status}`);
  const summary = [count(paths.length, 'path'), ...counts].join(', ');
  return style.faint(wrap(escapeTerminal(`${summary}; by ${where}`), style.width, '', '  '));
}
