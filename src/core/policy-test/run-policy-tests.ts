import { sortedUnique } from '../order.ts';
import type { Basis, Placed } from '../policy/basis.ts';
import type { RiskModel } from '../policy/documents/risk-model.ts';
import { decides } from '../policy/in-force.ts';
import { scopeLanguages } from '../policy/inputs.ts';
import { readBasis } from '../policy/read-basis.ts';
import { readSource, type BasisSource, type Collected } from '../policy/read-documents.ts';
import type { RatedInput } from '../risk/rate.ts';
import { coverFactors, coverRows, type RatedCase } from './coverage.ts';
import { mismatches } from './expectations.ts';
import type { CelRecord } from './fill-input.ts';
import { mutate } from './mutate.ts';
import { judgeOf } from './outcome.ts';
import { readSuites } from './read-suites.ts';
import { remembering } from './remember.ts';
import type { CaseResult, PolicyTestReport, PolicyTestRun } from './report.ts';
import type { Suite } from './suite.ts';
import { unmetOf } from './thresholds.ts';

export interface PolicyTestInput {
  /** The policies that come with jitl. */
  readonly shipped: readonly BasisSource[];
  /** Policy files of the repository. */
  readonly own: readonly BasisSource[];
  readonly tests: readonly BasisSource[];
  /** Whose policies the tests are there for; the risk model is one of them. */
  readonly underTest: 'own' | 'shipped';
  /** Whether the cases are tried on faulty rules as well. */
  readonly mutate: boolean;
}

/** Reads policies and their tests, and says whether the one does what the other expects. */
export function runPolicyTests(input: PolicyTestInput): PolicyTestRun {
  const read = readBasis(input.shipped, input.own);
  if (read.basis === null) return { kind: 'invalid', diagnostics: read.diagnostics };
  const { suites, diagnostics } = readSuites(input.tests, read.basis);
  const all = [...read.diagnostics, ...diagnostics];
  if (diagnostics.length > 0) return { kind: 'invalid', diagnostics: all };
  return { kind: 'tested', diagnostics: all, report: test(read.basis, suites, input) };
}

function test(read: Basis, suites: readonly Suite[], input: PolicyTestInput): PolicyTestReport {
  const basis = remembering(read);
  const rated = suites.flatMap((suite): readonly RatedCase[] => {
    const judge = judgeOf(basis, suite);
    return suite.cases.map((ready) => ({ suite, ready, outcome: judge(ready) }));
  });
  const results = new Map(suites.map((suite) => [suite, resultsOf(suite, rated)] as const));
  const failed = [...results.values()].flat().some(({ failures }) => failures.length > 0);
  const model = placedModel(input, basis);
  const tested = model !== null && isUnderTest(model, input) ? model : null;
  const factors = coverFactors(basis, rated);
  const rows = model === null ? [] : coverRows(model, rated);
  const mutation = input.mutate && !failed ? mutate({ basis, suites, model: tested }) : null;
  return {
    suites: suites.map((suite) => ({
      path: suite.path,
      policies: [...suite.policies],
      cases: results.get(suite) ?? [],
      unmet: unmetOf(suite, { factors, rows, mutation }),
    })),
    factors,
    rows: tested === null ? null : rows,
    untested: untestedOf(basis, suites, input),
    mutation,
  };
}

function isUnderTest({ path }: { readonly path: string }, { underTest }: PolicyTestInput): boolean {
  return underTest === 'shipped' || !path.startsWith('jitl:');
}

function resultsOf(suite: Suite, rated: readonly RatedCase[]): readonly CaseResult[] {
  return rated
    .filter((one) => one.suite === suite)
    .map(({ ready: { written, changes, at }, outcome }) => ({
      name: written.name,
      location: at('name'),
      changes: sortedUnique(changes.map(nameOf)),
      failures: mismatches(written.expect, outcome).map((failure) => ({
        ...failure,
        location: at('expect', failure.key),
      })),
    }));
}

/** In files, a slip shows as a change that could not be read. */
function nameOf({ kind, items }: RatedInput): string {
  const [item] = items;
  const reason = item === undefined ? undefined : (item.value as CelRecord)['reason'];
  return typeof reason === 'string' && reason !== '' ? `${kind} (${reason})` : kind;
}

/** The risk model in force with the places of its rows: the first that is read, as for the basis. */
function placedModel(
  { own, shipped }: PolicyTestInput,
  { model }: Basis,
): Placed<RiskModel> | null {
  const models: Placed<RiskModel>[] = [];
  const others = { policies: [], people: [], configs: [], waivers: [], diagnostics: [] };
  const collected: Collected = { models, ...others };
  const languages = scopeLanguages();
  for (const source of [...own, ...shipped])
    if (models.length === 0 && new TextDecoder().decode(source.bytes).includes('RiskModel'))
      readSource(collected, source, languages);
  const [placed] = models;
  return placed === undefined ? null : { ...placed, document: model };
}

/** Policies that decide and that no test is about. */
function untestedOf(
  { policies }: Basis,
  suites: readonly Suite[],
  input: PolicyTestInput,
): readonly string[] {
  const tested = new Set(suites.flatMap((suite) => [...suite.policies]));
  return policies
    .filter((policy) => isUnderTest(policy, input) && decides(policy.document))
    .map(({ document }) => document.metadata.id)
    .filter((id) => !tested.has(id));
}
