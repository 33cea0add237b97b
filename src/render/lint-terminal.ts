import type { LintReport } from '../core/policy/lint/lint-policies.ts';
import type { Style } from './style.ts';
import { renderDiagnostic } from './terminal.ts';
import { count } from './wrap.ts';

/** The verdict on the files first, then each finding with its place. */
export function renderLintTerminal({ looked, findings }: LintReport, style: Style): string {
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  const notes = findings.length - errors;
  const word = errors > 0 ? style.bad(count(errors, 'error')) : style.good('no errors');
  const also = notes > 0 ? `, ${count(notes, 'note')}` : '';
  const what = [
    count(looked.files, 'file'),
    looked.policies === 1 ? '1 policy' : `${looked.policies} policies`,
    count(looked.factors, 'factor'),
    count(looked.waivers, 'waiver'),
  ];
  const blocks = [
    `${word}${also}  in ${what.join(', ')}`,
    ...findings.map((finding) => renderDiagnostic(finding, style)),
  ];
  return `${blocks.join('\n\n')}\n`;
}
