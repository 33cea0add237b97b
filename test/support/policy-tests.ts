import { scopeEngines } from '../../src/core/policy/inputs.ts';
import { readBasis } from '../../src/core/policy/read-basis.ts';
import type { BasisSource } from '../../src/core/policy/read-documents.ts';
import type { PolicyTestReport, PolicyTestRun } from '../../src/core/policy-test/report.ts';
import { runPolicyTests } from '../../src/core/policy-test/run-policy-tests.ts';
import type { Basis, ReadyPolicy } from '../../src/core/policy/basis.ts';
import type { Workshop } from '../../src/core/policy-test/mutants/factor-mutants.ts';
import type { Files } from './judge-files.ts';

const encoder = new TextEncoder();

export function sources(files: Files): readonly BasisSource[] {
  return Object.entries(files).map(([path, text]) => ({
    path,
    side: 'head' as const,
    bytes: encoder.encode(text),
  }));
}

export const MODEL = `apiVersion: jitl.dev/v1
kind: RiskModel
metadata: { id: small, owner: team/one, version: 1 }
spec:
  tiers: [low, moderate, high, critical]
  unclassified: high
  dimensions:
    privilege: [none, read, write, admin]
    reach: [single, scoped, broad]
  table:
    high:
      - { privilege: admin, reach: scoped }
    moderate:
      - { privilege: write }
`;

const CONFIG = `apiVersion: jitl.dev/v1
kind: Config
spec: { extends: [] }
`;

/** A policy with the `spec` that is given, or with other `metadata` lines. */
export function policyText(id: string, spec: string, status = 'active'): string {
  return `apiVersion: jitl.dev/v1
kind: Policy
metadata: { id: ${id}, title: The policy ${id}, owner: team/one, version: 1, status: ${status} }
spec:
${spec.replace(/^/gm, '  ').trimEnd()}
`;
}

/** A rule set of its own: the small model and these policies by id. */
export function ownRules(policies: Files, model: string = MODEL): Files {
  return { '.jitl/config.yaml': CONFIG, '.jitl/model.yaml': model, ...policies };
}

/** A test document with these lines below `spec`. */
export function testText(spec: string): string {
  return `apiVersion: jitl.dev/v1
kind: PolicyTest
spec:
${spec.replace(/^/gm, '  ').trimEnd()}
`;
}

export interface Trial {
  readonly own: Files;
  readonly tests: string;
  readonly mutate?: boolean;
}

export function run({ own, tests, mutate = false }: Trial): PolicyTestRun {
  return runPolicyTests({
    shipped: [],
    own: sources(own),
    tests: sources({ '.jitl/a.test.yaml': tests }),
    underTest: 'own',
    mutate,
  });
}

export function report(trial: Trial): PolicyTestReport {
  const ran = run(trial);
  if (ran.kind === 'invalid') throw new Error(JSON.stringify(ran.diagnostics, null, 1));
  return ran.report;
}

/** Where something is, and what is said of it. */
export function problems(trial: Trial): readonly string[] {
  const ran = run(trial);
  if (ran.kind === 'tested') throw new Error('there is nothing wrong');
  return ran.diagnostics.map(({ code, message, help, location }) => {
    const at = location === undefined ? '' : `${location.start.line}:${location.start.column}`;
    return `${at} ${code}: ${message}${help === undefined ? '' : ` (${help})`}`;
  });
}

export function basisOf(own: Files): Basis {
  const { basis, diagnostics } = readBasis([], sources(own));
  if (basis === null) throw new Error(JSON.stringify(diagnostics, null, 1));
  return basis;
}

export function onlyPolicy({ policies }: Basis): ReadyPolicy {
  const [policy] = policies;
  if (policy === undefined) throw new Error('there is no policy');
  return policy;
}

export function workshopOf({ model }: Basis, skip: () => void = () => undefined): Workshop {
  return { engines: scopeEngines(), model, skip };
}
