import type { Diagnosis } from '../core/doctor/diagnose.ts';
import type { Finding, Severity } from '../core/doctor/finding.ts';
import { escapeTerminal } from './escape.ts';
import type { Style } from './style.ts';
import { count, wrap } from './wrap.ts';

/** How many of each first, then each with its place and what to change, then what is in order. */
export function renderDoctorTerminal(diagnosis: Diagnosis, style: Style): string {
  const blocks = [
    headline(diagnosis, style),
    ...diagnosis.findings.map((finding) => block(finding, style)),
    passed(diagnosis, style),
  ];
  return `${blocks.filter((text) => text !== '').join('\n\n')}\n`;
}

function headline({ findings, repository, branch, tier }: Diagnosis, style: Style): string {
  const of = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const errors = of('error') > 0 ? style.bad(count(of('error'), 'error')) : style.good('no errors');
  const more = (['warning', 'note'] as const)
    .filter((severity) => of(severity) > 0)
    .map((severity) => `, ${count(of(severity), severity)}`);
  const what = [repository, branch, tier === null ? null : `tier ${tier}`]
    .filter((part) => part !== null)
    .map(escapeTerminal);
  return `${errors}${more.join('')}${what.length === 0 ? '' : `  in ${what.join(', ')}`}`;
}

function block({ id, severity, message, where, fix, command }: Finding, style: Style): string {
  const paint = { error: style.bad, warning: style.wait, note: style.strong }[severity];
  const { width } = style;
  const head = `${severity}[${id}]`;
  const told = wrap(`${head}: ${escapeTerminal(message)}`, width, '', '  ');
  return [
    `${paint(head)}${told.slice(head.length)}`,
    ...(where === null ? [] : [wrap(escapeTerminal(where), width, '  --> ', '      ')]),
    wrap(escapeTerminal(fix), width, '  = fix: ', '         '),
    // Not wrapped: it is meant to be copied.
    ...(command === null ? [] : [`  = run: ${escapeTerminal(command)}`]),
  ].join('\n');
}

function passed({ passed: all }: Diagnosis, { width, good }: Style): string {
  const column = Math.max(0, ...all.map(({ check }) => check.length));
  return all
    .map(({ check, message }) => {
      const lead = `ok  ${check.padEnd(column)}  `;
      const text = wrap(escapeTerminal(message), width, lead, ' '.repeat(lead.length));
      return `${good('ok')}${text.slice(2)}`;
    })
    .join('\n');
}
