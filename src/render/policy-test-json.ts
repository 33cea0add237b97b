import type { Diagnostic } from '../core/diagnostic.ts';
import type { Location } from '../core/location.ts';
import {
  isGreen,
  type MutationResult,
  type PolicyTestReport,
  type PolicyTestRun,
  type SuiteResult,
  type TriedMutant,
} from '../core/policy-test/report.ts';
import type { Failure } from '../core/verdict.ts';
import { jsonText } from './escape.ts';
import type { PolicyTestReportDocument } from './policy-test-schema.ts';

const empty: PolicyTestReportDocument = {
  schema: 'https://jitl.dev/schema/v1/policy-test-report.json',
  passed: false,
  suites: [],
  factors: [],
  rows: null,
  untested: [],
  mutation: null,
  diagnostics: [],
  failure: null,
};

export function renderPolicyTestJson(run: PolicyTestRun): string {
  const document: PolicyTestReportDocument = {
    ...empty,
    passed: isGreen(run),
    ...(run.kind === 'tested' ? projectReport(run.report) : { failure: broken }),
    diagnostics: run.diagnostics.map(projectDiagnostic),
  };
  return jsonText(document);
}

const broken = {
  code: 'input-invalid',
  message: 'policies or their tests cannot be used',
  help: 'repair what `diagnostics` names',
};

/** The same document where there is no report for another reason. */
export function renderPolicyTestFailure(failure: Failure): string {
  return jsonText({ ...empty, failure: { ...failure } } satisfies PolicyTestReportDocument);
}

function projectReport({ suites, factors, rows, untested, mutation }: PolicyTestReport) {
  return {
    suites: suites.map(projectSuite),
    factors: factors.map((one) => ({ ...one, location: place(one.location) })),
    rows: rows?.map((one) => ({ ...one, location: place(one.location) })) ?? null,
    untested: [...untested],
    mutation: mutation === null ? null : projectMutation(mutation),
  };
}

function projectSuite({ path, policies, cases, unmet }: SuiteResult) {
  const failed = cases.filter(({ failures }) => failures.length > 0).length;
  return {
    path,
    policies: [...policies],
    passed: cases.length - failed,
    failed,
    cases: cases.map(({ name, location, changes, failures }) => ({
      name,
      passed: failures.length === 0,
      location: place(location),
      changes: [...changes],
      failures: failures.map((one) => ({
        ...one,
        missing: [...one.missing],
        unexpected: [...one.unexpected],
        location: place(one.location),
      })),
    })),
    unmet: unmet.map((one) => ({ ...one, location: place(one.location) })),
  };
}

function projectMutation({ scores, survivors, equivalent, skipped }: MutationResult) {
  const sum = (key: 'killed' | 'total'): number =>
    scores.reduce((before, score) => before + score[key], 0);
  return {
    killed: sum('killed'),
    total: sum('total'),
    policies: scores.map((score) => ({ ...score })),
    survivors: survivors.map(projectMutant),
    equivalent: equivalent.map(projectMutant),
    skipped,
  };
}

function projectMutant({ policy, what, location }: TriedMutant) {
  return { policy, what, location: place(location) };
}

function place({ path, start }: Location) {
  return { path, line: start.line, column: start.column };
}

function projectDiagnostic({ code, severity, message, help, location }: Diagnostic) {
  return {
    code,
    severity,
    message,
    help: help ?? null,
    location: location === undefined ? null : place(location),
  };
}
