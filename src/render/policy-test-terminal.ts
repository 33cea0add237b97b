import type { Location } from '../core/location.ts';
import {
  isGreen,
  type CaseResult,
  type PolicyTestReport,
  type PolicyTestRun,
  type SuiteResult,
} from '../core/policy-test/report.ts';
import { escapeTerminal } from './escape.ts';
import { mutationBlocks } from './policy-test-mutants.ts';
import { placeText } from './snippet.ts';
import type { Style } from './style.ts';
import { renderDiagnostic } from './terminal.ts';
import { count, wrap } from './wrap.ts';

/** What failed first, then what no case shows, and the sum at the end. */
export function renderPolicyTestTerminal(run: PolicyTestRun, style: Style): string {
  const problems = run.diagnostics.map((problem) => renderDiagnostic(problem, style));
  const blocks =
    run.kind === 'invalid'
      ? [style.bad('fatal: nothing was tested'), ...problems]
      : [...problems, ...reportBlocks(run.report, style), headline(run, run.report, style)];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function reportBlocks(report: PolicyTestReport, style: Style): readonly string[] {
  return [
    report.suites.map((suite) => suiteBlock(suite, style)).join('\n'),
    factorBlock(report, style),
    rowBlock(report, style),
    untestedBlock(report, style),
    ...(report.mutation === null ? [] : mutationBlocks(report.mutation, style)),
  ];
}

function suiteBlock({ path, cases, unmet }: SuiteResult, style: Style): string {
  const failed = cases.filter(({ failures }) => failures.length > 0);
  const passed = failed.length === 0 && unmet.length === 0;
  const label = passed ? style.good('PASSED') : style.bad('FAILED');
  const failures = failed.length === 0 ? '' : `, ${failed.length} failed`;
  return [
    `${label}  ${escapeTerminal(path)}  ${style.faint(`${count(cases.length, 'case')}${failures}`)}`,
    ...failed.map((one) => caseLines(one, style)),
    ...unmet.map(({ message, location }) => told(message, location, style)),
  ].join('\n');
}

const INDENT = '        ';

function caseLines({ name, changes, failures }: CaseResult, style: Style): string {
  const lines = [wrap(style.strong(escapeTerminal(name)), style.width, INDENT, INDENT)];
  for (const { key, expected, got, missing, unexpected, location } of failures) {
    const differ = [listed('missing', missing), listed('unexpected', unexpected)];
    const said = differ.filter((part) => part !== '').join('; ');
    const text = `${key}: ${said === '' ? `expected ${expected}, got ${got}` : said}`;
    lines.push(told(text, location, style, `${INDENT}  `));
  }
  const rated = `what changes: ${changes.join(', ')}`;
  lines.push(style.faint(wrap(escapeTerminal(rated), style.width, `${INDENT}  `, `${INDENT}    `)));
  return lines.join('\n');
}

function listed(what: string, ids: readonly string[]): string {
  return ids.length === 0 ? '' : `${what} ${ids.join(', ')}`;
}

/** A sentence, and below it where it comes from. */
function told(text: string, location: Location, style: Style, indent = INDENT): string {
  return [
    wrap(escapeTerminal(text), style.width, indent, `${indent}  `),
    style.faint(`${indent}  --> ${placeText(location)}`),
  ].join('\n');
}

function factorBlock({ factors }: PolicyTestReport, style: Style): string {
  const lacking = factors.filter(
    ({ positive, negative, canFail }) => positive === 0 || (negative === 0 && canFail),
  );
  if (lacking.length === 0) return '';
  const lines = lacking.map(({ factor, positive, negative, location }) => {
    const what =
      positive > 0
        ? 'matches in every case'
        : negative > 0
          ? 'matches in no case'
          : 'has no case at all';
    return told(`${factor} ${what}`, location, style, '  ');
  });
  return [`${count(lacking.length, 'factor')} shown from one side only`, ...lines].join('\n');
}

function rowBlock({ rows }: PolicyTestReport, style: Style): string {
  const idle = (rows ?? []).filter(({ cases }) => cases === 0);
  if (idle.length === 0) return '';
  const lines = idle.map(({ tier, row, location }) => {
    const bounds = Object.entries(row).map(([dimension, level]) => `${dimension}: ${level}`);
    return told(`${tier}: ${bounds.join(', ')}`, location, style, '  ');
  });
  return [`${count(idle.length, 'row')} of the risk model without a case to decide`, ...lines].join(
    '\n',
  );
}

function untestedBlock({ untested }: PolicyTestReport, style: Style): string {
  if (untested.length === 0) return '';
  const text = `no test is about ${untested.join(', ')}`;
  return wrap(escapeTerminal(text), style.width, '', '  ');
}

function headline(
  run: PolicyTestRun,
  { suites, mutation }: PolicyTestReport,
  style: Style,
): string {
  const cases = suites.flatMap((suite) => suite.cases);
  const failed = cases.filter(({ failures }) => failures.length > 0).length;
  const unmet = suites.flatMap((suite) => suite.unmet).length;
  const parts = [
    count(cases.length, 'case'),
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(unmet === 0 ? [] : [`${count(unmet, 'threshold')} missed`]),
    ...(mutation === null ? [] : [`${count(mutation.survivors.length, 'mutant')} survived`]),
  ];
  const green = isGreen(run);
  const word = green ? style.good(style.strong('PASSED')) : style.bad(style.strong('FAILED'));
  return `${word}  ${parts.join(', ')}`;
}
